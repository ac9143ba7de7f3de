import type { QuestionFrame } from '../language/frame.js';
import type { Matter } from './matter.js';
import { SCORE, SCORES, type Scores } from './term-index.js';

/** What the ranker looks at, each about 0–1 so that weights compare. */
export const FEATURES = [
  'learned', // log odds of the wording model, a tenth of them
  'learnedPart', // the same by the clearest part of a long message
  'exact', // somebody has already asked just this; never so in training, its weight is set by hand
  'questionScore', // BM25 over all wordings of the matter, per unit of question weight
  'nameScore', // BM25 over the name
  'bodyScore', // BM25 over content, standard, audience, agency, themes
  'covered', // share of the question's weight that the matter has anywhere
  'nameCovered', // share of the name's weight that the question has
  'actionAgrees', // the question's action is in the name
  'actionConflicts', // the question names an action, the name another
  'objectAgrees', // share of the question's objects that are in the name
  'objectMissing', // the name is about an object that the question does not name
  'personAgrees', // share of the question's persons that are in the name
  'deniedOverlap', // what the citizen ruled out is in the name
  'regional', // the matter has its own implementation in the asked region, not only above it
  'complaint', // question and name both are, or both are not, about a complaint
  'notOurs', // a topic that is no matter of this catalogue
  'internal', // kinds of matters that agencies, not citizens, start
] as const;
export type FeatureName = (typeof FEATURES)[number];

/** Position of a feature in a vector. */
export const FEATURE_INDEX = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<
  FeatureName,
  number
>;

/** BM25 of a term never exceeds K1 + 1 = 2.2 times its weight. */
const BM25_CEILING = 2.2;

/** What of a question is the same for all candidates. */
export interface QuestionSide {
  frame: QuestionFrame;
  /** Weight of all its terms. */
  weight: number;
  persons: readonly string[];
  regionCode: string | null;
  learned: Learned | null;
  /** Number of the matter of which the question is a wording to the letter; -1 for most questions. */
  exact: number;
}

/** Log odds of the wording model by its own numbers: of the whole question, and of its clearest part. */
export interface Learned {
  whole: Float32Array;
  part: Float32Array;
}

/** Brings log odds to the size of the other features. */
const LEARNED_SCALE = 0.1;

/** Prepares a question for `featuresOf`. */
export function questionSide(
  frame: QuestionFrame,
  weight: number,
  regionCode: string | null,
  learned: Learned | null,
  exact: number,
): QuestionSide {
  const persons = frame.concepts.filter((hit) => hit.value.kind === 'person').map((hit) => hit.value.id);
  return { frame, weight: weight || 1, persons, regionCode, learned, exact };
}

/** @returns the features of one candidate, in the order of FEATURES. */
export function featuresOf(
  question: QuestionSide,
  scores: Scores,
  matter: Matter,
  number: number,
): Float64Array {
  const { frame, weight, persons, regionCode, learned, exact } = question;
  const at = number * SCORES;
  const ceiling = BM25_CEILING * weight;
  const agrees = frame.actions.some((action) => matter.actions.has(action));
  const objects = shareOf(frame.objects, matter.objects);
  return Float64Array.of(
    learnedOf(learned?.whole, matter),
    learnedOf(learned?.part, matter),
    exact === number ? 1 : 0,
    (scores[at + SCORE.questions] as number) / ceiling,
    (scores[at + SCORE.name] as number) / ceiling,
    (scores[at + SCORE.body] as number) / ceiling,
    (scores[at + SCORE.covered] as number) / weight,
    scores[at + SCORE.nameCovered] as number,
    agrees ? 1 : 0,
    !agrees && frame.actions.length > 0 && matter.actions.size > 0 ? 1 : 0,
    objects,
    matter.objects.size > 0 && frame.objects.length > 0 && objects === 0 ? 1 : 0,
    shareOf(persons, matter.persons),
    frame.denied.some((part) => matter.item.name.includes(part)) ? 1 : 0,
    regionCode && matter.regions.has(regionCode) ? 1 : 0,
    (frame.intent === 'complaint') === matter.aboutComplaint ? 1 : 0,
    matter.notOurs ? 1 : 0,
    matter.internal ? 1 : 0,
  );
}

function learnedOf(odds: Float32Array | undefined, { learnedAs }: Matter): number {
  return odds && learnedAs >= 0 ? LEARNED_SCALE * (odds[learnedAs] as number) : 0;
}

function shareOf(asked: readonly string[], has: ReadonlySet<string>): number {
  if (asked.length === 0) return 0;
  let both = 0;
  for (const id of asked) if (has.has(id)) both++;
  return both / asked.length;
}
