import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';

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
/** After this time without a word from Redis a process answers by itself. */
const PATIENCE_MS = 2_500;

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
    if (!this.redis) return make();
    const claim = new Claim(this.redis, `wenban:once:${key}`);
    for (const started = this.now(); ; await sleep(WAIT_STEP_MS)) {
      const waited = this.now() - started;
      const state = await claim.look().catch(() => 'away' as const);
      if (state === 'away') {
        // A process under load sees its own commands time out: as long as Redis is connected it is asked again.
        if (this.redis.status !== 'ready' || waited >= PATIENCE_MS) return make();
      } else if (state === 'mine') break;
      else if (state !== 'taken') return state.reply;
      else if (waited >= WAIT_MS) return null;
    }
    let bytes: Buffer;
    try {
      bytes = await make();
    } catch (error) {
      await claim.release();
      throw error;
    }
    // A claim whose reply could not be kept runs out by itself: giving it up would bring a second reply at once.
    if (await claim.keep(bytes)) await claim.release();
    return bytes;
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

/** Takes the message unless it is answered or taken; the same owner may ask again. */
const CLAIM = `
local reply = redis.call('get', KEYS[1])
if reply or redis.call('exists', KEYS[2]) == 1 then return {'answered', reply} end
if redis.call('set', KEYS[3], ARGV[1], 'PX', ARGV[2], 'NX') or redis.call('get', KEYS[3]) == ARGV[1] then
  return {'mine'}
end
return {'taken'}`;
const KEEP_TRIES = 3;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** One process's claim to answer a message. */
class Claim {
  private readonly owner = randomUUID();
  private readonly keys: readonly [reply: string, seen: string, work: string];

  constructor(
    private readonly redis: Redis,
    name: string,
  ) {
    this.keys = [name, `${name}:seen`, `${name}:work`];
  }

  /** @throws when Redis does not answer. */
  async look(): Promise<'mine' | 'taken' | { reply: Buffer | null }> {
    const answer = await this.redis.callBuffer('EVAL', CLAIM, 3, ...this.keys, this.owner, WORK_MS);
    const [state, reply] = answer as [Buffer, Buffer | null | undefined];
    const word = state.toString();
    return word === 'mine' || word === 'taken' ? word : { reply: reply ?? null };
  }

  /** @returns whether it is kept; tried again, because a process under load sees its own commands time out. */
  async keep(bytes: Buffer): Promise<boolean> {
    const [reply, seen] = this.keys;
    for (let time = 0; time < KEEP_TRIES; time++) {
      const writing = this.redis.multi().set(reply, bytes, 'PX', KEEP_MS).set(seen, '1', 'PX', REMEMBER_MS);
      if (await writing.exec().catch(() => null)) return true;
    }
    return false;
  }

  async release(): Promise<void> {
    await this.redis.eval(RELEASE, 1, this.keys[2], this.owner).catch(() => undefined);
  }
}
