import { randomBytes, randomInt } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import type { UserAction } from './custom-messages.js';
import { weixinDecrypt, weixinEncrypt, weixinSign } from './weixin-crypto.js';

/** The account as WeChat's console has it. */
export interface PushedAccount {
  appId: string;
  token: string;
  /** 明文, 兼容 or 安全模式. */
  mode: 'plain' | 'compatible' | 'secure';
  /** Needed outside of plain mode. */
  aesKey?: string;
}

interface WeixinUserOptions {
  /** Callback as set in the console. */
  url: string;
  account: PushedAccount;
  openId?: string;
  /** WeChat hangs up after five seconds; shorter where a test must not wait. */
  timeoutMs?: number;
  /** Told of what opens the window for customer messages. */
  onAction?: (openId: string, action: UserAction) => void;
  agent?: Agent;
}

/** How the program answered one try. */
export interface Attempt {
  /** 0: no answer in time, or the connection broke. */
  status: number;
  contentType: string;
  bytes: Buffer;
}

/** What the user sees in the end. */
export type Seen =
  | { kind: 'text'; text: string }
  | { kind: 'transfer' }
  /** `success` or nothing. */
  | { kind: 'nothing' }
  /** 该公众号提供的服务出现故障，请稍后再试. */
  | { kind: 'fault'; why: string };

export interface Pushed {
  seen: Seen;
  attempts: Attempt[];
  tookMs: number;
}

const HANG_UP_MS = 5_000;
const MOST_ATTEMPTS = 3;
const ACCOUNT_ID = 'gh_0123456789ab';
const parser = new XMLParser({ parseTagValue: false });

/** A user of the official account with WeChat in between: signs, encrypts, hangs up, tries again. */
export class WeixinUser {
  readonly openId: string;

  constructor(private readonly options: WeixinUserOptions) {
    this.openId = options.openId ?? `o${randomBytes(14).toString('base64url').slice(0, 18)}`;
  }

  says(content: string, more: Record<string, string> = {}): Promise<Pushed> {
    return this.sends({ MsgType: 'text', Content: content, ...more });
  }

  /** @param key - of a button of type click. */
  taps(key: string): Promise<Pushed> {
    return this.does('CLICK', { EventKey: key });
  }

  does(event: string, fields: Record<string, string> = {}): Promise<Pushed> {
    return this.push({ ...this.head(), MsgType: 'event', Event: event, ...fields });
  }

  sends(fields: Record<string, string>): Promise<Pushed> {
    return this.push({ ...this.head(), ...fields, MsgId: messageId() });
  }

  /** The fields every message begins with. */
  head(): Record<string, string> {
    return {
      ToUserName: ACCOUNT_ID,
      FromUserName: this.openId,
      CreateTime: String(Math.floor(Date.now() / 1_000)),
    };
  }

  /** Delivers a message as WeChat does: up to three times, until there is an answer. */
  async push(fields: Record<string, string>): Promise<Pushed> {
    const started = performance.now();
    this.tellAction(fields);
    const attempts: Attempt[] = [];
    do attempts.push(await this.attempt(fields));
    while (attempts.at(-1)?.status === 0 && attempts.length < MOST_ATTEMPTS);
    const last = attempts.at(-1) as Attempt;
    return { seen: this.read(last), attempts, tookMs: performance.now() - started };
  }

  /** One try. */
  attempt(fields: Record<string, string>): Promise<Attempt> {
    const { query, body } = this.signed(fields);
    return this.post(query, body);
  }

  /** What goes over the wire: query of the address, and body. */
  signed(fields: Record<string, string>, at = Date.now()): { query: Record<string, string>; body: string } {
    const { token, mode, aesKey = '', appId } = this.options.account;
    const timestamp = String(Math.floor(at / 1_000));
    const nonce = String(randomInt(1_000_000_000));
    const query = { signature: weixinSign(token, timestamp, nonce), timestamp, nonce, openid: this.openId };
    const plain = xmlOf(fields);
    if (mode === 'plain') return { query, body: plain };
    const encrypted = weixinEncrypt(plain, aesKey, appId);
    const secured = {
      ...query,
      encrypt_type: 'aes',
      msg_signature: weixinSign(token, timestamp, nonce, encrypted),
    };
    const kept = mode === 'compatible' ? fields : { ToUserName: fields.ToUserName ?? '' };
    return { query: secured, body: xmlOf({ ...kept, Encrypt: encrypted }) };
  }

  post(query: Record<string, string>, body: string | Buffer): Promise<Attempt> {
    const { url, timeoutMs = HANG_UP_MS, agent } = this.options;
    return new Promise((resolve) => {
      const gone = (): void => resolve({ status: 0, contentType: '', bytes: Buffer.alloc(0) });
      const headers = { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) };
      const call = request(`${url}?${new URLSearchParams(query)}`, { method: 'POST', headers, agent });
      const timer = setTimeout(() => call.destroy(), timeoutMs);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          clearTimeout(timer);
          const contentType = response.headers['content-type'] ?? '';
          resolve({ status: response.statusCode ?? 0, contentType, bytes: Buffer.concat(chunks) });
        });
        response.on('error', gone);
      });
      call.on('error', () => {
        clearTimeout(timer);
        gone();
      });
      call.end(body);
    });
  }

  /** What WeChat makes of an answer. */
  read({ status, bytes }: Attempt): Seen {
    if (status === 0) return { kind: 'fault', why: 'no answer' };
    if (status !== 200) return { kind: 'fault', why: `status ${status}` };
    const text = bytes.toString('utf8');
    if (text === '' || text === 'success') return { kind: 'nothing' };
    try {
      const reply = this.opened(parser.parse(text).xml);
      if (
        reply.ToUserName !== this.openId ||
        reply.FromUserName !== ACCOUNT_ID ||
        !/^\d+$/.test(reply.CreateTime ?? '')
      )
        return { kind: 'fault', why: 'addressed to somebody else' };
      if (reply.MsgType === 'transfer_customer_service') return { kind: 'transfer' };
      const content = reply.Content ?? '';
      if (reply.MsgType !== 'text' || content === '') return { kind: 'fault', why: 'no text' };
      if (Buffer.byteLength(content) > 2_048) return { kind: 'fault', why: 'too long' };
      return { kind: 'text', text: content };
    } catch (error) {
      return { kind: 'fault', why: String(error) };
    }
  }

  private opened(reply: Record<string, string>): Record<string, string> {
    const { token, mode, aesKey = '', appId } = this.options.account;
    if (mode === 'plain') return reply;
    const { Encrypt = '', MsgSignature, TimeStamp = '', Nonce = '' } = reply;
    if (weixinSign(token, TimeStamp, Nonce, Encrypt) !== MsgSignature)
      throw new Error('signature of the reply');
    const opened = weixinDecrypt(Encrypt, aesKey);
    if (opened.appId !== appId) throw new Error('AppID of the reply');
    return parser.parse(opened.message).xml;
  }

  private tellAction({ MsgType, Event = '' }: Record<string, string>): void {
    if (MsgType !== 'event') this.options.onAction?.(this.openId, 'message');
    else if (/^(?:click|subscribe|scan)$/i.test(Event)) this.options.onAction?.(this.openId, 'click');
  }
}

/** 64 bits, as WeChat counts: beyond what a JavaScript number holds. */
export function messageId(): string {
  return (0x5000000000000000n + BigInt(`0x${randomBytes(7).toString('hex')}`)).toString();
}

/** As WeChat writes it: numbers bare, text in CDATA, its end mark split. */
export function xmlOf(fields: Record<string, string>): string {
  const elements = Object.entries(fields).map(([name, value]) =>
    /^(?:CreateTime|MsgId|Location_X|Location_Y|Scale|Latitude|Longitude|Precision)$/.test(name)
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${elements.join('\n')}</xml>`;
}
