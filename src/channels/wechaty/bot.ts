import type { AskRequest, AskResponse } from '../../answer/response.js';
import { todayInBeijing } from '../../clock.js';
import type { Logger } from '../../log.js';
import { FAILED, TOO_LONG } from '../official-account/texts.js';
import { BotStatusBoard } from './bot-status.js';
import type {
  Destination,
  FriendRequest,
  IncomingMessage,
  OpenClient,
  RoomInvitation,
  WechatClient,
} from './client.js';
import { Connection } from './connection.js';
import { describeFault } from './fault.js';
import { InTurn } from './in-turn.js';
import { type Judgement, judgeMessage, LONGEST_QUESTION, passOver } from './judge-message.js';
import { messagesOf } from './messages-of.js';
import { Occasionally } from './occasionally.js';
import { Outbox } from './outbox.js';
import type { Clock, Random } from './pace.js';
import { COURTESY, type Courtesy } from './phrases.js';
import { acceptsFriend, acceptsRoom, type FriendPolicy, type RoomPolicy } from './requests.js';

export interface BotOptions {
  open: OpenClient;
  /** The one function that all channels ask. */
  ask(request: AskRequest): Promise<AskResponse>;
  /** Keyed hash of ids, so that none is kept or logged. */
  hash(text: string): Promise<string>;
  /** Counts an answered question. */
  recordAnswer(answer: AskResponse, seconds: number): void;
  friends: FriendPolicy;
  rooms: RoomPolicy;
  /** First words to a new friend. */
  greeting: string;
  /** Messages sent in any minute. */
  perMinute: number;
  clock: Clock;
  random: Random;
  logger: Logger;
}

/** Answers that may wait for one person, and for all together. */
const MOST_WAITING_EACH = 3;
const MOST_WAITING = 60;
/** Room beyond that for saying so. */
const MOST_REFUSALS = 20;
const A_DAY_MS = 86_400_000;
/** Puppets that connect anew may deliver again what they delivered before; older than this it is stale anyway. */
const REPEATED_WITHIN_MS = 5 * 60_000;
/** Opening a request and pressing a button takes as long as typing so much. */
const CHARACTERS_OF_A_CLICK = 60;

/** Whom an answer is for: a person, or a person in a room. */
interface Asker {
  /** Keyed hash: the conversation's id, here and in `ask()`. */
  sessionId: string;
  contactId: string;
  roomId: string | null;
}

/** The WeChat bot: receives, asks, renders. It understands nothing itself. */
export class WechatBot {
  readonly status: BotStatusBoard;
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly said: Occasionally;
  private readonly arrived: Occasionally;
  private readonly inTurn = new InTurn();
  private readonly receiving = new Set<Promise<void>>();
  private startedAt = 0;

  constructor(private readonly options: BotOptions) {
    const { clock, random, logger, open, perMinute } = options;
    this.status = new BotStatusBoard(clock.now);
    this.said = new Occasionally(clock.now);
    this.arrived = new Occasionally(clock.now);
    this.outbox = new Outbox({ clock, random, perMinute, logger });
    this.connection = new Connection({
      open,
      clock,
      random,
      logger,
      status: this.status,
      onLogin: () => this.outbox.release(),
      onLost: () => this.outbox.hold(),
      events: {
        message: (message) => this.receive(() => this.takeMessage(message)),
        friendRequest: (request) => this.receive(() => this.takeFriendRequest(request)),
        friend: (contactId) => this.receive(() => this.greet(contactId)),
        roomInvitation: (invitation) => this.receive(() => this.takeRoomInvitation(invitation)),
      },
    });
  }

  start(): void {
    this.startedAt = this.options.clock.now();
    this.connection.start();
  }

  /** @returns once everything that arrived is answered, as far as it can be sent. */
  async idle(): Promise<void> {
    while (this.receiving.size > 0) await Promise.all(this.receiving);
    await this.outbox.idle();
  }

  /** Takes nothing more, finishes what is being sent, leaves. */
  async stop(): Promise<void> {
    const dropped = await this.outbox.close();
    await this.connection.stop();
    this.options.logger.info({ dropped }, 'bot stopped');
  }

  /** Whatever goes wrong with one event is logged without its words and hurts no other. */
  private receive(take: () => Promise<void>): void {
    const taken: Promise<void> = take()
      .catch((error: unknown) =>
        this.options.logger.error({ fault: describeFault(error) }, 'bot event failed'),
      )
      .finally(() => this.receiving.delete(taken));
    this.receiving.add(taken);
  }

  private async takeMessage(message: IncomingMessage): Promise<void> {
    const { clock, logger } = this.options;
    const judgement = this.arrived.isDue(message.id, REPEATED_WITHIN_MS)
      ? judgeMessage(message, { now: clock.now(), startedAt: this.startedAt })
      : passOver('repeated');
    if (message.kind === 'recall') this.outbox.forget(message.text);
    if (judgement.action === 'passOver') {
      logger.debug({ reason: judgement.reason }, 'bot passed over a message');
      return;
    }
    const asker = await this.askerOf(message.contact.id, message.room?.id ?? null);
    if (judgement.action === 'beCourteous') this.beCourteous(asker, judgement.courtesy);
    else await this.inTurn.run(asker.sessionId, () => this.answer(asker, judgement, message.id));
  }

  /** A conversation lasts a day at most: kept questions of one day lead to nobody's of another. */
  private async askerOf(contactId: string, roomId: string | null): Promise<Asker> {
    const day = todayInBeijing(new Date(this.options.clock.now()));
    const hash = await this.options.hash(`wechat\n${day}\n${roomId ?? ''}\n${contactId}`);
    return { sessionId: `bot-${hash}`, contactId, roomId };
  }

  private async answer(
    asker: Asker,
    { question, cut }: Extract<Judgement, { action: 'ask' }>,
    messageId: string,
  ): Promise<void> {
    const refusal = this.refusalFor(asker);
    let texts: string[];
    let urgent = false;
    try {
      // Too much waits already. It is asked all the same, beside the conversation: danger is never turned down.
      const response = await this.ask(question, refusal ? `${asker.sessionId}-busy` : asker.sessionId);
      urgent = response.kind === 'emergency';
      texts = messagesOf(response);
      if (cut) texts[texts.length - 1] += `\n${TOO_LONG(LONGEST_QUESTION)}`;
    } catch (error) {
      this.options.logger.error({ fault: describeFault(error) }, 'bot could not answer');
      texts = [FAILED];
    }
    if (refusal && !urgent) this.beCourteous(asker, refusal);
    else this.send(asker, texts, { urgent, about: messageId });
  }

  private async ask(question: string, sessionId: string): Promise<AskResponse> {
    const started = performance.now();
    const response = await this.options.ask({ question, sessionId, channel: 'wechat' });
    this.options.recordAnswer(response, (performance.now() - started) / 1_000);
    return response;
  }

  private refusalFor({ sessionId }: Asker): Courtesy | null {
    if (this.outbox.waiting(sessionId) >= MOST_WAITING_EACH) return 'tooFast';
    return this.outbox.waiting() >= MOST_WAITING ? 'crowded' : null;
  }

  private beCourteous(asker: Asker, courtesy: Courtesy): void {
    const { text, everyMs } = COURTESY[courtesy];
    if (this.outbox.waiting() >= MOST_WAITING + MOST_REFUSALS) return;
    if (this.said.isDue(`${courtesy} ${asker.sessionId}`, everyMs)) this.send(asker, [text]);
  }

  private send(
    asker: Asker,
    texts: readonly string[],
    more: { urgent?: boolean; about?: string } = {},
  ): void {
    const steps = texts.map((text, index) => ({
      characters: text.length,
      act: () => this.client().sendText(destinationOf(asker, index === 0), text),
    }));
    this.outbox.add({ key: asker.sessionId, steps, ...more });
  }

  private async takeFriendRequest(request: FriendRequest): Promise<void> {
    const accepted = acceptsFriend(this.options.friends, request);
    this.options.logger.info({ accepted }, 'bot got a friend request');
    if (!accepted) return;
    await this.accept(request.contactId, () => this.client().acceptFriend(request.id));
    await this.greet(request.contactId);
  }

  /** Accepting and the news of it both lead here; one greeting is enough. */
  private async greet(contactId: string): Promise<void> {
    const asker = await this.askerOf(contactId, null);
    if (this.said.isDue(`greeting ${asker.sessionId}`, A_DAY_MS)) this.send(asker, [this.options.greeting]);
  }

  private async takeRoomInvitation(invitation: RoomInvitation): Promise<void> {
    const accepted = acceptsRoom(this.options.rooms, invitation);
    this.options.logger.info({ accepted }, 'bot got a room invitation');
    if (accepted) await this.accept(invitation.inviterId, () => this.client().acceptRoom(invitation.id));
  }

  /** Accepts at a person's pace too: a request taken within the same second looks like what it is. */
  private async accept(contactId: string, act: () => Promise<void>): Promise<void> {
    const { sessionId } = await this.askerOf(contactId, null);
    this.outbox.add({ key: sessionId, steps: [{ characters: CHARACTERS_OF_A_CLICK, act }] });
  }

  private client(): WechatClient {
    return this.connection.current();
  }
}

/** In a room only the first message of an answer names whom it is for; the others follow it. */
function destinationOf({ contactId, roomId }: Asker, first: boolean): Destination {
  return roomId === null ? { contactId, roomId } : { contactId: first ? contactId : null, roomId };
}
