import { todayInBeijing } from '../clock.js';
import type { Residents } from '../residents/residents.js';

/** Longest time that anything of a session can have been kept: KEEP_QUESTIONS_DAYS at most. */
const MOST_DAYS = 3_650;
const DAY_MS = 86_400_000;

/**
 * Conversations of a channel whose users have ids. Each lasts a day at most, so that what is kept of one day leads to
 * nothing of another; only who has the id can put them together.
 */
export class DailySessions {
  /** @param prefix - of the sessions, a channel's own. */
  constructor(
    private readonly residents: Residents,
    private readonly prefix: string,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** @returns today's conversation of somebody; the id cannot be told from it. */
  of(id: string): Promise<string> {
    return this.on(id, this.now());
  }

  /** @returns every conversation somebody may have had, today's first. */
  allOf(id: string): Promise<string[]> {
    const now = this.now();
    return Promise.all(Array.from({ length: MOST_DAYS + 1 }, (_, days) => this.on(id, now - days * DAY_MS)));
  }

  private async on(id: string, time: number): Promise<string> {
    const day = todayInBeijing(new Date(time));
    return `${this.prefix}-${await this.residents.hashOf(`${this.prefix}\n${day}\n${id}`)}`;
  }
}
