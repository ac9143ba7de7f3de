import { randomInt } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AskedQuestion } from '../../entities/asked-question.js';
import { type ExpiringStore, openExpiringStore } from '../storage/expiring-store.js';
import type { AskedQuestions } from './asked-questions.js';

/** A code is worth nothing after this time: as long as a conversation is remembered. */
const KEEP_MS = 30 * 60_000;
/** Of the conversation, this much of the past is shown. */
const SHOWN_MS = 2 * 60 * 60_000;
const MOST_TURNS = 30;
const ATTEMPTS = 5;

/** What a resident who wants a person tells on the telephone. */
export interface HandOverCode {
  /** Six digits. */
  code: string;
  /** ISO time. */
  expiresAt: string;
}

/** The conversation behind a code: what was asked, personal numbers masked, and what it was taken for. */
export interface HandedOver {
  /** ISO time of the wish for a person. */
  askedAt: string;
  expiresAt: string;
  turns: AskedQuestion[];
}

interface Kept {
  sessionHash: string;
  askedAt: string;
  expiresAt: string;
}

/**
 * Hands a conversation over to an agent: the resident gets a short code, the agent who enters it sees the questions so
 * far. A code says nothing by itself and is forgotten after half an hour.
 */
export class HandOvers {
  private readonly store: ExpiringStore;

  constructor(
    private readonly asked: AskedQuestions,
    redis: Redis | null,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.store = openExpiringStore(redis, 'hand-over', KEEP_MS);
  }

  /** @returns a code; null when nothing of the conversation is kept, or the database is away. Never throws. */
  async offer(sessionId: string): Promise<HandOverCode | null> {
    try {
      const sessionHash = await this.asked.hashOf(sessionId);
      if ((await this.turnsOf(sessionHash)).length === 0) return null;
      const time = this.now().getTime();
      const expiresAt = new Date(time + KEEP_MS).toISOString();
      const code = await this.freeCode();
      if (code === null) return null;
      const kept: Kept = { sessionHash, askedAt: new Date(time).toISOString(), expiresAt };
      await this.store.set(code, JSON.stringify(kept));
      return { code, expiresAt };
    } catch {
      return null;
    }
  }

  /** @returns the conversation, or null when the code is wrong or has run out. */
  async find(code: string): Promise<HandedOver | null> {
    const text = await this.store.get(code);
    if (text === null) return null;
    const { sessionHash, askedAt, expiresAt } = JSON.parse(text) as Kept;
    if (expiresAt <= this.now().toISOString()) return null;
    return { askedAt, expiresAt, turns: await this.turnsOf(sessionHash) };
  }

  private turnsOf(sessionHash: string): Promise<AskedQuestion[]> {
    const since = new Date(this.now().getTime() - SHOWN_MS).toISOString();
    return this.asked.ofSession(sessionHash, since, MOST_TURNS);
  }

  /** A code nobody holds; digits only, because it is read out on the telephone. */
  private async freeCode(): Promise<string | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const code = String(randomInt(100_000, 900_000));
      if ((await this.store.get(code)) === null) return code;
    }
    return null;
  }
}
