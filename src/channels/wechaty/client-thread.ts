import type { ClientEvents, WechatClient } from './client.js';

/** What the thread is given at its start. */
export interface ThreadData {
  /** npm name of the puppet. */
  puppet: string;
  token: string | null;
  /** See `WechatyClientOptions`. */
  memoryName: string;
}

/** What the thread can be asked to do. */
export type ThreadFunctions = Omit<WechatClient, 'close'>;

/** What the thread tells; nothing of it is waited for. */
export const THREAD_EVENTS = [
  'scan',
  'login',
  'logout',
  'message',
  'friendRequest',
  'friend',
  'roomInvitation',
  'fault',
  'end',
  'unusable',
] as const satisfies readonly (keyof ClientEvents)[];
