import { randomUUID } from 'node:crypto';
import { type DataSource, LessThan } from 'typeorm';
import { OwnQuestion } from '../../entities/own-question.js';
import type { AskResponse } from '../answer/response.js';
import type { Logger } from '../log.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { exclusive } from '../storage/exclusive.js';
import { type PageRequest, pageOf } from './page.js';

export interface OwnQuestionsOptions {
  /** Days a question is kept; 0 keeps nothing. */
  keepDays: number;
  log?: Logger;
  now?: () => Date;
}

const DAY_MS = 86_400_000;
/** Line ends, and what no screen shows; SQLite ends a text at the first NUL. */
const UNREADABLE = /\p{Cc}+/gu;
/** Questions waiting for the database; more are given up. */
const MOST_WAITING = 1_000;

/** Questions as those who asked see them again: masked, each person's own, deletable. */
export class OwnQuestions {
  private waiting = 0;
  private writing: Promise<unknown> = Promise.resolve();
  private readonly now: () => Date;

  constructor(
    private readonly ds: DataSource,
    private readonly options: OwnQuestionsOptions,
  ) {
    this.now = options.now ?? (() => new Date());
  }

  /** Takes note of a question; never waits and never throws, the answer comes first. */
  record(personHash: string, question: string, { kind, answer }: Pick<AskResponse, 'kind' | 'answer'>): void {
    if (this.options.keepDays === 0 || this.waiting >= MOST_WAITING) return;
    const row: OwnQuestion = {
      id: randomUUID(),
      personHash,
      askedAt: this.now().toISOString(),
      text: maskPersonalNumbers(question.replace(UNREADABLE, ' ').trim()),
      kind,
      itemId: answer?.item.id ?? null,
      itemName: answer?.item.name ?? null,
    };
    this.waiting++;
    this.writing = exclusive(this.ds, () => this.ds.manager.insert(OwnQuestion, row))
      .catch((error: unknown) => this.options.log?.warn({ err: error }, 'an own question was not kept'))
      .finally(() => {
        this.waiting--;
      });
  }

  /** Waits until everything is written; never throws. */
  async flush(): Promise<void> {
    await this.writing;
  }

  count(personHash: string): Promise<number> {
    return this.ds.manager.countBy(OwnQuestion, { personHash });
  }

  /** @returns the last asked first. */
  async list(
    personHash: string,
    { limit, after }: PageRequest,
  ): Promise<{ rows: OwnQuestion[]; more: boolean }> {
    await this.flush();
    const query = this.ds.manager
      .createQueryBuilder(OwnQuestion, 'question')
      .where('question.personHash = :personHash', { personHash })
      .orderBy('question.askedAt', 'DESC')
      .addOrderBy('question.id', 'DESC')
      .take(limit + 1);
    if (after)
      query.andWhere('(question.askedAt < :time OR (question.askedAt = :time AND question.id < :id))', after);
    return pageOf(await query.getMany(), limit);
  }

  /** Deletes one question of somebody's own; nobody else's. */
  async remove(personHash: string, id: string): Promise<void> {
    await this.flush();
    await exclusive(this.ds, () => this.ds.manager.delete(OwnQuestion, { personHash, id }));
  }

  async removeAll(personHash: string): Promise<void> {
    await this.flush();
    await exclusive(this.ds, () => this.ds.manager.delete(OwnQuestion, { personHash }));
  }

  /** Deletes what is older than `keepDays`; with 0 all of it. @returns how many. */
  async deleteExpired(): Promise<number> {
    const { keepDays } = this.options;
    const before = new Date(this.now().getTime() - keepDays * DAY_MS).toISOString();
    const where = { askedAt: keepDays === 0 ? LessThan('9') : LessThan(before) };
    const deleted = await exclusive(this.ds, () => this.ds.manager.delete(OwnQuestion, where));
    return deleted.affected ?? 0;
  }
}
