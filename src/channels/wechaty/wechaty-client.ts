import { type Friendship, log, ScanStatus, types, type Wechaty, WechatyBuilder } from 'wechaty';
import type { ClientEvents, Destination, WechatClient } from './client.js';
import { describeFault } from './fault.js';
import { readMessage } from './read-message.js';

type PuppetInstance = Wechaty['puppet'];

export interface WechatyClientOptions {
  puppet: PuppetInstance;
  /** File that keeps the login over a restart, without its ending; nothing is kept when left out. */
  memoryName?: string;
}

/** Requests that may still be accepted; older ones are dropped. */
const MOST_REQUESTS = 200;

/** A client on Wechaty with a given puppet. In the service it lives in a thread of its own (client-worker.ts). */
export class WechatyClient implements WechatClient {
  private readonly bot: Wechaty;
  private readonly requests = new Map<string, Friendship>();
  private closing = false;

  constructor(
    { puppet, memoryName }: WechatyClientOptions,
    private readonly events: ClientEvents,
  ) {
    silenceWechaty();
    this.bot = WechatyBuilder.build({ name: memoryName, puppet });
    this.listen();
    void this.start();
  }

  async sendText({ contactId, roomId }: Destination, text: string): Promise<void> {
    const contact = contactId === null ? undefined : await this.bot.Contact.find({ id: contactId });
    if (roomId === null) {
      if (!contact) throw new Error('contact gone');
      await contact.say(text);
      return;
    }
    const room = await this.bot.Room.find({ id: roomId });
    if (!room) throw new Error('room gone');
    if (contact) await room.say(text, contact);
    else await room.say(text);
  }

  async acceptFriend(requestId: string): Promise<void> {
    const request = this.requests.get(requestId);
    if (!request) throw new Error('request gone');
    this.requests.delete(requestId);
    await request.accept();
  }

  async acceptRoom(invitationId: string): Promise<void> {
    await this.bot.RoomInvitation.load(invitationId).accept();
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.bot.stop();
  }

  private async start(): Promise<void> {
    try {
      await this.bot.start();
      // Wechaty swallows what a puppet throws at its start.
      if (!this.bot.puppet.state.active()) this.end(null);
    } catch (error) {
      this.end(error);
    }
  }

  private listen(): void {
    const { bot, events } = this;
    const showCode = [ScanStatus.Waiting, ScanStatus.Timeout, ScanStatus.Unknown];
    bot.on('scan', (code, status) => {
      if (code && showCode.includes(status)) events.scan(code);
    });
    bot.on('login', () => events.login());
    bot.on('logout', () => events.logout());
    bot.on('error', (error) => {
      events.fault(describeFault(error));
      if (!bot.puppet.state.active()) this.end(error);
    });
    bot.on('stop', () => this.end(null));
    bot.on('message', (message) => this.telling(async () => events.message(await readMessage(bot, message))));
    bot.on('friendship', (friendship) => this.telling(async () => this.tellFriendship(friendship)));
    bot.on('room-invite', (invitation) =>
      this.telling(async () => {
        const inviter = await invitation.inviter();
        const inviterRemark = (await inviter.alias()) ?? '';
        events.roomInvitation({ id: invitation.id, inviterId: inviter.id, inviterRemark });
      }),
    );
  }

  private tellFriendship(friendship: Friendship): void {
    const contactId = friendship.contact().id;
    if (friendship.type() === types.Friendship.Confirm) this.events.friend(contactId);
    if (friendship.type() !== types.Friendship.Receive) return;
    this.requests.set(friendship.id, friendship);
    if (this.requests.size > MOST_REQUESTS) this.requests.delete(this.requests.keys().next().value as string);
    this.events.friendRequest({ id: friendship.id, contactId, hello: friendship.hello() });
  }

  /** What one event throws is a fault, not the end of the thread. */
  private async telling(tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (error) {
      this.events.fault(describeFault(error));
    }
  }

  private end(error: unknown): void {
    if (this.closing) return;
    this.closing = true;
    this.events.end(error === null ? null : describeFault(error));
  }
}

/** Wechaty's own log holds names, ids and texts; what matters is told as faults. */
function silenceWechaty(): void {
  log.level('silent');
  // Loggers that puppets make later begin at the level of their class.
  (log.constructor as typeof log.constructor & { level?(name: 'silent'): void }).level?.('silent');
}
