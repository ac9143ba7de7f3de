import type { Redis } from 'ioredis';

interface Log {
  warn(fields: object, message: string): void;
}

export interface TableFollowerOptions {
  /** Tells the other processes at once; without it they see a change at their next look. */
  redis?: Redis | null;
  log?: Log;
  /** Milliseconds between two looks at the database. */
  pollMs?: number;
}

const DEFAULT_POLL_MS = 5_000;

/**
 * Keeps what a process holds in memory of a small table as it stands in the database, whichever process changed it.
 * While the database is away the last known state holds; that is logged once.
 */
export class TableFollower {
  private timer: NodeJS.Timeout | null = null;
  private subscriber: Redis | null = null;
  private looking: Promise<void> | null = null;
  private away = false;

  /**
   * @param topic - where a change is told, e.g. `wenban:notices`.
   * @param load - reads the table anew; throws while the database is away.
   */
  constructor(
    private readonly topic: string,
    private readonly load: () => Promise<void>,
    private readonly options: TableFollowerOptions = {},
  ) {}

  /** Reads what this process has just changed, and tells the others. */
  async changed(): Promise<void> {
    await this.load();
    await this.options.redis?.publish(this.topic, 'changed').catch(() => undefined);
  }

  /** Follows changes of other processes until `close()`. */
  follow(): void {
    const { redis, pollMs = DEFAULT_POLL_MS } = this.options;
    this.timer ??= setInterval(() => void this.look(), pollMs).unref();
    if (!redis || this.subscriber) return;
    // A connection of its own: one that listens can do nothing else. It waits for Redis as long as it takes.
    this.subscriber = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.subscriber.on('error', () => {});
    this.subscriber.on('message', () => void this.lookAgain());
    this.subscriber.subscribe(this.topic).catch(() => undefined);
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.subscriber?.disconnect();
    this.subscriber = null;
  }

  /** A look that began before the change may have missed it. */
  private async lookAgain(): Promise<void> {
    await this.looking;
    await this.look();
  }

  private look(): Promise<void> {
    this.looking ??= this.tryToLoad().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async tryToLoad(): Promise<void> {
    try {
      await this.load();
      this.away = false;
    } catch (error) {
      if (!this.away)
        this.options.log?.warn(
          { err: error, topic: this.topic },
          'cannot be read, the last known state holds',
        );
      this.away = true;
    }
  }
}
