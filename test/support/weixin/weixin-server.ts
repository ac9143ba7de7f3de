import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MovableClock } from './clock.js';
import { CustomMessages } from './custom-messages.js';
import { refusal, type StandInAccount, TokenDesk } from './token-desk.js';

/** How a path misbehaves. */
export interface Misbehaviour {
  /** Waits before anything else, milliseconds. */
  delayMs?: number;
  /** Refuses with this code. */
  errcode?: number;
  /** Answers with something that is no answer. */
  broken?: 'html' | 'cutOff' | 'hangUp' | 'status500' | 'notJson';
  /** Calls it holds for; all when left out. */
  times?: number;
}

/** One call as it arrived. */
export interface RecordedCall {
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** What a login code stands for. */
export interface StandInUser {
  openId: string;
  unionId?: string;
  sessionKey?: string;
}

type Answer = Record<string, unknown> | { bytes: Buffer; contentType: string };

const CODE_MS = 5 * 60_000;
const SEEN_MS = 2 * 3_600_000;
const LOGINS_PER_MINUTE = 100;
const CHECKS_PER_MINUTE = 4_000;
const MOST_CHECKED_CHARACTERS = 2_500;
const MOST_SCHEME_DAYS = 30;
const MOST_QUERY_LENGTH = 1_024;

/**
 * Stands in for `api.weixin.qq.com`: the calls this project makes, with WeChat's error codes, quotas and times. A test
 * moves `clock`, registers users, codes and media, and lets paths misbehave.
 */
export class WeixinStandIn {
  readonly clock = new MovableClock();
  readonly calls: RecordedCall[] = [];
  readonly messages = new CustomMessages(this.clock.now);
  /** Subscription messages as delivered. */
  readonly subscriptions: Record<string, unknown>[] = [];
  readonly tokens: TokenDesk;
  private readonly codes = new Map<string, StandInUser & { until: number; used: boolean }>();
  private readonly blocked = new Set<string>();
  private readonly seen = new Map<string, number>();
  private readonly media = new Map<string, { bytes: Buffer; contentType: string }>();
  private readonly accepted = new Map<string, number>();
  private readonly misbehaviours = new Map<string, Misbehaviour>();
  private readonly counts = new Map<string, number>();
  /** Words that the content check calls risky. */
  readonly riskyWords = new Set(['违规内容']);
  /** False: the mini-program is not released, links to it cannot be made. */
  released = true;

  private constructor(
    private readonly server: Server,
    accounts: readonly StandInAccount[],
  ) {
    this.tokens = new TokenDesk(accounts, this.clock.now);
    server.on('request', (req, res) => void this.serve(req, res));
  }

  static async start(accounts: readonly StandInAccount[]): Promise<WeixinStandIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WeixinStandIn(server, accounts);
  }

  /** For WECHAT_API_BASE. */
  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Calls of one path, oldest first. */
  callsOf(path: string): RecordedCall[] {
    return this.calls.filter((call) => call.path === path);
  }

  misbehave(path: string, how: Misbehaviour): void {
    this.misbehaviours.set(path, { ...how });
  }

  behave(path: string): void {
    this.misbehaviours.delete(path);
  }

  /** `wx.login` on a phone: @returns the code that the mini-program gets. */
  loginCode(user: StandInUser, code = randomBytes(16).toString('hex')): string {
    this.codes.set(code, { ...user, until: this.clock.now() + CODE_MS, used: false });
    this.visit(user.openId);
    return code;
  }

  /** WeChat holds this user back for security: code 40226. */
  block(openId: string): void {
    this.blocked.add(openId);
  }

  /** The user opened the mini-program just now; the content check wants that. */
  visit(openId: string): void {
    this.seen.set(openId, this.clock.now());
  }

  /** The user tapped 允许 for a template once. */
  acceptSubscription(openId: string, templateId: string): void {
    const key = `${openId} ${templateId}`;
    this.accepted.set(key, (this.accepted.get(key) ?? 0) + 1);
  }

  addMedia(mediaId: string, bytes: Buffer, contentType: string): void {
    this.media.set(mediaId, { bytes, contentType });
  }

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(req.url ?? '/', 'http://stand.in');
    const body = await readBody(req);
    this.calls.push({ path, query, body });
    const how = this.takeMisbehaviour(path);
    if (how?.delayMs) await new Promise((resolve) => setTimeout(resolve, how.delayMs));
    if (how?.broken) return breakOff(res, how.broken);
    const answer = how?.errcode
      ? refusal(how.errcode, 'as told')
      : this.answer(req.method, path, query, body);
    if ('bytes' in answer && Buffer.isBuffer(answer.bytes)) {
      res.writeHead(200, { 'Content-Type': String(answer.contentType) }).end(answer.bytes);
      return;
    }
    // WeChat's JSON comes as text/plain from some of its servers.
    const type = path === '/sns/jscode2session' ? 'text/plain' : 'application/json; encoding=utf-8';
    res.writeHead(200, { 'Content-Type': type }).end(JSON.stringify(answer));
  }

  private takeMisbehaviour(path: string): Misbehaviour | undefined {
    const how = this.misbehaviours.get(path);
    if (how?.times !== undefined && --how.times <= 0) this.misbehaviours.delete(path);
    return how;
  }

  private answer(
    method: string | undefined,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): Answer {
    const isGet = path === '/sns/jscode2session' || path === '/cgi-bin/media/get';
    if (method !== (isGet ? 'GET' : 'POST'))
      return refusal(isGet ? 43001 : 43002, `require ${isGet ? 'GET' : 'POST'} method`);
    if (path === '/cgi-bin/stable_token') return this.tokens.request(body);
    if (path === '/sns/jscode2session') return this.login(query);
    const refused = this.tokens.check(query.get('access_token'));
    if (refused) return refused;
    switch (path) {
      case '/wxa/msg_sec_check':
        return this.checkContent(body);
      case '/cgi-bin/message/custom/send':
        return this.messages.send(body);
      case '/cgi-bin/message/subscribe/send':
        return this.sendSubscription(body);
      case '/wxa/generatescheme':
        return this.generateScheme(body);
      case '/cgi-bin/media/get':
        return this.media.get(query.get('media_id') ?? '') ?? refusal(40007, 'invalid media_id');
      default:
        return refusal(40066, 'invalid url');
    }
  }

  private login(query: URLSearchParams): Answer {
    if (!this.tokens.knows(query.get('appid'), query.get('secret')))
      return refusal(40125, `invalid appsecret ${query.get('secret')}`);
    const code = this.codes.get(query.get('js_code') ?? '');
    if (!code || code.until <= this.clock.now()) return refusal(40029, 'invalid code');
    if (code.used) return refusal(40163, 'code been used');
    if (this.blocked.has(code.openId)) return refusal(40226, 'code blocked');
    if (this.above(`login ${code.openId}`, LOGINS_PER_MINUTE)) return refusal(45011, 'frequency limited');
    code.used = true;
    this.visit(code.openId);
    return {
      openid: code.openId,
      session_key: code.sessionKey ?? randomBytes(16).toString('base64'),
      ...(code.unionId ? { unionid: code.unionId } : {}),
    };
  }

  private checkContent(body: Record<string, unknown>): Answer {
    const { content, openid, scene, version } = body;
    if (version !== 2 || ![1, 2, 3, 4].includes(Number(scene))) return refusal(47001, 'data format error');
    if (typeof content !== 'string' || content === '') return refusal(44004, 'empty content');
    if ([...content].length > MOST_CHECKED_CHARACTERS) return refusal(45002, 'content size out of limit');
    if (this.clock.now() - (this.seen.get(String(openid)) ?? 0) > SEEN_MS)
      return refusal(61010, 'code is expired');
    if (this.above('check', CHECKS_PER_MINUTE)) return refusal(45009, 'reach max api minute quota limit');
    const risky = [...this.riskyWords].some((word) => content.includes(word));
    const result = risky ? { suggest: 'risky', label: 20006 } : { suggest: 'pass', label: 100 };
    return {
      errcode: 0,
      errmsg: 'ok',
      result,
      detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }],
      trace_id: randomBytes(8).toString('hex'),
    };
  }

  private sendSubscription(body: Record<string, unknown>): Answer {
    const values = Object.entries((body.data ?? {}) as Record<string, { value?: unknown }>);
    if (!values.length || values.some(([key, { value }]) => !fitsTemplate(key, value)))
      return refusal(47003, 'argument invalid');
    const key = `${body.touser} ${body.template_id}`;
    const left = this.accepted.get(key) ?? 0;
    if (left === 0) return refusal(43101, 'user refuse to accept the msg');
    this.accepted.set(key, left - 1);
    this.subscriptions.push(body);
    return { errcode: 0, errmsg: 'ok', msgid: this.subscriptions.length };
  }

  private generateScheme(body: Record<string, unknown>): Answer {
    const { jump_wxa: jump, expire_type: type, expire_interval: days, expire_time: time } = body;
    const { query = '' } = (jump ?? {}) as { query?: string };
    if (!this.released) return refusal(85079, 'miniprogram has no online release');
    if (query.length > MOST_QUERY_LENGTH) return refusal(40212, 'invalid query');
    const seconds = type === 1 ? Number(days) * 86_400 : Number(time) - this.clock.now() / 1_000;
    if (!(seconds > 0 && seconds <= MOST_SCHEME_DAYS * 86_400)) return refusal(85401, 'expire time invalid');
    return {
      errcode: 0,
      errmsg: 'ok',
      openlink: `weixin://dl/business/?t=${randomBytes(6).toString('hex')}`,
    };
  }

  /** Counts by the minute. @returns whether this one is too many. */
  private above(what: string, most: number): boolean {
    const key = `${what} ${Math.floor(this.clock.now() / 60_000)}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count > most;
  }
}

/** 参数值限制 of 订阅消息: a thing has at most 20 characters, a date is one. */
function fitsTemplate(key: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  if (key.startsWith('thing')) return [...value].length <= 20;
  return !key.startsWith('date') || /^\d{4}年\d{1,2}月\d{1,2}日$/.test(value);
}

async function readBody(req: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return {};
  }
}

function breakOff(res: ServerResponse, how: NonNullable<Misbehaviour['broken']>): void {
  switch (how) {
    case 'html':
      res.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>502 Bad Gateway</html>');
      return;
    case 'notJson':
      res.writeHead(200, { 'Content-Type': 'application/json' }).end('"ok');
      return;
    case 'status500':
      res.writeHead(500).end();
      return;
    case 'cutOff':
      res.writeHead(200, { 'Content-Length': '1000' });
      res.write('{"errcode":');
      res.destroy();
      return;
    case 'hangUp':
      res.destroy();
  }
}
