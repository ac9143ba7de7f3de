import { featureNumber } from '../language/features-of-text.js';

/** Shorter wordings (护照, 过户) may belong to many matters. */
const LEAST_LENGTH = 5;

/** Several matters have it. */
const SEVERAL = -1;

/**
 * Finds the matter of which a question is a wording to the letter: what somebody has written down for a matter is
 * answered with it at once, before any training. Texts are known by a hash only: a hit is to be looked at.
 */
export class ExactWordings {
  /** @param matters - hash of a wording → number of the matter. */
  constructor(readonly matters = new Map<number, number>()) {}

  /**
   * @param number - of the matter.
   * @param text - one of its wordings as questions are compared with it.
   */
  add(number: number, text: string): void {
    if (text.length < LEAST_LENGTH) return;
    const key = featureNumber(text);
    const known = this.matters.get(key);
    this.matters.set(key, known === undefined || known === number ? number : SEVERAL);
  }

  /** @returns number of the matter that very likely has this wording; -1 when none or several have it. */
  find(text: string): number {
    return this.matters.get(featureNumber(text)) ?? -1;
  }
}
