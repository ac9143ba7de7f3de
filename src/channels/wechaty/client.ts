import type { Fault } from './fault.js';

/** Kinds of messages, as far as the bot treats them differently. */
export type MessageKind =
  | 'text'
  | 'voice'
  | 'picture'
  | 'sticker'
  | 'file'
  | 'location'
  | 'link'
  | 'card'
  | 'miniProgram'
  | 'money'
  | 'recall'
  | 'other';

/** One message as plain data: it crosses from the thread of the puppet. Never logged. */
export interface IncomingMessage {
  id: string;
  kind: MessageKind;
  /** Text of a text message, id of the message taken back for `recall`, else empty. */
  text: string;
  /** When it was sent, in milliseconds since 1970; some puppets give whole seconds. */
  sentAt: number;
  /** Sent by the bot's own account, here or on its phone. */
  own: boolean;
  contact: { id: string; official: boolean };
  /** Null in a private chat. */
  room: IncomingRoom | null;
}

export interface IncomingRoom {
  id: string;
  /** The puppet's own list of who was mentioned holds the bot. */
  mentioned: boolean;
  /** What the bot is called there: its alias in the room, its nickname. Given for texts only. */
  ownNames: string[];
}

export interface FriendRequest {
  id: string;
  contactId: string;
  /** What the other one wrote to introduce himself. */
  hello: string;
}

export interface RoomInvitation {
  id: string;
  inviterId: string;
  /** Remark (备注) that the owner of the account gave the inviter; empty without one. */
  inviterRemark: string;
}

/** Where a text goes. In a room `contactId` is who is mentioned before it; null mentions nobody. */
export type Destination = { contactId: string; roomId: null } | { contactId: string | null; roomId: string };

/** What a client tells. Calls are not waited for. */
export interface ClientEvents {
  /** The code to scan with the account's phone; given anew whenever it changes. */
  scan(qrUrl: string): void;
  login(): void;
  logout(): void;
  message(message: IncomingMessage): void;
  friendRequest(request: FriendRequest): void;
  /** Somebody has become a friend, by whoever's hand. */
  friend(contactId: string): void;
  roomInvitation(invitation: RoomInvitation): void;
  /** Something failed and the client goes on. */
  fault(fault: Fault): void;
  /** The client could not start, or will not come back by itself; `fault` is null when it just stopped. */
  end(fault: Fault | null): void;
  /** Trying again is of no use: the package of WECHATY_PUPPET is no puppet. */
  unusable(): void;
}

/** One connection to WeChat. */
export interface WechatClient {
  /** @throws when it cannot be sent. */
  sendText(to: Destination, text: string): Promise<void>;
  acceptFriend(requestId: string): Promise<void>;
  acceptRoom(invitationId: string): Promise<void>;
  close(): Promise<void>;
}

/** Begins to open one connection; what comes of it is told by events. */
export type OpenClient = (events: ClientEvents) => WechatClient;
