import { randomBytes } from 'node:crypto';
import type { WeixinStandIn } from './weixin-server.js';

/** What came back. `json` is undefined when there is no JSON. */
export interface PhoneReply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  json: any;
}

const PATH = '/api/v1/mini-program';

/** Somebody with the mini-program on a phone: logs in by `wx.login`, and calls with the session it got. */
export class MiniProgramUser {
  token: string | null = null;

  constructor(
    private readonly url: string,
    private readonly weixin: WeixinStandIn,
    readonly openId = `oMP${randomBytes(12).toString('hex')}`,
  ) {}

  /** Opens the mini-program. */
  async opens(): Promise<this> {
    const { status, json } = await this.post('/session', { code: this.weixin.loginCode(this) });
    if (status !== 200) throw new Error(`login gave ${status} ${json?.code}`);
    this.token = json.token;
    return this;
  }

  /** Asks. @returns the reply as it is read. */
  async asks(question: string): Promise<string> {
    const { json } = await this.post('/ask', { question });
    return json.reply ?? json.detail;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<PhoneReply> {
    return this.call('GET', path, undefined, headers);
  }

  post(path: string, body: unknown): Promise<PhoneReply> {
    return this.call('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<PhoneReply> {
    return this.call('PATCH', path, body);
  }

  put(path: string): Promise<PhoneReply> {
    return this.call('PUT', path);
  }

  delete(path: string): Promise<PhoneReply> {
    return this.call('DELETE', path);
  }

  /** @param body - sent as JSON, a text as it is. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<PhoneReply> {
    const response = await fetch(`${this.url}${PATH}${path}`, {
      method,
      headers: {
        ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }
}
