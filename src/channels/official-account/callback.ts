import type { ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type Koa from 'koa';
import { CallbackRefusedError, CallbackUnreadableError } from '../../errors.js';
import { MAX_BODY_BYTES, readBytes } from '../../http/body.js';
import type { Route } from '../../http/route.js';
import type { Logger } from '../../log.js';
import type { Residents } from '../../residents/residents.js';
import type { ExpiringStore } from '../../storage/expiring-store.js';
import type { DailySessions } from '../daily-session.js';
import type { ReplyOnce } from '../reply-once.js';
import { writeXml } from '../weixin/xml.js';
import type { CallbackGuard, OpenedMessage } from './callback-guard.js';
import type { Conversation, Outbound } from './conversation.js';
import { type Envelope, readInbound } from './inbound.js';
import type { LaterMessages } from './later-messages.js';
import { toMessages } from './render.js';
import { FAILED, HANDED_OVER, LATE, LATE_WITH_MORE, NOT_HANDED_OVER } from './texts.js';

export const OFFICIAL_ACCOUNT_PATH = '/channels/official-account';

/** WeChat hangs up at five seconds; at four there is still time for the reply to travel. */
const REPLY_BUDGET_MS = 4_000;
/** Customer messages after one message of the user are five; one is left for whoever else sends some. */
const MOST_LATER = 4;
const SUCCESS = Buffer.from('success');
const PLAIN_TEXT = 'text/plain; charset=utf-8';
const XML = 'text/xml; charset=utf-8';
/** The same fault is logged once in this time: a scanner must not fill the log. */
const LOG_EVERY_MS = 60_000;

export interface CallbackParts {
  guard: CallbackGuard;
  conversation: Conversation;
  once: ReplyOnce;
  later: LaterMessages;
  residents: Residents;
  sessions: DailySessions;
  /** Rests of replies, by session. */
  rests: ExpiringStore;
  /** Most bytes of one message. */
  replyBytes: number;
  log: Logger;
  /** Time for the passive reply, milliseconds. */
  budgetMs?: number;
}

/** What is said now, and what follows as customer messages. */
interface Said {
  now: Outbound;
  later: string[];
}

/** The callback of 服务器配置: proves, answers once, and within the time WeChat waits. */
export class OfficialAccountCallback {
  private readonly loggedAt = new Map<string, number>();

  constructor(private readonly parts: CallbackParts) {}

  routes(): Route[] {
    const basics = { path: OFFICIAL_ACCOUNT_PATH, tag: '渠道', contentType: 'text/xml' } as const;
    return [
      { ...basics, method: 'GET', summary: '公众号服务器地址校验', serve: (ctx) => this.check(ctx) },
      { ...basics, method: 'POST', summary: '公众号消息与事件', serve: (ctx) => this.receive(ctx) },
    ];
  }

  private check(ctx: Koa.Context): void {
    const echo = this.proved(() => this.parts.guard.echo(parse(ctx.querystring)));
    ctx.type = 'text/plain';
    ctx.body = echo;
  }

  private async receive(ctx: Koa.Context): Promise<void> {
    const body = (await readBytes(ctx.req, MAX_BODY_BYTES)).toString('utf8');
    const message = this.open(ctx, body);
    const envelope = message && readInbound(message.fields);
    const bytes = message && envelope ? await this.replyTo(envelope, message, ctx) : SUCCESS;
    ctx.res.setHeader('Content-Type', bytes.equals(SUCCESS) ? PLAIN_TEXT : XML);
    ctx.body = bytes;
  }

  /** @returns null for what WeChat signed and nobody can read: refused, it would come again and again. */
  private open(ctx: Koa.Context, body: string): OpenedMessage | null {
    try {
      return this.proved(() => this.parts.guard.open(parse(ctx.querystring), body));
    } catch (error) {
      if (error instanceof CallbackUnreadableError && error.fault === 'unreadable') return null;
      throw error;
    }
  }

  private proved<T>(open: () => T): T {
    try {
      return open();
    } catch (error) {
      if (error instanceof CallbackRefusedError || error instanceof CallbackUnreadableError)
        this.logRefused(error.fault);
      throw error;
    }
  }

  private logRefused(fault: string): void {
    const now = Date.now();
    if (now - (this.loggedAt.get(fault) ?? 0) < LOG_EVERY_MS) return;
    this.loggedAt.set(fault, now);
    this.parts.log.warn({ fault }, 'official account: a callback was refused');
  }

  private async replyTo(envelope: Envelope, message: OpenedMessage, ctx: Koa.Context): Promise<Buffer> {
    const { once, residents, budgetMs = REPLY_BUDGET_MS } = this.parts;
    const deadline = performance.now() + budgetMs;
    const key = await residents.hashOf(envelope.id);
    const { bytes } = await once.reply(key, async () => {
      const { now, later } = await this.inTime(envelope, deadline);
      // After the passive reply, so that messages arrive in their order.
      afterResponse(ctx.res, () => this.sendLater(envelope, later));
      const xml = passiveXml(envelope, now);
      return xml === null ? SUCCESS : Buffer.from(message.seal(xml));
    });
    return bytes ?? SUCCESS;
  }

  /** Answers within the time WeChat waits: the real answer, or an apology with the real answer to follow. */
  private async inTime(
    envelope: Envelope,
    deadline: number,
  ): Promise<{ now: Outbound; later: Promise<string[]> }> {
    const saying = this.say(envelope);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), Math.max(0, deadline - performance.now()));
    });
    const said = await Promise.race([saying, late]);
    clearTimeout(timer);
    if (said) return { now: said.now, later: Promise.resolve(said.later) };
    if (!this.parts.later.allowed) return { now: text(LATE), later: Promise.resolve([]) };
    return { now: text(LATE_WITH_MORE), later: saying.then(allLater) };
  }

  private async say(envelope: Envelope): Promise<Said> {
    const { conversation, later, log, residents, sessions, rests, replyBytes } = this.parts;
    try {
      const { from, inbound } = envelope;
      const person = { hash: await residents.hashOf(from), sessionId: await sessions.of(from) };
      const outbound = await conversation.answer(inbound, person);
      if (outbound.kind === 'transfer') return { now: outbound, later: later.allowed ? [HANDED_OVER] : [] };
      if (outbound.kind === 'none') return { now: outbound, later: [] };
      const most = later.allowed ? 1 + MOST_LATER : 1;
      const { parts, rest } = toMessages(outbound.text, outbound.rest, replyBytes, most);
      await (rest === null ? rests.delete(person.sessionId) : rests.set(person.sessionId, rest));
      return { now: text(parts[0] ?? ''), later: parts.slice(1) };
    } catch (error) {
      log.error({ err: error }, 'official account: a message was not answered');
      return { now: text(FAILED), later: [] };
    }
  }

  private sendLater({ from }: Envelope, texts: Promise<string[]>): void {
    const { later, sessions, rests } = this.parts;
    later.send(from, texts, async (unsent) => {
      const session = await sessions.of(from);
      const before = await rests.get(session);
      await rests.set(session, [...unsent, ...(before === null ? [] : [before])].join('\n'));
    });
  }
}

/** Everything as customer messages: too late to be handed over, which only a passive reply can do. */
function allLater({ now, later }: Said): string[] {
  if (now.kind === 'transfer') return [NOT_HANDED_OVER];
  return now.kind === 'text' ? [now.text, ...later] : later;
}

/** Runs when the response is out, or its connection gone: WeChat may have hung up already. */
function afterResponse(response: ServerResponse, run: () => void): void {
  if (response.destroyed) run();
  else response.once('close', run);
}

function text(words: string): Outbound {
  return { kind: 'text', text: words, rest: null };
}

/** @returns null where WeChat is to show nothing. */
function passiveXml({ from, to }: Envelope, outbound: Outbound): string | null {
  if (outbound.kind === 'none') return null;
  const head = { ToUserName: from, FromUserName: to, CreateTime: Math.floor(Date.now() / 1_000) };
  return outbound.kind === 'transfer'
    ? writeXml({ ...head, MsgType: 'transfer_customer_service' })
    : writeXml({ ...head, MsgType: 'text', Content: outbound.text });
}
