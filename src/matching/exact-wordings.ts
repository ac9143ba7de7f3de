import type { ItemRecord } from '../catalogue/snapshot.js';
import { featureNumber } from '../language/features-of-text.js';
import { normalise } from '../language/normalise.js';

/** Shorter wordings (护照, 过户) may belong to many matters. */
const LEAST_LENGTH = 5;

/**
 * Finds the matter of which a question is a wording to the letter: what somebody has written down for a matter is
 * answered with it at once, before any training.
 */
export class ExactWordings {
  /** Hash of a wording → matter; -1 when several matters have it. */
  private readonly matters = new Map<number, number>();

  constructor(private readonly items: readonly ItemRecord[]) {
    for (const [number, { questions }] of items.entries())
      for (const question of questions) {
        const text = normalise(question);
        if (text.length < LEAST_LENGTH) continue;
        const key = featureNumber(text);
        const known = this.matters.get(key);
        this.matters.set(key, known === undefined || known === number ? number : -1);
      }
  }

  /**
   * @param text - normalised text.
   * @returns number of the matter; -1 when none or several have this wording.
   */
  find(text: string): number {
    const number = this.matters.get(featureNumber(text)) ?? -1;
    // A hash proves nothing; the few hits are looked at.
    return number >= 0 && this.items[number]?.questions.some((one) => normalise(one) === text) ? number : -1;
  }
}
