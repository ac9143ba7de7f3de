import { randomBytes } from 'node:crypto';

export interface StandInAccount {
  appId: string;
  appSecret: string;
}

interface IssuedToken {
  value: string;
  appId: string;
  expiresAt: number;
}

/** What WeChat's page on stable access tokens states. */
const TOKEN_SECONDS = 7_200;
const OVERLAP_MS = 5 * 60_000;
const FORCE_EVERY_MS = 30_000;
const FORCE_PER_DAY = 20;
const DAY_MS = 86_400_000;

/** Issues access tokens as `/cgi-bin/stable_token` does, and tells whether one is taken. */
export class TokenDesk {
  private readonly issued = new Map<string, IssuedToken>();
  private readonly current = new Map<string, IssuedToken>();
  private readonly forced = new Map<string, number[]>();
  private readonly revoked = new Set<string>();

  constructor(
    private readonly accounts: readonly StandInAccount[],
    private readonly now: () => number,
  ) {}

  request(body: Record<string, unknown>): Record<string, unknown> {
    if (body.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type');
    const account = this.accounts.find(({ appId }) => appId === body.appid);
    if (!account) return refusal(40013, 'invalid appid');
    if (account.appSecret !== body.secret) return refusal(40125, 'invalid appsecret');
    const known = this.current.get(account.appId);
    if (body.force_refresh === true) {
      const times = (this.forced.get(account.appId) ?? []).filter((time) => this.now() - time < DAY_MS);
      if (times.length >= FORCE_PER_DAY || this.now() - (times.at(-1) ?? 0) < FORCE_EVERY_MS)
        return refusal(45009, 'reach max api daily quota limit');
      this.forced.set(account.appId, [...times, this.now()]);
      if (known) this.revoked.add(known.value);
      return this.issue(account.appId);
    }
    if (!known || known.expiresAt - this.now() <= OVERLAP_MS) return this.issue(account.appId);
    return { access_token: known.value, expires_in: Math.floor((known.expiresAt - this.now()) / 1_000) };
  }

  /** @returns whether an account has this secret. */
  knows(appId: string | null, secret: string | null): boolean {
    return this.accounts.some((account) => account.appId === appId && account.appSecret === secret);
  }

  /** @returns null when WeChat takes the token, else its refusal. */
  check(token: string | null): Record<string, unknown> | null {
    if (!token) return refusal(41001, 'access_token missing');
    const issued = this.issued.get(token);
    if (!issued || this.revoked.has(token)) return refusal(40001, 'invalid credential');
    if (issued.expiresAt <= this.now()) return refusal(42001, 'access_token expired');
    return null;
  }

  /** Somebody else forced a renewal elsewhere: the account's token is void although its time is not over. */
  revoke(appId: string): void {
    const known = this.current.get(appId);
    if (!known) return;
    this.revoked.add(known.value);
    this.current.delete(appId);
  }

  private issue(appId: string): Record<string, unknown> {
    // As long as real ones are: at least 512 characters have to fit wherever tokens are kept.
    const value = randomBytes(256).toString('hex');
    const token = { value, appId, expiresAt: this.now() + TOKEN_SECONDS * 1_000 };
    this.issued.set(value, token);
    this.current.set(appId, token);
    return { access_token: value, expires_in: TOKEN_SECONDS };
  }
}

/** WeChat's texts repeat what was sent and carry a request id; ours do so that tests see whether they leak. */
export function refusal(errcode: number, errmsg: string): Record<string, unknown> {
  return { errcode, errmsg: `${errmsg} rid: ${randomBytes(6).toString('hex')}` };
}
