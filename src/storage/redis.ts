import { Redis } from 'ioredis';

interface Log {
  warn(fields: object, message: string): void;
}

/**
 * Connects to Redis; commands fail at once while it is away instead of waiting, because answering goes on without it.
 *
 * @param url - redis://… or rediss://…
 */
export function connectRedis(url: string, log?: Log): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log?.warn({ err: error }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    away = false;
  });
  return redis;
}

/** Waits until commands can be sent, at most `ms` milliseconds: what starts without Redis goes on without it. */
export async function untilConnected(redis: Redis, ms = 3_000): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
