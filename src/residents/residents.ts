import { setImmediate } from 'node:timers/promises';
import { type DataSource, LessThan } from 'typeorm';
import { Resident } from '../../entities/resident.js';
import type { Logger } from '../log.js';
import type { KeyedHash } from '../privacy/keyed-hash.js';
import { exclusive } from '../storage/exclusive.js';
import { installationHash } from '../storage/installation-hash.js';

export interface ResidentsOptions {
  log?: Logger;
  now?: () => Date;
  /** Longest wait for the database, milliseconds: then somebody counts as unknown, and a change is made later. */
  timeoutMs?: number;
}

/** What somebody chose. */
export interface Preferences {
  /** Where they are; null: not told. */
  regionCode: string | null;
  /** 大字版. */
  bigType: boolean;
}

/** Who has not written for half a year is forgotten. */
const FORGET_AFTER_DAYS = 180;
const TIMEOUT_MS = 300;
const WRITE_EVERY_MS = 2_000;
/** People noted as seen in this hour; beyond it some are noted twice. */
const MOST_NOTED = 100_000;
/** Few enough that writing never holds up an answer. */
const BATCH = 50;
const DAY_MS = 86_400_000;

/**
 * What is remembered of people who write to a channel: where they are, and when they were last here. Everybody is a
 * hash. An absent database makes people strangers, never an error.
 */
export class Residents {
  private readonly hash: KeyedHash;
  private readonly now: () => Date;
  private noted = new Set<string>();
  private notedHour = '';
  private waiting = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private readonly timeoutMs: number;

  constructor(
    private readonly ds: DataSource,
    private readonly options: ResidentsOptions = {},
  ) {
    this.hash = installationHash(ds, 'person');
    this.now = options.now ?? (() => new Date());
    this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** @param id - openid or another platform's id. @returns what stands for the person everywhere else. */
  hashOf(id: string): Promise<string> {
    return this.hash.of(id);
  }

  /** @returns the code of the region the person told, or null. */
  async regionOf(personHash: string): Promise<string | null> {
    try {
      // By hand: it is asked with every message, and TypeORM takes five times as long.
      const found: Pick<Resident, 'regionCode'>[] = await withTimeout(
        this.ds.query('SELECT regionCode FROM resident WHERE personHash = ?', [personHash]),
        this.timeoutMs,
      );
      return found[0]?.regionCode ?? null;
    } catch {
      return null;
    }
  }

  /** Remembers where somebody is; what cannot be written is told again another time. */
  async setRegion(personHash: string, regionCode: string): Promise<void> {
    // A publication may hold the database for seconds; the reply does not wait for it.
    const writing = this.write([{ personHash, regionCode, lastActiveAt: this.hour() }]);
    await withTimeout(writing, this.timeoutMs).catch(() => undefined);
  }

  /** @returns what the person chose. @throws whatever the database throws. */
  async preferencesOf(personHash: string): Promise<Preferences> {
    const found = await this.ds.manager.findOneBy(Resident, { personHash });
    return { regionCode: found?.regionCode ?? null, bigType: found?.bigType === 1 };
  }

  /**
   * Remembers what the person chose, and that they were here.
   * @throws whatever the database throws: who is told "kept" must find it again.
   */
  async setPreferences(personHash: string, { regionCode, bigType }: Partial<Preferences>): Promise<void> {
    const row: Partial<Resident> = {
      personHash,
      lastActiveAt: this.hour(),
      ...(regionCode === undefined ? {} : { regionCode }),
      ...(bigType === undefined ? {} : { bigType: bigType ? 1 : 0 }),
    };
    await exclusive(this.ds, () => this.ds.manager.upsert(Resident, row, ['personHash']));
  }

  /** Notes that somebody was here; written later and together. */
  touch(personHash: string): void {
    const hour = this.hour();
    if (hour !== this.notedHour || this.noted.size >= MOST_NOTED) {
      this.noted = new Set();
      this.notedHour = hour;
    }
    if (this.noted.has(personHash)) return;
    this.noted.add(personHash);
    this.waiting.add(personHash);
    this.timer ??= setTimeout(() => void this.flush(), WRITE_EVERY_MS).unref();
  }

  /** Drops what is not written yet of somebody who is erased. */
  unnote(personHash: string): void {
    this.noted.delete(personHash);
    this.waiting.delete(personHash);
  }

  /** Forgets somebody who left. */
  async forget(personHash: string): Promise<void> {
    this.unnote(personHash);
    const deleting = exclusive(this.ds, () => this.ds.manager.delete(Resident, { personHash })).catch(
      (error: unknown) => this.options.log?.warn({ err: error }, 'a resident was not forgotten'),
    );
    await withTimeout(deleting, this.timeoutMs).catch(() => undefined);
  }

  /** Writes what waits; never throws. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const people = [...this.waiting];
    this.waiting = new Set();
    const lastActiveAt = this.hour();
    for (let from = 0; from < people.length; from += BATCH) {
      await this.write(people.slice(from, from + BATCH).map((personHash) => ({ personHash, lastActiveAt })));
      await setImmediate();
    }
  }

  /** Deletes who has not been here for long. @returns how many. */
  async deleteExpired(): Promise<number> {
    const before = new Date(this.now().getTime() - FORGET_AFTER_DAYS * DAY_MS).toISOString();
    const deleted = await exclusive(this.ds, () =>
      this.ds.manager.delete(Resident, { lastActiveAt: LessThan(before) }),
    );
    return deleted.affected ?? 0;
  }

  private hour(): string {
    return `${this.now().toISOString().slice(0, 13)}:00:00.000Z`;
  }

  private async write(rows: readonly Partial<Resident>[]): Promise<void> {
    await exclusive(this.ds, () => this.ds.manager.upsert(Resident, [...rows], ['personHash'])).catch(
      (error: unknown) => this.options.log?.warn({ err: error }, 'residents were not remembered'),
    );
  }
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
