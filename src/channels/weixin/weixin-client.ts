import type { Redis } from 'ioredis';
import { AccessTokens, type WeixinAccount } from './access-tokens.js';
import { MemoryTokenStore, RedisTokenStore, type TokenStore } from './token-store.js';
import { WeixinError } from './weixin-errors.js';
import { type Media, type WeixinCall, WeixinHttp } from './weixin-http.js';

/** What a login code of the mini-program gives. `sessionKey` never leaves the server. */
export interface WeixinLogin {
  openId: string;
  sessionKey: string;
  unionId: string | null;
}

/** Where text comes from, for the content check: 1 资料, 2 评论, 3 论坛, 4 社交日志. */
export type ContentScene = 1 | 2 | 3 | 4;

/** WeChat's opinion of a text. */
export interface ContentVerdict {
  suggest: 'pass' | 'review' | 'risky';
  /** 100 is normal; the other labels name the kind of content. */
  label: number;
  /** For questions to WeChat's support. */
  traceId: string | null;
}

/** A 订阅消息; one acceptance by the user is good for one. */
export interface SubscriptionMessage {
  openId: string;
  templateId: string;
  /** Page of the mini-program that opens, with its query. */
  page?: string;
  /** Values by the template's keys: `thing1`, `time2` … */
  data: Readonly<Record<string, string>>;
  state?: 'developer' | 'trial' | 'formal';
}

/** A link that opens a page of the mini-program from outside of WeChat. */
export interface SchemeRequest {
  /** Page of the released mini-program, beginning without a slash; empty: its first page. */
  path: string;
  /** At most 1 024 characters. */
  query?: string;
  /** Days until it stops working, 1–30. */
  validDays: number;
  version?: 'release' | 'trial' | 'develop';
}

interface WeixinClientOptions {
  account: WeixinAccount;
  /** WECHAT_API_BASE. */
  apiBase: string;
  /** Shared with the other processes; null: one process. */
  redis?: Redis | null;
  /** For one call, milliseconds. */
  timeoutMs?: number;
}

/**
 * WeChat's server interface for one account (official account or mini-program). Every call may throw `WeixinError`
 * (WeChat said no; `fault` says why) or `WeixinUnreachableError`.
 */
export class WeixinClient {
  private readonly http: WeixinHttp;
  private readonly tokens: AccessTokens;
  private readonly account: WeixinAccount;

  constructor({ account, apiBase, redis, timeoutMs }: WeixinClientOptions) {
    this.account = account;
    this.http = new WeixinHttp(apiBase, timeoutMs);
    const store: TokenStore = redis ? new RedisTokenStore(redis) : new MemoryTokenStore();
    this.tokens = new AccessTokens({ account, http: this.http, store });
  }

  /**
   * Exchanges the code of `wx.login`, once and within five minutes.
   * @throws {WeixinError} `codeInvalid`, `codeUsed`, `userBlocked`, `tooOften`.
   */
  async login(code: string): Promise<WeixinLogin> {
    const answer = await this.http.json({
      path: '/sns/jscode2session',
      query: {
        appid: this.account.appId,
        secret: this.account.appSecret,
        js_code: code,
        grant_type: 'authorization_code',
      },
    });
    return {
      openId: String(answer.openid),
      sessionKey: String(answer.session_key),
      unionId: typeof answer.unionid === 'string' ? answer.unionid : null,
    };
  }

  /**
   * Checks a text that others will see.
   * @param content - at most 2 500 characters.
   * @param openId - of a user who opened the mini-program within two hours, else `openIdStale`.
   */
  async checkContent(content: string, openId: string, scene: ContentScene): Promise<ContentVerdict> {
    const answer = await this.call({
      path: '/wxa/msg_sec_check',
      body: { version: 2, scene, openid: openId, content },
    });
    const { suggest, label } = (answer.result ?? {}) as { suggest?: unknown; label?: unknown };
    return {
      suggest: suggest === 'pass' || suggest === 'risky' ? suggest : 'review',
      label: Number(label ?? 0),
      traceId: typeof answer.trace_id === 'string' ? answer.trace_id : null,
    };
  }

  /**
   * Sends a 客服消息. Five after a message of the user within 48 hours, three within a minute after a menu click,
   * following or scanning.
   * @param text - at most 2 048 bytes in UTF-8.
   * @throws {WeixinError} `windowClosed`, `messagesUsedUp`, `messageTooLong`, `notPermitted`.
   */
  async sendCustomText(openId: string, text: string): Promise<void> {
    await this.call({
      path: '/cgi-bin/message/custom/send',
      body: { touser: openId, msgtype: 'text', text: { content: text } },
    });
  }

  /** @throws {WeixinError} `notSubscribed` when the user refused or all acceptances are used up. */
  async sendSubscription({ openId, templateId, page, data, state }: SubscriptionMessage): Promise<void> {
    await this.call({
      path: '/cgi-bin/message/subscribe/send',
      body: {
        touser: openId,
        template_id: templateId,
        ...(page === undefined ? {} : { page }),
        data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
        miniprogram_state: state ?? 'formal',
      },
    });
  }

  /**
   * @returns a link of the form `weixin://dl/business/?t=…`.
   * @throws {WeixinError} `notReleased`, `tooOften`.
   */
  async generateScheme({ path, query, validDays, version }: SchemeRequest): Promise<string> {
    const answer = await this.call({
      path: '/wxa/generatescheme',
      body: {
        jump_wxa: { path, query: query ?? '', env_version: version ?? 'release' },
        expire_type: 1,
        expire_interval: validDays,
      },
    });
    return String(answer.openlink);
  }

  /** Fetches what a user sent; WeChat keeps it for three days. @throws {WeixinError} `mediaInvalid`. */
  async downloadMedia(mediaId: string): Promise<Media> {
    return this.withToken((query) =>
      this.http.media({ path: '/cgi-bin/media/get', query: { ...query, media_id: mediaId } }),
    );
  }

  private call({ path, body }: WeixinCall): Promise<Record<string, unknown>> {
    return this.withToken((query) => this.http.json({ path, query, body }));
  }

  /** A token that WeChat no longer takes is replaced, once. */
  private async withToken<T>(call: (query: { access_token: string }) => Promise<T>): Promise<T> {
    const token = await this.tokens.get();
    try {
      return await call({ access_token: token });
    } catch (error) {
      if (!(error instanceof WeixinError) || error.fault !== 'tokenRefused') throw error;
      return call({ access_token: await this.tokens.instead(token) });
    }
  }
}
