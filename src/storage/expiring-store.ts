import type { Redis } from 'ioredis';

/** Short texts that are forgotten by themselves. Losing one is never a fault: nothing throws. */
export interface ExpiringStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}

const MOST = 20_000;

/** @param name - what is kept, part of the keys in Redis. @param redis - null: in the memory of this process. */
export function openExpiringStore(redis: Redis | null, name: string, keepMs: number): ExpiringStore {
  return redis ? new RedisStore(redis, name, keepMs) : new MemoryStore(keepMs);
}

class MemoryStore implements ExpiringStore {
  private readonly entries = new Map<string, { value: string; until: number }>();

  constructor(private readonly keepMs: number) {}

  async get(key: string): Promise<string | null> {
    const entry = this.entries.get(key);
    return entry && entry.until > Date.now() ? entry.value : null;
  }

  async set(key: string, value: string): Promise<void> {
    this.entries.delete(key);
    this.entries.set(key, { value, until: Date.now() + this.keepMs });
    for (const [oldest, { until }] of this.entries) {
      if (until > Date.now() && this.entries.size <= MOST) break;
      this.entries.delete(oldest);
    }
  }

  async delete(key: string): Promise<void> {
    this.entries.delete(key);
  }
}

class RedisStore implements ExpiringStore {
  constructor(
    private readonly redis: Redis,
    private readonly name: string,
    private readonly keepMs: number,
  ) {}

  get(key: string): Promise<string | null> {
    return this.redis.get(this.keyOf(key)).catch(() => null);
  }

  async set(key: string, value: string): Promise<void> {
    await this.redis.set(this.keyOf(key), value, 'PX', this.keepMs).catch(() => undefined);
  }

  async delete(key: string): Promise<void> {
    await this.redis.del(this.keyOf(key)).catch(() => undefined);
  }

  private keyOf(key: string): string {
    return `wenban:${this.name}:${key}`;
  }
}
