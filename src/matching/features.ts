import { conceptsOf, type QuestionFrame } from '../language/frame.js';
import type { Lending } from './lending.js';
import { isAbroad, type Matter } from './matter.js';
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
  'abroadMissing', // the name is about another country, the question is not
  'personAgrees', // share of the question's persons that are in the name
  'deniedOverlap', // what the citizen ruled out is in the name
  'regional', // the matter has its own implementation in the asked region, not only above it
  'complaint', // question and name both are, or both are not, about a complaint
  'notOurs', // a topic that is no matter of this catalogue
  'untaughtRival', // such a topic, where the best matter is one that no wordings taught; weight set by hand
  'internal', // kinds of matters that agencies, not citizens, start
  'meansName', // how near the question's meaning is to that of the name, of a matter that no wordings taught; set by hand
  'meansBody', // and to that of its body
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
  /** It names another country. */
  abroad: boolean;
  regionCode: string | null;
  learned: Learned | null;
  /** Number of the matter of which the question is a wording to the letter; -1 for most questions. */
  exact: number;
  /** Has read the question; null when no matter borrows. */
  lending: Lending | null;
}

/** Log odds of the wording model by the numbers of the matters: of the whole question, and of its clearest part. */
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
  lending: Lending | null,
): QuestionSide {
  const concepts = conceptsOf(frame);
  const persons = concepts.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  const abroad = isAbroad(concepts);
  return { frame, weight: weight || 1, persons, abroad, regionCode, learned, exact, lending };
}

/** @param features - where the features of one candidate are written, in the order of FEATURES; all 0 before. */
export function writeFeatures(
  features: Float64Array,
  question: QuestionSide,
  scores: Scores,
  matter: Matter,
  number: number,
): void {
  const { frame, weight, persons, abroad, regionCode, learned, exact, lending } = question;
  const at = number * SCORES;
  const ceiling = BM25_CEILING * weight;
  const agrees = frame.actions.some((action) => matter.actions.has(action));
  const objects = shareOf(frame.objects, matter.objects);
  const set = (name: FeatureName, value: number): void => {
    features[FEATURE_INDEX[name]] = value;
  };
  set('learned', learnedOf(learned?.whole, number));
  set('learnedPart', learnedOf(learned?.part, number));
  if (exact === number) set('exact', 1);
  set('questionScore', (scores[at + SCORE.questions] as number) / ceiling);
  set('nameScore', (scores[at + SCORE.name] as number) / ceiling);
  set('bodyScore', (scores[at + SCORE.body] as number) / ceiling);
  set('covered', (scores[at + SCORE.covered] as number) / weight);
  set('nameCovered', scores[at + SCORE.nameCovered] as number);
  if (agrees) set('actionAgrees', 1);
  else if (frame.actions.length > 0 && matter.actions.size > 0) set('actionConflicts', 1);
  set('objectAgrees', objects);
  if (matter.objects.size > 0 && frame.objects.length > 0 && objects === 0) set('objectMissing', 1);
  if (matter.abroad && !abroad) set('abroadMissing', 1);
  set('personAgrees', shareOf(persons, matter.persons));
  if (frame.denied.some((part) => matter.item.name.includes(part))) set('deniedOverlap', 1);
  if (regionCode && matter.regions.has(regionCode)) set('regional', 1);
  if ((frame.intent === 'complaint') === matter.aboutComplaint) set('complaint', 1);
  if (matter.notOurs) set('notOurs', 1);
  if (matter.internal) set('internal', 1);
  if (matter.borrowed && lending) {
    set('meansName', lending.nearnessOf(matter.borrowed.name));
    set('meansBody', lending.nearnessOf(matter.borrowed.body));
  }
}

function learnedOf(odds: Float32Array | undefined, number: number): number {
  return odds ? LEARNED_SCALE * (odds[number] as number) : 0;
}

function shareOf(asked: readonly string[], has: ReadonlySet<string>): number {
  if (asked.length === 0) return 0;
  let both = 0;
  for (const id of asked) if (has.has(id)) both++;
  return both / asked.length;
}
