import { types } from 'wechaty';
import type { AskRequest, AskResponse } from '../../../src/answer/response.js';
import { type BotOptions, WechatBot } from '../../../src/channels/wechaty/bot.js';
import { createLogger } from '../../../src/log.js';
import { BOT, FakeWechat, type Group, type Heard, type Person, type Posted } from './fake-wechat.js';
import { rest, SteppedClock } from './stepped-clock.js';

/** How a telephone writes a mention that was picked from the list. */
export const AT_BOT = '@问办\u2005';

/** Counted over all towns: they may share a service, which must not take two people for one. */
let people = 0;

/** A bot and the town it answers. */
export class FakeTown {
  readonly clock = new SteppedClock();
  readonly wechat = new FakeWechat(this.clock);
  readonly bot: WechatBot;
  private readonly log: string[] = [];
  private posted = 0;

  constructor(
    ask: (request: AskRequest) => Promise<AskResponse> | AskResponse,
    options: Partial<BotOptions> = {},
  ) {
    this.bot = new WechatBot({
      ask: async (request) => ask(request),
      hash: async (text) => `hash-of-${Buffer.from(text).toString('hex')}`,
      recordAnswer: () => {},
      friends: { accept: 'never' },
      rooms: { accept: 'never' },
      greeting: '您好',
      perMinute: 20,
      open: this.wechat.open,
      clock: this.clock,
      random: () => 0.5,
      logger: createLogger('trace', { write: (line) => void this.log.push(line) }),
      ...options,
    });
  }

  /** Starts the bot and logs its account in. */
  async wakeUp(): Promise<void> {
    this.bot.start();
    await rest();
    await this.login();
  }

  /** Somebody has scanned the code. */
  async login(): Promise<void> {
    this.wechat.login();
    await rest();
  }

  /** Everything the bot logged, in one text. */
  get logged(): string {
    return this.log.join('');
  }

  citizen(name: string, more: Partial<Person> = {}): FakeCitizen {
    const person = { id: `wxid-${++people}-secret`, name, ...more };
    this.wechat.meet(person);
    return new FakeCitizen(this, person);
  }

  group(name: string, members: readonly FakeCitizen[], botAlias?: string): Group {
    const group = { id: `${name}@chatroom`, members: members.map(({ person }) => person), botAlias };
    this.wechat.enter(group);
    return group;
  }

  /** Delivers without waiting for an answer. @returns the message's id. */
  async deliver(posted: Posted): Promise<string> {
    const id = this.wechat.post(posted);
    if (posted.from.id !== BOT.id) this.posted++;
    for (let turns = 0; this.wechat.arrived < this.posted; turns++) {
      if (turns > 1_000) throw new Error('the message never reached the bot');
      await rest();
    }
    return id;
  }

  /** Waits until the bot has said all it has to say. */
  answered(): Promise<void> {
    return this.clock.until(this.bot.idle());
  }

  /** Lets the puppet tell of something and waits until the bot has acted. */
  async emit(event: 'friendship' | 'room-invite', payload: object): Promise<void> {
    this.wechat.current().emit(event as 'dong', payload);
    await rest();
    await this.answered();
  }

  /** What was said since the last look, to one person or in one room, or to all. */
  heard(by?: { id: string }): string[] {
    const heard = this.wechat.sent.filter(({ to }) => by === undefined || to === by.id);
    this.forget(heard);
    return heard.map(({ text }) => text);
  }

  private forget(heard: readonly Heard[]): void {
    for (const one of heard) this.wechat.sent.splice(this.wechat.sent.indexOf(one), 1);
  }
}

/** Somebody who writes to the bot. */
export class FakeCitizen {
  constructor(
    private readonly town: FakeTown,
    readonly person: Person,
  ) {}

  /** Writes to the bot and waits. @returns what the bot answered. */
  async says(text: string): Promise<string[]> {
    await this.sends({ text });
    return this.town.heard(this.person);
  }

  /** Writes in a room and waits. @returns what the bot said there. */
  async saysIn(group: Group, text: string, mentionIdList?: string[]): Promise<string[]> {
    await this.sends({ text, to: group, mentionIdList });
    return this.town.heard(group);
  }

  /** Sends anything and waits. */
  async sends(what: Partial<Posted>): Promise<void> {
    await this.drops(what);
    await this.town.answered();
  }

  /** Sends anything and goes on at once. @returns the message's id. */
  drops(what: Partial<Posted>): Promise<string> {
    return this.town.deliver({ from: this.person, to: BOT, ...what });
  }

  /** Asks to become a friend. */
  async asksForFriendship(hello: string): Promise<void> {
    const id = `friendship-of-${this.person.id}`;
    const request = {
      id,
      contactId: this.person.id,
      hello,
      type: types.Friendship.Receive,
      ticket: 'ticket',
    };
    this.town.wechat.friendships.set(id, request);
    await this.town.emit('friendship', { friendshipId: id });
  }

  /** The account's owner accepted the request by hand. */
  async isAcceptedByHand(): Promise<void> {
    const id = `confirmed-${this.person.id}`;
    const news = { id, contactId: this.person.id, type: types.Friendship.Confirm };
    this.town.wechat.friendships.set(id, news);
    await this.town.emit('friendship', { friendshipId: id });
  }

  async invitesTo(topic: string): Promise<void> {
    const id = `invitation-${topic}`;
    this.town.wechat.invitations.set(id, { id, inviterId: this.person.id, topic });
    await this.town.emit('room-invite', { roomInvitationId: id });
  }
}
