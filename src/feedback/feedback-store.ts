import { createHmac, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Feedback } from '../../entities/feedback.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import { exclusive } from '../storage/exclusive.js';
import { installationSecret } from '../storage/installation-secret.js';

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

const SECRET_NAME = 'feedback.session';

/** Keeps feedback without keeping who gave it. */
export class FeedbackStore {
  private secret: Promise<string> | null = null;

  constructor(
    private readonly ds: DataSource,
    private readonly options: FeedbackOptions = {},
  ) {}

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
      sessionHash: await this.hash(sessionId),
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

  /** Equal for equal sessions of one installation; the key keeps others from trying out ids. */
  private async hash(sessionId: string): Promise<string> {
    this.secret ??= installationSecret(this.ds, SECRET_NAME);
    try {
      return createHmac('sha256', await this.secret)
        .update(sessionId)
        .digest('hex');
    } catch (error) {
      // The database was away; the next feedback asks again.
      this.secret = null;
      throw error;
    }
  }
}
