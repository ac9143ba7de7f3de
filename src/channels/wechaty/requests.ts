import type { FriendRequest, RoomInvitation } from './client.js';

/** Whose friend requests are accepted. */
export type FriendPolicy = { accept: 'never' | 'always' } | { accept: 'keyword'; keyword: string };

/** Which invitations to rooms are accepted; `inviters` are ids, or remarks that the account's owner gave. */
export type RoomPolicy = { accept: 'never' | 'always' } | { accept: 'from'; inviters: readonly string[] };

export function acceptsFriend(policy: FriendPolicy, { hello }: FriendRequest): boolean {
  if (policy.accept === 'keyword') return fold(hello).includes(fold(policy.keyword));
  return policy.accept === 'always';
}

/** A nickname is not looked at: anybody may take any. */
export function acceptsRoom(policy: RoomPolicy, { inviterId, inviterRemark }: RoomInvitation): boolean {
  if (policy.accept !== 'from') return policy.accept === 'always';
  return policy.inviters.some((inviter) => inviter !== '' && [inviterId, inviterRemark].includes(inviter));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}
