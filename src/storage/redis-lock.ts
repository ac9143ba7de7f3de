import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Frees a lock only for whom it belongs to: it may have run out and be another's by now. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Takes a lock that all processes share.
 *
 * @param ms - it frees itself after this time, when its process died.
 * @returns how to give it back, which never throws; null when another has it.
 * @throws when Redis is away.
 */
export async function takeLock(redis: Redis, key: string, ms: number): Promise<(() => Promise<void>) | null> {
  const owner = randomUUID();
  if ((await redis.set(key, owner, 'PX', ms, 'NX')) === null) return null;
  return async () => {
    await redis.eval(RELEASE, 1, key, owner).catch(() => undefined);
  };
}
