import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Feedback } from '../../entities/feedback.js';
import type { KeyedHash } from '../privacy/keyed-hash.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { exclusive } from '../storage/exclusive.js';
import { installationHash } from '../storage/installation-hash.js';

/** 好差评 as a resident gives it. */
export interface FeedbackInput {
  sessionId: string;
  messageId?: string;
  itemId?: string;
  /** 1 非常不满意 … 5 非常满意. */
  rating: number;
  tags?: readonly string[];
  comment?: string;
}

export interface FeedbackOptions {
  /** Region a session was last about: code, or null. */
  regionOf?: (sessionId: string) => string | null | Promise<string | null>;
  now?: () => Date;
}

/** Keeps feedback without keeping who gave it. */
export class FeedbackStore {
  private readonly hash: KeyedHash;

  constructor(
    private readonly ds: DataSource,
    private readonly options: FeedbackOptions = {},
  ) {
    this.hash = installationHash(ds, 'session');
  }

  /**
   * Stores one feedback: personal numbers masked, the session as a keyed hash, nothing else about the person.
   * @returns its id.
   */
  async add({
    sessionId,
    messageId,
    itemId,
    rating,
    tags = [],
    comment = '',
  }: FeedbackInput): Promise<string> {
    const { regionOf = () => null, now = () => new Date() } = this.options;
    const words = maskPersonalNumbers(comment.trim());
    const feedback: Feedback = {
      id: randomUUID(),
      createdAt: now().toISOString(),
      sessionHash: await this.hash.of(sessionId),
      messageId: messageId === undefined ? null : maskPersonalNumbers(messageId),
      itemId: itemId ?? null,
      rating,
      tags: tags.map(maskPersonalNumbers),
      comment: words === '' ? null : words,
      regionCode: await regionOf(sessionId),
    };
    // Beside an open publication the row would share its transaction, and its end.
    await exclusive(this.ds, () => this.ds.manager.insert(Feedback, feedback));
    return feedback.id;
  }
}
