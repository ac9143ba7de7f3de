import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { lastRevision, loadSnapshot, revisionOn } from './compile.js';
import type { Snapshot } from './snapshot.js';

/** Earlier revisions kept compiled; each takes as much memory as the one in force. */
const MOST_EARLIER = 2;
/** Time between two looks at the revision number, in milliseconds. */
const DEFAULT_POLL_MS = 3_000;
/** Where a publication is told; what was published stands in the database. */
const TOPIC = 'wenban:revision';

/** Asked for answers before the first snapshot was loaded. */
export class CatalogueNotLoadedError extends Error {
  constructor() {
    super('the catalogue is not loaded yet');
    this.name = 'CatalogueNotLoadedError';
  }
}

/** The part of a logger that the catalogue uses; pino fits. */
export interface CatalogueLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface CatalogueOptions {
  /** Milliseconds between polls of the revision number. */
  pollMs?: number;
  /** Tells other processes of a publication at once; without it they see it at their next poll. */
  redis?: Redis | null;
  log?: CatalogueLog;
}

/**
 * The published catalogue in memory: one immutable snapshot, swapped whole. Emits `swapped` with the new snapshot.
 * While the database is away the last snapshot stays; that is logged once, and once more when it is back.
 */
export class Catalogue extends EventEmitter<{ swapped: [Snapshot] }> {
  private snapshot: Snapshot | null = null;
  /** Earlier revisions that were asked for last, by number. */
  private readonly earlier = new Map<number, Promise<Snapshot>>();
  private timer: NodeJS.Timeout | null = null;
  private subscriber: Redis | null = null;
  private polling: Promise<void> | null = null;
  private watching = false;
  private away = false;

  constructor(
    private readonly ds: DataSource,
    private readonly options: CatalogueOptions = {},
  ) {
    super();
  }

  /** Whether there is a snapshot to answer from. */
  get isLoaded(): boolean {
    return this.snapshot !== null;
  }

  /** @throws {CatalogueNotLoadedError} before the first `reload()` succeeded. */
  current(): Snapshot {
    if (!this.snapshot) throw new CatalogueNotLoadedError();
    return this.snapshot;
  }

  /**
   * The catalogue as it was in force on a day: the last revision published by the end of it, in Beijing, and for earlier
   * days the first one, whose sources tell by their dates what was known then.
   *
   * @param day - ISO date.
   * @throws {RevisionNotFoundError} when nothing is published.
   */
  async at(day: string): Promise<Snapshot> {
    const revision = await revisionOn(this.ds, day);
    if (revision === this.snapshot?.revision) return this.snapshot;
    const known = this.earlier.get(revision);
    if (known) return known;
    const loading = loadSnapshot(this.ds, revision);
    this.earlier.set(revision, loading);
    loading.catch(() => this.earlier.delete(revision));
    if (this.earlier.size > MOST_EARLIER) this.earlier.delete(this.earlier.keys().next().value as number);
    return loading;
  }

  /**
   * Compiles the last revision and swaps it in.
   *
   * @throws {RevisionNotFoundError} when nothing is published; whatever the database throws when it is away.
   */
  async reload(): Promise<Snapshot> {
    const snapshot = await loadSnapshot(this.ds);
    this.snapshot = snapshot;
    this.emit('swapped', snapshot);
    return snapshot;
  }

  /** Follows the revision number until `close()`; a process whose only work this is may end. */
  watch(): void {
    if (this.watching) return;
    this.watching = true;
    this.schedule();
    this.listen();
  }

  /** Swaps in what this process has just published, and tells the others; never throws. */
  async announce(): Promise<void> {
    await this.options.redis?.publish(TOPIC, 'published').catch(() => undefined);
    await this.lookAgain();
  }

  /** Looks once whether another revision is in force and loads it; never throws. */
  poll(): Promise<void> {
    this.polling ??= this.look().finally(() => {
      this.polling = null;
    });
    return this.polling;
  }

  /** A look that began before a publication may have missed it. */
  private async lookAgain(): Promise<void> {
    await this.polling;
    await this.poll();
  }

  private async look(): Promise<void> {
    try {
      const revision = await lastRevision(this.ds);
      if (revision > 0 && revision !== this.snapshot?.revision) {
        const { items } = await this.reload();
        this.options.log?.info({ revision, items: items.length }, 'catalogue loaded');
      }
      if (this.away) this.options.log?.info({}, 'catalogue database is back');
      this.away = false;
    } catch (error) {
      if (!this.away) this.options.log?.warn({ err: error }, 'catalogue database is away, serving on');
      this.away = true;
    }
  }

  /** Stops watching; the snapshot stays. */
  close(): void {
    this.watching = false;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.subscriber?.disconnect();
    this.subscriber = null;
  }

  private listen(): void {
    // A connection of its own: one that listens can do nothing else. It waits for Redis as long as it takes.
    this.subscriber =
      this.options.redis?.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null }) ?? null;
    this.subscriber?.on('error', () => {});
    this.subscriber?.on('message', () => void this.lookAgain());
    this.subscriber?.subscribe(TOPIC).catch(() => undefined);
  }

  private schedule(): void {
    this.timer = setTimeout(async () => {
      await this.poll();
      if (this.watching) this.schedule();
    }, this.options.pollMs ?? DEFAULT_POLL_MS);
    this.timer.unref();
  }
}
