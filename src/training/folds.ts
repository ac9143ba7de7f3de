import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type { QuestionFrame, Understanding } from '../language/frame.js';
import { compileTexts } from '../matching/compiled-texts.js';
import type { FeatureName } from '../matching/features.js';
import { FEATURES } from '../matching/features.js';
import { buildMatcher, type Match, type Scope } from '../matching/matcher.js';
import { RankerModel, type RankerWeights } from '../matching/model.js';
import { WordingModel } from '../matching/wording-model.js';
import { runSteps } from '../steps.js';
import { trainWordings } from './train-wordings.js';

/** A wording with what a matcher that has never seen it finds for it. */
export interface HeldOut {
  question: string;
  itemId: string;
  frame: QuestionFrame;
  matches: Match[];
  fold: number;
}

/** How many candidates of each wording are kept for training. */
const KEPT = 20;

/**
 * Plays every wording against an index that does not hold it, so that the models learn from what unseen questions
 * look like. Wordings are dealt to folds by their position: deterministic. Topics that are not ours are held out whole:
 * what people ask in vain is seldom what somebody has thought of before.
 *
 * @param notOurs - topics outside of the catalogue, as pseudo matters.
 */
export function holdOut(
  snapshot: Snapshot,
  notOurs: readonly ItemRecord[],
  language: Understanding,
  weights: RankerWeights,
  folds: number,
): HeldOut[] {
  const results: HeldOut[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const without = (item: ItemRecord): ItemRecord => ({
      ...item,
      questions: item.questions.filter((_, index) => index % folds !== fold),
    });
    const heldTopic = (index: number): boolean => index % folds === fold;
    const items = snapshot.items.map(without);
    const topics = notOurs.map((topic, index) => (heldTopic(index) ? { ...topic, questions: [] } : topic));
    const wordings = new WordingModel(trainWordings([...items, ...topics], language));
    const ranker = new RankerModel(weights);
    const all = [...items, ...topics];
    const texts = runSteps(compileTexts(all, language));
    const matcher = runSteps(buildMatcher(all, snapshot.regions, language, { ranker, wordings }, texts));
    const play = (item: ItemRecord, question: string, index: number): void => {
      const frame = language.read(question);
      const matches = matcher.match(frame, scopeOf(snapshot, item, index), KEPT);
      results.push({ question, itemId: item.id, frame, matches, fold });
    };
    for (const item of snapshot.items)
      item.questions.forEach((question, index) => {
        if (index % folds === fold) play(item, question, index);
      });
    notOurs.forEach((topic, number) => {
      if (!heldTopic(number)) return;
      topic.questions.forEach((question, index) => {
        play(topic, question, index);
      });
    });
  }
  return results;
}

/**
 * Half of the wordings are asked with a region known, as people with a profile ask: the matter's own region, or, for
 * lists of a whole city, one of the districts that have lists of their own.
 */
function scopeOf(snapshot: Snapshot, item: ItemRecord, index: number): Scope | null {
  if (index % 2 === 0) return null;
  const catalogued = [
    ...new Set(snapshot.items.flatMap((one) => one.implementations.map((own) => own.regionCode))),
  ];
  const possible =
    item.implementations.length === 0
      ? catalogued
      : catalogued.filter((code) =>
          item.implementations.some((own) => snapshot.regions.covers(own.regionCode, code)),
        );
  const regionCode = possible[Math.floor(index / 2) % possible.length];
  return regionCode ? { regionCode, within: false } : null;
}

/** @returns weights by name, rounded so that the file stays readable. */
export function namedWeights<Name extends string>(
  names: readonly Name[],
  values: Float64Array,
): Record<Name, number> {
  return Object.fromEntries(
    names.map((name, i) => [name, Number((values[i] as number).toFixed(4))]),
  ) as Record<Name, number>;
}

/** @returns the stored weights as a vector in the order of FEATURES. */
export function vectorOf(weights: Record<FeatureName, number>): Float64Array {
  return Float64Array.from(FEATURES, (name) => weights[name] ?? 0);
}
