import { Redis } from 'ioredis';

/** A Redis the tests may use; every test works under keys of its own. */
export const REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** @returns whether Redis answers; under CI a missing one fails instead of being passed over. */
export async function redisReachable(): Promise<boolean> {
  const probe = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  probe.on('error', () => {});
  try {
    await probe.connect();
    return true;
  } catch {
    if (process.env.CI === 'true') throw new Error(`no Redis at ${REDIS_URL}`);
    return false;
  } finally {
    probe.disconnect();
  }
}
