import { isIPv6 } from 'node:net';
import { RateLimitError } from '../errors.js';

/** Counts one request of a client. @throws {RateLimitError} above the limit. */
export type RateLimiter = (address: string) => void;

/**
 * What several processes share to count together; `ioredis` fits.
 * A rejected promise is ignored: limits then hold for each process alone.
 */
export interface SharedCounter {
  incr(key: string): Promise<number>;
  expire(key: string, seconds: number): Promise<unknown>;
}

interface RateLimiterOptions {
  /** Requests a client may send in a minute; 0 = no limit. */
  perMinute: number;
  shared?: SharedCounter | null;
  /** Milliseconds; the clock is passed in so that tests need not wait. */
  now?: () => number;
}

const MINUTE_MS = 60_000;
/** Bounds the memory under a flood from forged addresses; beyond it counting starts anew. */
const MAX_CLIENTS = 200_000;

/**
 * Limits each client to `perMinute` requests in a fixed minute. The shared count is sent without waiting:
 * a slow Redis delays nobody, it only makes the limit a little late.
 */
export function createRateLimiter({ perMinute, shared, now = Date.now }: RateLimiterOptions): RateLimiter {
  if (perMinute === 0) return () => {};
  const counts = new Map<string, number>();
  let minute = 0;
  return (address) => {
    const time = now();
    const current = Math.floor(time / MINUTE_MS);
    if (current !== minute || counts.size >= MAX_CLIENTS) {
      counts.clear();
      minute = current;
    }
    const client = clientOf(address);
    const count = (counts.get(client) ?? 0) + 1;
    if (count > perMinute) {
      throw new RateLimitError(Math.max(1, Math.ceil(((current + 1) * MINUTE_MS - time) / 1000)));
    }
    counts.set(client, count);
    if (shared) void countShared(shared, client, current, counts, () => minute === current);
  };
}

async function countShared(
  shared: SharedCounter,
  client: string,
  minute: number,
  counts: Map<string, number>,
  isCurrent: () => boolean,
): Promise<void> {
  const key = `wenban:rate:${minute}:${client}`;
  try {
    const total = await shared.incr(key);
    if (total === 1) await shared.expire(key, 2 * (MINUTE_MS / 1000));
    if (isCurrent() && total > (counts.get(client) ?? 0)) counts.set(client, total);
  } catch {
    // Redis is away: this process goes on counting alone.
  }
}

/**
 * Who counts as one client: an IPv4 address, or the /64 network of an IPv6 address, since one household
 * or phone owns all of it.
 */
export function clientOf(address: string): string {
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7);
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
