import { types } from 'wechaty';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import type { ClientEvents, WechatClient } from '../../../src/channels/wechaty/client.js';
import type { Clock } from '../../../src/channels/wechaty/pace.js';
import { WechatyClient } from '../../../src/channels/wechaty/wechaty-client.js';

/** A contact of the bot's account. */
export interface Person {
  id: string;
  name: string;
  /** Remark (备注) of the account's owner. */
  remark?: string;
  type?: types.Contact;
}

export interface Group {
  /** Holds an @, as ids of rooms do. */
  id: string;
  members: readonly Person[];
  /** What the bot is called there; its nickname without one. */
  botAlias?: string;
}

/** A message as the puppet gives it. */
export interface Posted {
  from: Person;
  to: Person | Group;
  text?: string;
  type?: types.Message;
  /** Sent so long ago. */
  ageMs?: number;
  /** Ids of who was mentioned; left out by puppets that do not know. */
  mentionIdList?: string[];
}

/** A message that the bot sent. */
export interface Heard {
  to: string;
  text: string;
  mentionIds: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
}

export const BOT: Person = { id: 'bot-self', name: '问办' };

/** WeChat with one account, the bot's: people and rooms on this side, the mock puppet of Wechaty on the other. */
export class FakeWechat {
  readonly sent: Heard[] = [];
  readonly acceptedFriends: string[] = [];
  readonly acceptedRooms: string[] = [];
  /** Requests and invitations by id, as a puppet looks them up. */
  readonly friendships = new Map<string, object>();
  readonly invitations = new Map<string, object>();
  /** Messages from people that reached the bot. */
  arrived = 0;
  /** Connections opened so far. */
  opened = 0;
  /** The next so many messages cannot be sent. */
  refuse = 0;
  private readonly people: Person[] = [BOT];
  private readonly groups: Group[] = [];
  private puppet: FakePuppet | null = null;
  private messages = 0;

  constructor(readonly clock: Clock) {}

  /** Opens a connection as the bot does; the account is not logged in yet. */
  readonly open = (events: ClientEvents): WechatClient => {
    const puppet = new FakePuppet(this);
    this.puppet = puppet;
    this.opened++;
    for (const person of this.people) puppet.meet(person);
    for (const group of this.groups) puppet.enter(group);
    const counting: ClientEvents = {
      ...events,
      message: (message) => {
        events.message(message);
        if (!message.own) this.arrived++;
      },
    };
    return new WechatyClient({ puppet }, counting);
  };

  /** The puppet of the connection that is open. */
  current(): FakePuppet {
    if (!this.puppet) throw new Error('the bot has opened no connection');
    return this.puppet;
  }

  meet(person: Person): void {
    this.people.push(person);
    this.puppet?.meet(person);
  }

  enter(group: Group): void {
    this.groups.push(group);
    this.puppet?.enter(group);
  }

  login(): void {
    this.current().mocker.login(this.current().mocker.ContactMock.load(BOT.id));
  }

  post({ from, to, text = '', type = types.Message.Text, ageMs = 0, mentionIdList }: Posted): string {
    const { mocker } = this.current();
    const id = `message-${++this.messages}`;
    const base = { id, talkerId: from.id, text, type, timestamp: this.clock.now() - ageMs };
    mocker.MessageMock.create(
      'members' in to
        ? { ...base, roomId: to.id, ...(mentionIdList ? { mentionIdList } : {}) }
        : { ...base, listenerId: to.id },
    );
    this.current().emit('message', { messageId: id });
    return id;
  }
}

/** The mock puppet, with rooms' aliases, requests and a memory of what was sent. */
export class FakePuppet extends PuppetMock {
  private readonly aliases = new Map<string, string>();

  constructor(private readonly wechat: FakeWechat) {
    super({ mocker: new mock.Mocker() });
  }

  meet({ id, name, remark, type = types.Contact.Individual }: Person): void {
    this.mocker.createContact({ id, name, type, alias: remark ?? '' });
  }

  enter({ id, members, botAlias }: Group): void {
    this.mocker.createRoom({ id, topic: id, memberIdList: [BOT.id, ...members.map((member) => member.id)] });
    if (botAlias) this.aliases.set(id, botAlias);
  }

  override async roomMemberRawPayload(roomId: string, contactId: string) {
    const payload = await super.roomMemberRawPayload(roomId, contactId);
    return contactId === BOT.id ? { ...payload, roomAlias: this.aliases.get(roomId) } : payload;
  }

  override async messageSendText(conversationId: string, text: string, mentionIds: string[] = []) {
    if (this.wechat.refuse > 0) {
      this.wechat.refuse--;
      throw new Error(`no contact ${conversationId} for ${text}`);
    }
    await super.messageSendText(conversationId, text);
    this.wechat.sent.push({ to: conversationId, text, mentionIds, at: this.wechat.clock.now() });
  }

  override async friendshipRawPayload(id: string) {
    return this.wechat.friendships.get(id);
  }

  override async friendshipAccept(id: string) {
    this.wechat.acceptedFriends.push(id);
  }

  override async roomInvitationRawPayload(id: string) {
    return this.wechat.invitations.get(id);
  }

  override async roomInvitationAccept(id: string) {
    this.wechat.acceptedRooms.push(id);
  }
}
