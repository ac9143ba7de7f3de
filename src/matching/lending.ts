import type { QuestionFrame, Understanding } from '../language/frame.js';
import type { WordingModel } from './wording-model.js';

/** A matter or topic that the model knows, as far as another matter is like it. */
export interface Lender {
  /** Its number in the model. */
  number: number;
  /** The chance (0–1) that somebody who says the other one's name means this one. */
  share: number;
}

const MOST_LENDERS = 8;
const LEAST_SHARE = 0.01;
/** Chance that a question is about a matter that nobody is like. */
const LEAST_CHANCE = Math.exp(-9);

/**
 * What matters that came after the training know of how people talk. A wording model that holds, beside the catalogue's
 * matters, what government halls handle elsewhere reads the name of a new matter as it reads a question: 居民身份证补领 is new,
 * but who says so means what the model knows of identity cards; people who talk like that may mean the new matter.
 */
export class Lending {
  private odds: Float32Array = new Float32Array(0);
  private total = 0;

  constructor(private readonly model: WordingModel) {}

  /** @returns what a matter with this name is like, most of all first. */
  lendersOf(name: string, language: Understanding): Lender[] {
    const odds = this.model.score(language.read(name));
    const total = logSum(odds);
    return [...odds]
      .map((value, number) => ({ number, share: Math.exp(value - total) }))
      .filter(({ share }) => share >= LEAST_SHARE)
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_LENDERS);
  }

  /** @returns id of a matter or topic of the model. */
  idOf(number: number): string {
    return this.model.ids[number] as string;
  }

  /** Reads a question; `chanceOf` is about it until the next one is read. */
  read(frame: QuestionFrame): void {
    this.take(this.model.score(frame));
  }

  /** Goes on to the clearest part of the question that was read last. */
  readPart(frame: QuestionFrame): void {
    this.take(this.model.scoreParts(frame, this.odds));
  }

  /** @returns logarithm of the chance that the question is about a matter with these lenders. */
  chanceOf(lenders: readonly Lender[]): number {
    let chance = LEAST_CHANCE;
    for (const { number, share } of lenders)
      chance += share * Math.exp((this.odds[number] as number) - this.total);
    return Math.log(chance);
  }

  private take(odds: Float32Array): void {
    this.odds = odds;
    this.total = logSum(odds);
  }
}

/** Logarithm of the sum of what these are the logarithms of. */
export function logSum(odds: Float32Array): number {
  let best = -Infinity;
  for (const value of odds) if (value > best) best = value;
  let sum = 0;
  for (const value of odds) sum += Math.exp(value - best);
  return best + Math.log(sum);
}
