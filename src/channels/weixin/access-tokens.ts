import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessToken, TokenStore } from './token-store.js';
import { WeixinError, WeixinUnreachableError } from './weixin-errors.js';
import type { WeixinHttp } from './weixin-http.js';

/** The account a token is for. */
export interface WeixinAccount {
  appId: string;
  appSecret: string;
}

interface AccessTokensOptions {
  account: WeixinAccount;
  http: WeixinHttp;
  store: TokenStore;
  /** Milliseconds since 1970. */
  now?: () => number;
}

const PATH = '/cgi-bin/stable_token';
/** WeChat gives out the next token five minutes before the last one ends, and takes both until then. */
const EARLY_MS = 5 * 60_000;
/** WeChat allows a forced renewal every 30 seconds, 20 times a day. */
const FORCE_EVERY_MS = 30_000;
/** While another process renews. */
const WAIT_STEP_MS = 50;
const WAIT_MS = 5_000;

/** The access token of one account: one renewal for however many ask at once, in however many processes. */
export class AccessTokens {
  private current: AccessToken | null = null;
  private renewal: Promise<string> | null = null;
  private forcedAt = Number.NEGATIVE_INFINITY;
  private readonly now: () => number;

  constructor(private readonly options: AccessTokensOptions) {
    this.now = options.now ?? (() => Date.now());
  }

  /**
   * @returns a token that WeChat takes for at least some minutes.
   * @throws {WeixinError | WeixinUnreachableError} when there is none and none can be got.
   */
  async get(): Promise<string> {
    if (this.current && this.isFresh(this.current)) return this.current.value;
    return this.once(null);
  }

  /** A token that is not `refused`, which WeChat did not take although its time was not over. */
  async instead(refused: string): Promise<string> {
    if (this.current && this.current.value !== refused && this.isFresh(this.current))
      return this.current.value;
    return this.once(refused);
  }

  private once(refused: string | null): Promise<string> {
    this.renewal ??= this.renew(refused).finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async renew(refused: string | null): Promise<string> {
    const { account, store } = this.options;
    const usable = (token: AccessToken | null): token is AccessToken =>
      token !== null && token.value !== refused && this.isFresh(token);
    for (const deadline = this.now() + WAIT_MS; ; await sleep(WAIT_STEP_MS)) {
      const shared = await this.shared();
      if (usable(shared)) return this.keep(shared);
      const unlock = await store.lock(account.appId).catch(() => async () => {});
      if (!unlock && this.now() < deadline) continue;
      try {
        // Whoever had the lock before may have renewed between the look and the lock.
        const again = await this.shared();
        if (usable(again)) return this.keep(again);
        return await this.request(refused);
      } catch (error) {
        const last = this.current;
        const stillTaken = last && last.value !== refused && last.expiresAt > this.now();
        if (stillTaken && !isRefusal(error)) return last.value;
        throw error;
      } finally {
        await unlock?.();
      }
    }
  }

  /** @returns the token all processes share; null also while Redis is away, each then renews for itself. */
  private async shared(): Promise<AccessToken | null> {
    return this.options.store.read(this.options.account.appId).catch(() => null);
  }

  private async request(refused: string | null): Promise<string> {
    const { account, store } = this.options;
    let token = await this.fetchToken(false);
    if (token.value === refused && this.now() - this.forcedAt >= FORCE_EVERY_MS) {
      this.forcedAt = this.now();
      token = await this.fetchToken(true);
    }
    await store.write(account.appId, token).catch(() => undefined);
    return this.keep(token);
  }

  private async fetchToken(force: boolean): Promise<AccessToken> {
    const { account, http } = this.options;
    const { access_token: value, expires_in: seconds } = await http.json({
      path: PATH,
      body: {
        grant_type: 'client_credential',
        appid: account.appId,
        secret: account.appSecret,
        force_refresh: force,
      },
    });
    if (typeof value !== 'string' || value === '' || typeof seconds !== 'number')
      throw new WeixinUnreachableError(PATH, 'malformed');
    return { value, expiresAt: this.now() + seconds * 1_000 };
  }

  private keep(token: AccessToken): string {
    this.current = token;
    return token.value;
  }

  private isFresh({ expiresAt }: AccessToken): boolean {
    return expiresAt - this.now() > EARLY_MS;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof WeixinError && error.fault === 'credentials';
}
