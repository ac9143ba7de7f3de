import { EventEmitter } from 'node:events';
import type { DataSource } from 'typeorm';
import { lastRevision, loadSnapshot, revisionOn } from './compile.js';
import type { Snapshot } from './snapshot.js';

/** Earlier revisions kept compiled; each takes as much memory as the one in force. */
const MOST_EARLIER = 2;
/** Time between two looks at the revision number, in milliseconds. */
const DEFAULT_POLL_MS = 3_000;

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
  }

  /** Looks once whether another revision is in force and loads it; never throws. */
  async poll(): Promise<void> {
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
  }

  private schedule(): void {
    this.timer = setTimeout(async () => {
      await this.poll();
      if (this.watching) this.schedule();
    }, this.options.pollMs ?? DEFAULT_POLL_MS);
    this.timer.unref();
  }
}
