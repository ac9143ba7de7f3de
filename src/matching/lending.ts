import type { Understanding } from '../language/frame.js';
import type { WordingModel } from './wording-model.js';

/** A matter that the wording model knows, as far as another one is like it. */
export interface Lender {
  /** Its number in the model. */
  number: number;
  /** The chance (0–1) that somebody who says the other one's name means this one. */
  share: number;
}

const MOST_LENDERS = 8;
const LEAST_SHARE = 0.01;
/** What people say says at least this little (log odds below everything together) about a matter that nobody is like. */
const FLOOR = -9;

/**
 * What a matter that came after the training is like: the model reads its name as it reads a question. 居民身份证补领 is
 * new, but who says so means what the model knows of identity cards; people who talk like that may mean the new matter.
 */
export function lendersOf(name: string, language: Understanding, model: WordingModel): Lender[] {
  const odds = model.score(language.read(name));
  const total = logSum(odds);
  return [...odds]
    .map((value, number) => ({ number, share: Math.exp(value - total) }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_LENDERS);
}

/**
 * @param odds - log odds of a question by the model's numbers.
 * @param total - `logSum` of these.
 * @returns log odds of a matter with these lenders.
 */
export function borrowedOdds(odds: Float32Array, total: number, lenders: readonly Lender[]): number {
  let chance = Math.exp(FLOOR);
  for (const { number, share } of lenders) chance += share * Math.exp((odds[number] as number) - total);
  return total + Math.log(chance);
}

/** Logarithm of the sum of what these are the logarithms of. */
export function logSum(odds: Float32Array): number {
  let best = -Infinity;
  for (const value of odds) if (value > best) best = value;
  let sum = 0;
  for (const value of odds) sum += Math.exp(value - best);
  return best + Math.log(sum);
}
