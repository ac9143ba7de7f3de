import type { QuestionFrame, Understanding } from '../language/frame.js';
import { type Meanings, nearness, together } from './meanings.js';
import { BACKGROUND, type WordingModel } from './wording-model.js';

/** A matter or topic that the model knows, as far as another matter is like it. */
export interface Lender {
  /** Its number in the model. */
  number: number;
  /** The chance (0–1) that somebody who says what the other one is means this one. */
  share: number;
}

/** What a matter that came after the training has instead of wordings. */
export interface Borrowed {
  /** What it is like, most of all first. */
  lenders: readonly Lender[];
  /** What its name and its body mean, and both together. */
  name: Float32Array;
  body: Float32Array;
  whole: Float32Array;
}

const MOST_LENDERS = 12;
const LEAST_SHARE = 0.01;
/** Chance that a question is about a matter that nobody is like. */
const LEAST_CHANCE = Math.exp(-9);
/** What a matter is about stands at the beginning of its body. */
const BODY_LENGTH = 200;

/**
 * What matters that came after the training know of how people talk. A wording model that holds, beside the catalogue's
 * matters, what government halls handle elsewhere reads the name and the body of a new matter as it reads a question:
 * 居民身份证补领 is new, but who says so means what the model knows of identity cards; people who talk like that may mean the new
 * matter. And name, body and question have meanings, which can be near each other where no word is the same.
 */
export class Lending {
  private odds: Float32Array = new Float32Array(0);
  private total = 0;
  private asked: Float32Array = new Float32Array(0);

  constructor(
    private readonly model: WordingModel,
    private readonly meanings: Meanings,
  ) {}

  /** @param body - what is printed of the matter beside its name. */
  borrow(name: string, body: string, language: Understanding): Borrowed {
    const start = body.slice(0, BODY_LENGTH);
    const ofName = this.meanings.of(language.textOf(name));
    const ofBody = this.meanings.of(language.textOf(start));
    return {
      lenders: this.lendersOf(name, start, language),
      name: ofName,
      body: ofBody,
      whole: together(ofName, ofBody),
    };
  }

  private lendersOf(name: string, body: string, language: Understanding): Lender[] {
    const odds = this.model.score(language.read(name)).slice();
    if (body)
      this.model.score(language.read(body)).forEach((value, number) => {
        odds[number] = (odds[number] as number) + value;
      });
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

  /** Reads a question; `chanceOf` and `nearnessOf` are about it until the next one is read. */
  read(frame: QuestionFrame): void {
    this.take(this.model.score(frame));
    const said = this.meanings.of(`${frame.text} ${frame.heard}`);
    const before = frame.background && this.meanings.of(frame.background).map((value) => BACKGROUND * value);
    this.asked = before ? together(said, before) : said;
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

  /** @returns how near the question is to what something means, −1–1. */
  nearnessOf(meaning: Float32Array): number {
    return nearness(this.asked, meaning);
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
