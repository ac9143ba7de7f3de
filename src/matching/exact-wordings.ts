import type { ItemRecord } from '../catalogue/snapshot.js';
import { featureNumber } from '../language/features-of-text.js';

/** Shorter wordings (护照, 过户) may belong to many matters. */
const LEAST_LENGTH = 5;

/**
 * Finds the matter of which a question is a wording to the letter: what somebody has written down for a matter is
 * answered with it at once, before any training.
 */
export class ExactWordings {
  /** Hash of a wording → matter; -1 when several matters have it. */
  private readonly matters = new Map<number, number>();

  /** @param textOf - a wording as questions are compared with it. */
  constructor(
    private readonly items: readonly ItemRecord[],
    private readonly textOf: (raw: string) => string,
  ) {}

  /**
   * @param number - of the matter.
   * @param text - one of its wordings as questions are compared with it.
   */
  add(number: number, text: string): void {
    if (text.length < LEAST_LENGTH) return;
    const key = featureNumber(text);
    const known = this.matters.get(key);
    this.matters.set(key, known === undefined || known === number ? number : -1);
  }

  /**
   * @param text - text of the question.
   * @returns number of the matter; -1 when none or several have this wording.
   */
  find(text: string): number {
    const number = this.matters.get(featureNumber(text)) ?? -1;
    // A hash proves nothing; the few hits are looked at.
    return number >= 0 && this.items[number]?.questions.some((one) => this.textOf(one) === text)
      ? number
      : -1;
  }
}
