import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import {
  DECISION_FEATURES,
  type DecisionWeights,
  decisionFeatures,
  MOST_CHOICES,
  sharesOf,
} from '../matching/decision.js';
import { FEATURES } from '../matching/features.js';
import type { Match, RankingModels } from '../matching/matcher.js';
import { isNotOurs } from '../matching/matter.js';
import { RankerModel, type RankerWeights } from '../matching/model.js';
import { WordingModel, type WordingWeights } from '../matching/wording-model.js';
import { type HeldOut, holdOut, namedWeights, vectorOf } from './folds.js';
import { type BinaryExample, type RankingGroup, trainBinary, trainRanking } from './linear.js';
import { trainWordings } from './train-wordings.js';

const FOLDS = 4;
/**
 * Weights of a question that is a wording to the letter, in ranker and decision. Held-out wordings never are, so they cannot be
 * learnt: more than any other matter can gain by other words, and an answer whatever the rest says.
 */
const EXACT_WEIGHT = 6;
const EXACT_DECISION_WEIGHT = 3;
/** A topic knows how people talk of it, a matter of an imported list only its name: that is worth this much. */
const UNTAUGHT_RIVAL_WEIGHT = -3;
/** Nearness of meaning, which only matters without wordings have: chosen on catalogues of other places, and much the same for half more. */
const MEANS_NAME_WEIGHT = 4;
const MEANS_BODY_WEIGHT = 6;
/**
 * In training a topic that is not ours is found without any wording of its own, in force it has all of them, and what people
 * ask is like them. With so much more than trained weights give a topic, things that the catalogue lacks were answered half
 * as often, and one in 300 of its own matters lost its place (judged questions; twice as much cost twice as many).
 */
const TOPIC_BONUS = 1.2;

export interface TrainingReport {
  /** Whether the trained models are at least as good on the judged questions as those before; else they stay. */
  better: boolean;
  wordings: WordingWeights;
  ranker: RankerWeights;
  decision: DecisionWeights;
  /** Share of held-out wordings whose own matter came first, with the old and the new weights (cross-validated). */
  firstBefore: number;
  firstAfter: number;
  heldOut: number;
  /** R@1 on the judged questions with the models before and with the trained ones. */
  judged: { before: number; after: number };
  /** Observed share of right first candidates by tenth of confidence. */
  reliability: { from: number; count: number; confidence: number; right: number }[];
}

/**
 * Trains wording model, ranker and decision on all wordings, each held out of the models and the index that it is played
 * against. Deterministic: the same catalogue and wordings give the same weights.
 *
 * @param before - the models in force.
 * @param judge - share (0–1) of judged questions, which are not trained on, whose first candidate is right.
 */
export async function trainModels(
  snapshot: Snapshot,
  notOurs: readonly ItemRecord[],
  language: Understanding,
  before: RankingModels,
  thresholds: Pick<DecisionWeights, 'answerFrom' | 'noneBelow'>,
  judge: (models: RankingModels) => Promise<number>,
): Promise<TrainingReport> {
  const start = before.ranker.source;
  const heldOut = holdOut(snapshot, notOurs, language, start, FOLDS);
  const related = new Map(snapshot.items.map((item) => [item.id, new Set([item.id, ...item.linked])]));
  const isRight = (example: HeldOut, match: Match): boolean =>
    match.matter.item.id === example.itemId ||
    (match.matter.notOurs && isNotOurs({ id: example.itemId })) ||
    (related.get(example.itemId)?.has(match.matter.item.id) ?? false);
  const firstRight = (example: HeldOut, matches: readonly Match[]): boolean =>
    matches[0] !== undefined && isRight(example, matches[0]);

  const wordings = trainWordings([...snapshot.items, ...notOurs], language);
  const ranker = weightsFrom(trainRanking(groupsOf(heldOut), vectorOf(start.weights)));
  const trained = { wordings: new WordingModel(wordings), ranker: new RankerModel(ranker) };
  const judged = { before: await judge(before), after: await judge(trained) };

  const crossValidated = rescoreByFold(heldOut, start);
  const decisionExamples = heldOut.flatMap((example) =>
    decisionExamplesOf(example, rescore(example.matches, ranker), isRight),
  );
  const decision = trainBinary(decisionExamples, DECISION_FEATURES.length);
  const choiceExamples = heldOut.flatMap((example) =>
    decisionExamplesOf(example, rescore(example.matches, ranker), isRight, MOST_CHOICES),
  );
  const choices = trainBinary(choiceExamples, DECISION_FEATURES.length);
  return {
    better: judged.after >= judged.before,
    judged,
    wordings,
    ranker,
    decision: {
      note: 'trained by npm run train',
      weights: { ...namedWeights(DECISION_FEATURES, decision), exact: EXACT_DECISION_WEIGHT },
      choices: { ...namedWeights(DECISION_FEATURES, choices), exact: EXACT_DECISION_WEIGHT },
      answerFrom: thresholds.answerFrom,
      noneBelow: thresholds.noneBelow,
    },
    firstBefore: shareOf(heldOut, (example) => firstRight(example, example.matches)),
    firstAfter: shareOf(crossValidated, ({ example, matches }) => firstRight(example, matches)),
    heldOut: heldOut.length,
    reliability: reliabilityOf(decisionExamples, decision),
  };
}

/** Whether one of the first matters is right, as the decision sees it. */
function decisionExamplesOf(
  example: HeldOut,
  matches: readonly Match[],
  isRight: (example: HeldOut, match: Match) => boolean,
  most = 1,
): BinaryExample[] {
  const offered = matches.filter((match) => !match.matter.notOurs).slice(0, most);
  const features = decisionFeatures(example.frame, matches, sharesOf(matches), most);
  return features ? [{ features, right: offered.some((match) => isRight(example, match)) }] : [];
}

/** A ranker of so few weights learns no more from more groups than this. */
const MOST_GROUPS = 8_000;
/**
 * What a question counts about something that the catalogue lacks. The less, the more often such a question is answered; the
 * more, the more often a matter of the catalogue loses its place.
 */
const TOPIC_WEIGHT = 0.15;

/**
 * Groups with something right among the candidates, evenly chosen; the others teach the ranker nothing. Where the catalogue lacks
 * what is asked, the first of the topics that are not ours is right: which one of them does not matter.
 */
function groupsOf(examples: readonly HeldOut[]): RankingGroup[] {
  const step = Math.max(1, examples.length / MOST_GROUPS);
  const chosen = examples.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return chosen.flatMap((example) => {
    const lacking = isNotOurs({ id: example.itemId });
    const right = example.matches.findIndex(({ matter }) =>
      lacking ? matter.notOurs : matter.item.id === example.itemId,
    );
    const candidates = example.matches.map((match) => match.features);
    return right < 0 ? [] : [{ candidates, right, weight: lacking ? TOPIC_WEIGHT : 1 }];
  });
}

function weightsFrom(values: Float64Array): RankerWeights {
  const trained = namedWeights(FEATURES, values);
  const weights = {
    ...trained,
    exact: EXACT_WEIGHT,
    notOurs: trained.notOurs + TOPIC_BONUS,
    untaughtRival: UNTAUGHT_RIVAL_WEIGHT,
    meansName: MEANS_NAME_WEIGHT,
    meansBody: MEANS_BODY_WEIGHT,
  };
  return { note: 'trained by npm run train', weights };
}

/** Each wording ranked by weights that were trained without its fold. */
function rescoreByFold(
  heldOut: readonly HeldOut[],
  start: RankerWeights,
): { example: HeldOut; matches: Match[] }[] {
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    weightsFrom(
      trainRanking(groupsOf(heldOut.filter((example) => example.fold !== fold)), vectorOf(start.weights)),
    ),
  );
  return heldOut.map((example) => ({
    example,
    matches: rescore(example.matches, weights[example.fold] as RankerWeights),
  }));
}

function rescore(matches: readonly Match[], weights: RankerWeights): Match[] {
  const model = new RankerModel(weights);
  return matches
    .map((match) => ({ ...match, score: model.score(match.features) }))
    .sort((a, b) => Number(b.eligible) - Number(a.eligible) || b.score - a.score || a.number - b.number);
}

function reliabilityOf(
  examples: readonly BinaryExample[],
  weights: Float64Array,
): TrainingReport['reliability'] {
  const bins = Array.from({ length: 10 }, (_, bin) => ({
    from: bin / 10,
    count: 0,
    confidence: 0,
    right: 0,
  }));
  for (const { features, right } of examples) {
    let sum = 0;
    features.forEach((value, i) => {
      sum += value * (weights[i] as number);
    });
    const confidence = 1 / (1 + Math.exp(-sum));
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    if (!bin) continue;
    bin.count++;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  return bins.map((bin) => ({
    ...bin,
    confidence: bin.count ? bin.confidence / bin.count : 0,
    right: bin.count ? bin.right / bin.count : 0,
  }));
}

function shareOf<T>(list: readonly T[], holds: (element: T) => boolean): number {
  return list.filter(holds).length / Math.max(1, list.length);
}
