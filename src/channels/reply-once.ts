import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { takeLock } from '../storage/redis-lock.js';

/** Bytes of a reply, and whether this call was the one that made them. */
export interface OnceReply {
  /** Null: it was answered before, too long ago for the bytes to be kept, or another process still works on it. */
  bytes: Buffer | null;
  first: boolean;
}

/** A platform that got no answer asks again within seconds; only those repetitions need the bytes. */
const KEEP_MS = 60_000;
/** As long as a captured request could be sent again with a valid signature, in both directions of the clock. */
const REMEMBER_MS = 10 * 60_000;
/** A process that dies at work frees the message after this time: longer than a passive reply may take. */
const WORK_MS = 6_000;
const WAIT_MS = 4_500;
const WAIT_STEP_MS = 25;

/**
 * Makes one reply for any number of equal requests: who comes while it is made waits for it, who comes later gets the
 * same bytes. Requests of several processes meet in Redis; while it is away each process keeps to itself.
 */
export class ReplyOnce {
  private readonly replies = new Map<string, { reply: Promise<Buffer | null>; until: number }>();
  /** Messages answered in this period and the one before; two sets, so that forgetting costs nothing. */
  private seen = new Set<string>();
  private seenBefore = new Set<string>();
  private periodEnds: number;

  /**
   * @param redis - null: one process.
   * @param now - milliseconds since 1970.
   */
  constructor(
    private readonly redis: Redis | null,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.periodEnds = now() + REMEMBER_MS;
  }

  /**
   * @param key - names the request, the same for each repetition; holds nothing personal.
   * @param make - makes the reply; when it throws nothing is remembered and the next repetition tries again.
   */
  async reply(key: string, make: () => Promise<Buffer>): Promise<OnceReply> {
    this.forgetOld();
    const known = this.replies.get(key);
    if (known) return { bytes: await known.reply, first: false };
    if (this.seen.has(key) || this.seenBefore.has(key)) return { bytes: null, first: false };
    let first = false;
    const reply = this.shared(key, () => {
      first = true;
      return make();
    });
    this.replies.set(key, { reply, until: this.now() + KEEP_MS });
    try {
      const bytes = await reply;
      if (bytes) this.seen.add(key);
      else this.replies.delete(key);
      return { bytes, first };
    } catch (error) {
      this.replies.delete(key);
      throw error;
    }
  }

  /** @returns null when there is no reply to give: it is forgotten already, or its maker takes too long. */
  private async shared(key: string, make: () => Promise<Buffer>): Promise<Buffer | null> {
    const { redis } = this;
    if (!redis) return make();
    const name = `wenban:once:${key}`;
    let release: (() => Promise<void>) | null = null;
    try {
      for (const deadline = this.now() + WAIT_MS; ; await sleep(WAIT_STEP_MS)) {
        release = await takeLock(redis, `${name}:work`, WORK_MS);
        const [kept, seen] = await redis.mgetBuffer(name, `${name}:seen`);
        if (kept || seen) {
          await release?.();
          return kept ?? null;
        }
        if (release) break;
        if (this.now() >= deadline) return null;
      }
    } catch {
      // Redis is away: this process answers by itself.
    }
    try {
      const bytes = await make();
      if (release) await this.keep(redis, name, bytes);
      return bytes;
    } finally {
      await release?.();
    }
  }

  private async keep(redis: Redis, name: string, bytes: Buffer): Promise<void> {
    const writing = redis.multi().set(name, bytes, 'PX', KEEP_MS).set(`${name}:seen`, '1', 'PX', REMEMBER_MS);
    await writing.exec().catch(() => undefined);
  }

  private forgetOld(): void {
    const now = this.now();
    if (now >= this.periodEnds) {
      this.seenBefore = this.seen;
      this.seen = new Set();
      this.periodEnds = now + REMEMBER_MS;
    }
    // Oldest first: a map keeps the order in which entries came.
    for (const [key, { until }] of this.replies) {
      if (until > now) break;
      this.replies.delete(key);
    }
  }
}
