import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, LessThan, MoreThanOrEqual } from 'typeorm';
import { AskedQuestion } from '../../entities/asked-question.js';
import type { AskResponse, Channel } from '../answer/response.js';
import type { Logger } from '../log.js';
import type { KeyedHash } from '../privacy/keyed-hash.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { exclusive } from '../storage/exclusive.js';
import { installationHash } from '../storage/installation-hash.js';

export interface AskedQuestionsOptions {
  /** Days a question is kept; 0 keeps nothing. */
  keepDays: number;
  log?: Logger;
  now?: () => Date;
}

/** What is kept of one answer. */
type Answered = Pick<
  AskResponse,
  'sessionId' | 'kind' | 'intent' | 'region' | 'answer' | 'confidence' | 'topic'
>;
type Waiting = Omit<AskedQuestion, 'sessionHash'> & { sessionId: string };

/** Questions waiting to be written; more are not kept, so that a slow database never fills the memory. */
const MOST_WAITING = 5_000;
/** Rows of one insert: few enough that writing never holds up an answer. */
const BATCH = 25;
/** A question is written at most this much later, in milliseconds. */
const WRITE_EVERY_MS = 500;
const PAUSE_MS = 20;
const TEXT_LENGTH = 500;
/** Rows deleted in one statement. */
const DELETE_BATCH = 2_000;
const DAY_MS = 86_400_000;

/**
 * Keeps questions for a limited time, so that staff see what goes unanswered. Recording costs the answer nothing: rows
 * are written later and together, and are given up when the database is away.
 */
export class AskedQuestions {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  private readonly hash: KeyedHash;
  private readonly now: () => Date;
  private lost = 0;
  private away = false;

  constructor(
    private readonly ds: DataSource,
    private readonly options: AskedQuestionsOptions,
  ) {
    this.hash = installationHash(ds, 'session');
    this.now = options.now ?? (() => new Date());
  }

  /** Questions given up since the start: the buffer was full or the database away. */
  get lostCount(): number {
    return this.lost;
  }

  /** Takes note of one question; never waits and never throws. */
  record(question: string, channel: Channel, answered: Answered): void {
    if (this.options.keepDays === 0) return;
    if (this.waiting.length >= MOST_WAITING) {
      this.lost++;
      return;
    }
    const { sessionId, kind, intent, region, answer, confidence, topic } = answered;
    this.waiting.push({
      id: randomUUID(),
      askedAt: this.now().toISOString(),
      channel,
      text: clip(maskPersonalNumbers(question.trim())),
      regionCode: region?.code ?? null,
      intent,
      kind,
      itemId: answer?.item.id ?? null,
      confidencePermille: Math.round(confidence * 1_000),
      rating: null,
      topicId: topic ?? null,
      caseId: null,
      sessionId,
    });
    this.timer ??= setTimeout(() => void this.flush(), WRITE_EVERY_MS).unref();
  }

  /** Writes what waits; ends when nothing is left. Never throws. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing ??= this.write().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  /** @returns the keyed hash under which a session's questions are kept. */
  hashOf(sessionId: string): Promise<string> {
    return this.hash.of(sessionId);
  }

  /**
   * @param since - ISO time.
   * @returns the session's last questions, the oldest first; those that still wait are written before.
   */
  async ofSession(sessionHash: string, since: string, limit: number): Promise<AskedQuestion[]> {
    await this.flush();
    const rows = await this.ds.manager.find(AskedQuestion, {
      where: { sessionHash, askedAt: MoreThanOrEqual(since) },
      order: { askedAt: 'DESC' },
      take: limit,
    });
    return rows.reverse();
  }

  /**
   * Notes a rating at the session's last question about the matter, or its last question at all. Never throws: the
   * rating itself is kept elsewhere.
   * @param rating - 1–5.
   */
  async rate(sessionId: string, itemId: string | undefined, rating: number): Promise<void> {
    if (this.options.keepDays === 0) return;
    try {
      await this.flush();
      const sessionHash = await this.hash.of(sessionId);
      await exclusive(this.ds, async () => {
        const [last] = await this.ds.manager.find(AskedQuestion, {
          where: { sessionHash, ...(itemId === undefined ? {} : { itemId }) },
          order: { askedAt: 'DESC' },
          take: 1,
        });
        if (last) await this.ds.manager.update(AskedQuestion, { id: last.id }, { rating });
      });
    } catch (error) {
      this.options.log?.warn({ err: error }, 'a rating was not noted at its question');
    }
  }

  /**
   * Deletes what is older than `keepDays`; with 0 all of it.
   * @returns how many rows went.
   */
  async deleteExpired(): Promise<number> {
    const { keepDays } = this.options;
    const before = new Date(this.now().getTime() - keepDays * DAY_MS).toISOString();
    const where = keepDays === 0 ? {} : { askedAt: LessThan(before) };
    for (let deleted = 0; ; ) {
      // In pieces, each a turn of its own: answers and publications get in between.
      const count = await exclusive(this.ds, async () => {
        const rows = await this.ds.manager.find(AskedQuestion, {
          where,
          select: { id: true },
          take: DELETE_BATCH,
        });
        if (rows.length > 0)
          await this.ds.manager.delete(
            AskedQuestion,
            rows.map(({ id }) => id),
          );
        return rows.length;
      });
      deleted += count;
      if (count < DELETE_BATCH) return deleted;
    }
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        const rows = await Promise.all(
          batch.map(async ({ sessionId, ...row }) => ({
            ...row,
            sessionHash: await this.hash.of(sessionId),
          })),
        );
        await exclusive(this.ds, () => this.insert(rows));
        this.away = false;
      } catch (error) {
        this.lost += batch.length;
        if (!this.away) this.options.log?.warn({ err: error }, 'asked questions cannot be kept');
        this.away = true;
      }
      // Answers come first: writing takes a small share of the time, however much is asked.
      if (this.waiting.length > 0) await sleep(PAUSE_MS);
    }
  }

  /** One statement of our own: TypeORM takes ten times as long to put it together. */
  private async insert(rows: readonly AskedQuestion[]): Promise<void> {
    const { columns, tableName } = this.ds.getMetadata(AskedQuestion);
    const quoted = (name: string): string => this.ds.driver.escape(name);
    const names = columns.map(({ databaseName }) => quoted(databaseName));
    const places = `(${columns.map(() => '?').join(', ')})`;
    await this.ds.query(
      `INSERT INTO ${quoted(tableName)} (${names.join(', ')}) VALUES ${rows.map(() => places).join(', ')}`,
      rows.flatMap((row) => columns.map(({ propertyName }) => row[propertyName as keyof AskedQuestion])),
    );
  }
}

/** At most `TEXT_LENGTH` characters, none of them halved. */
function clip(text: string): string {
  return text.length <= TEXT_LENGTH ? text : [...text].slice(0, TEXT_LENGTH).join('');
}
