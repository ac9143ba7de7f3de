import type { NumberSet } from './number-set.js';

/**
 * Features of a text by number. Models are trained and stored with features as people read them (要钱, …要钱, 要钱$); a
 * question is read a million times a day, so at run time each feature is a hash of 30 bits, made without cutting the
 * text into pieces. Two features of one model fall together about once in ten thousand questions, and then do little.
 */

const START = 0x811c9dc5;
const PRIME = 0x01000193;

/** State of the hash after one more UTF-16 unit. */
function step(state: number, unit: number): number {
  return Math.imul(state ^ unit, PRIME);
}

function finish(state: number): number {
  return (state ^ (state >>> 15)) & 0x3fffffff;
}

/** @returns number of a feature as it is written in a model. */
export function featureNumber(feature: string): number {
  let state = START;
  for (let i = 0; i < feature.length; i++) state = step(state, feature.charCodeAt(i));
  return finish(state);
}

const BLANK = 0x20;
const LAST_CLAUSE = step(START, '…'.charCodeAt(0));
const END = '$'.charCodeAt(0);
const APART = '*'.charCodeAt(0);

/**
 * Adds the numbers of a text's runs of characters; a run never crosses a blank.
 *
 * @param from - where the part of the text begins; the runs stay within `[from, to)`.
 * @param mark - state to begin with: `LAST_CLAUSE_RUNS` for runs that are written with `…` before them.
 */
export function addRuns(
  into: NumberSet,
  text: string,
  [from, to]: readonly [number, number],
  [shortest, longest]: readonly [number, number],
  mark = START,
): void {
  for (let start = from; start < to; start++) {
    let state = mark;
    for (let end = start; end < to && end - start < longest; end++) {
      const unit = text.charCodeAt(end);
      if (unit === BLANK) break;
      state = step(state, unit);
      if (end - start + 1 >= shortest) into.add(finish(state));
    }
  }
}

/** Mark for `addRuns`: the runs of the last clause count once more, because the question stands at the end. */
export const LAST_CLAUSE_RUNS = LAST_CLAUSE;

/** Adds the endings of a text, up to so many characters; written with `$` behind them. */
export function addEndings(into: NumberSet, text: string, longest: number): void {
  for (let length = 1; length <= longest && length <= text.length; length++) {
    let state = START;
    for (let i = text.length - length; i < text.length; i++) state = step(state, text.charCodeAt(i));
    into.add(finish(step(state, END)));
  }
}

/**
 * Adds the pairs of characters of a part of a text, `[from, to)`, that stand so far from each other; written with `*`
 * between them.
 */
export function addPairs(
  into: NumberSet,
  text: string,
  [from, to]: readonly [number, number],
  [nearest, farthest]: readonly [number, number],
): void {
  for (let first = from; first < to; first++) {
    const state = step(step(START, text.charCodeAt(first)), APART);
    for (let second = first + nearest; second < to && second - first <= farthest; second++)
      into.add(finish(step(state, text.charCodeAt(second))));
  }
}
