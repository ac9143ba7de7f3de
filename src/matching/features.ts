import type { QuestionFrame } from '../language/frame.js';
import type { Matter } from './matter.js';
import type { QueryTerm, Scores } from './term-index.js';

/** What the ranker looks at, each about 0–1 so that weights compare. */
export const FEATURES = [
  'nearest', // cosine with the nearest wording
  'nearest3', // mean cosine with the three nearest wordings
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
  'internal', // kinds of matters that agencies, not citizens, start
] as const;
export type FeatureName = (typeof FEATURES)[number];

const COMPLAINT_NAME = /投诉|举报|检举|违法行为的处理|争议|仲裁|信访/;
const INTERNAL_KIND = /行政检查|行政强制|行政处罚|行政征收/;

/** Fills `into` with the features of one candidate. */
export function fillFeatures(
  into: Float64Array,
  frame: QuestionFrame,
  query: readonly QueryTerm[],
  questionWeight: number,
  scores: Scores,
  matter: Matter,
  number: number,
  nameWeights: NameWeights,
  regionCode: string | null,
): void {
  const total = questionWeight || 1;
  into[0] = scores.nearest[number] as number;
  into[1] = scores.nearest3[number] as number;
  into[2] = (scores.questions[number] as number) / (2.2 * total);
  into[3] = (scores.name[number] as number) / (2.2 * total);
  into[4] = (scores.body[number] as number) / (2.2 * total);
  into[5] = (scores.covered[number] as number) / total;
  into[6] = nameWeights.coveredBy(number, query);
  const agrees = frame.actions.some((action) => matter.actions.has(action));
  into[7] = agrees ? 1 : 0;
  into[8] = !agrees && frame.actions.length > 0 && matter.actions.size > 0 ? 1 : 0;
  into[9] = shareOf(frame.objects, matter.objects);
  into[10] = matter.objects.size > 0 && frame.objects.length > 0 && into[9] === 0 ? 1 : 0;
  into[11] = shareOf(personsOf(frame), matter.persons);
  into[12] = frame.denied.some((part) => matter.item.name.includes(part)) ? 1 : 0;
  into[13] = regionCode && matter.item.implementations.some((own) => own.regionCode === regionCode) ? 1 : 0;
  into[14] = (frame.intent === 'complaint') === COMPLAINT_NAME.test(matter.item.name) ? 1 : 0;
  into[15] = INTERNAL_KIND.test(matter.item.type ?? '') ? 1 : 0;
}

function personsOf(frame: QuestionFrame): string[] {
  return frame.concepts.filter((hit) => hit.value.kind === 'person').map((hit) => hit.value.id);
}

function shareOf(asked: readonly string[], has: ReadonlySet<string>): number {
  if (asked.length === 0) return 0;
  let both = 0;
  for (const id of asked) if (has.has(id)) both++;
  return both / asked.length;
}

/** Weight of each name's terms, by rarity, to tell how much of a name a question covers. */
export class NameWeights {
  private readonly totals: Float64Array;
  private readonly weights: Map<number, number>[];

  constructor(names: readonly (readonly QueryTerm[])[]) {
    this.weights = names.map(
      (terms) => new Map(terms.filter((term) => term.id >= 0).map((term) => [term.id, term.weight])),
    );
    this.totals = Float64Array.from(names, (terms) => terms.reduce((sum, term) => sum + term.weight, 0));
  }

  /** @returns share (0–1) of the name's weight whose terms stand in the question. */
  coveredBy(number: number, query: readonly QueryTerm[]): number {
    const weights = this.weights[number];
    if (!weights) return 0;
    let sum = 0;
    for (const term of query) sum += weights.get(term.id) ?? 0;
    return sum / (this.totals[number] || 1);
  }
}
