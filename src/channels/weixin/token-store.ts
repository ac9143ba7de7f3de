import type { Redis } from 'ioredis';
import { takeLock } from '../../storage/redis-lock.js';

/** An access token and when WeChat stops taking it, in milliseconds since 1970. */
export interface AccessToken {
  value: string;
  expiresAt: number;
}

/** Where the processes of an installation share the token of an account. */
export interface TokenStore {
  /** @returns the token kept last, or null. */
  read(appId: string): Promise<AccessToken | null>;
  write(appId: string, token: AccessToken): Promise<void>;
  /**
   * Lets one caller at a time renew.
   * @returns how to give the turn back, or null when another has it.
   */
  lock(appId: string): Promise<(() => Promise<void>) | null>;
}

/** Without Redis there is one process, and its tokens live with it. */
export class MemoryTokenStore implements TokenStore {
  private readonly tokens = new Map<string, AccessToken>();

  async read(appId: string): Promise<AccessToken | null> {
    return this.tokens.get(appId) ?? null;
  }

  async write(appId: string, token: AccessToken): Promise<void> {
    this.tokens.set(appId, token);
  }

  async lock(): Promise<() => Promise<void>> {
    return async () => {};
  }
}

/** Longer than one call to WeChat may take: a process that dies while renewing holds up the others no longer. */
const LOCK_MS = 8_000;

/** Tokens in Redis, kept exactly as long as WeChat takes them. */
export class RedisTokenStore implements TokenStore {
  constructor(private readonly redis: Redis) {}

  async read(appId: string): Promise<AccessToken | null> {
    const kept = await this.redis.get(tokenKey(appId));
    return kept === null ? null : (JSON.parse(kept) as AccessToken);
  }

  async write(appId: string, token: AccessToken): Promise<void> {
    const leftMs = token.expiresAt - Date.now();
    if (leftMs > 0) await this.redis.set(tokenKey(appId), JSON.stringify(token), 'PX', leftMs);
  }

  lock(appId: string): Promise<(() => Promise<void>) | null> {
    return takeLock(this.redis, `${tokenKey(appId)}:lock`, LOCK_MS);
  }
}

function tokenKey(appId: string): string {
  return `wenban:weixin:token:${appId}`;
}
