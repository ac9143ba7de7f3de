import type { ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import { DECISION_FEATURES, type DecisionWeights, decisionFeatures, sharesOf } from '../matching/decision.js';
import { FEATURES } from '../matching/features.js';
import type { Match } from '../matching/matcher.js';
import { RankerModel, type RankerWeights } from '../matching/model.js';
import { type HeldOut, holdOut, namedWeights, vectorOf } from './folds.js';
import { type BinaryExample, type RankingGroup, trainBinary, trainRanking } from './linear.js';

const FOLDS = 4;

export interface TrainingReport {
  ranker: RankerWeights;
  decision: DecisionWeights;
  /** Share of held-out wordings whose own matter came first, with the old and the new weights (cross-validated). */
  firstBefore: number;
  firstAfter: number;
  wordings: number;
  /** Observed share of right first candidates by tenth of confidence. */
  reliability: { from: number; count: number; confidence: number; right: number }[];
}

/**
 * Trains ranker and decision on all wordings, each held out of the index that it is played against.
 * Deterministic: the same catalogue and wordings give the same weights.
 */
export function trainModels(
  snapshot: Snapshot,
  notOurs: readonly ItemRecord[],
  language: Understanding,
  start: RankerWeights,
  thresholds: Pick<DecisionWeights, 'answerFrom' | 'noneBelow'>,
): TrainingReport {
  const heldOut = holdOut(snapshot, notOurs, language, start, FOLDS);
  const related = new Map(snapshot.items.map((item) => [item.id, new Set([item.id, ...item.linked])]));
  const isRight = (example: HeldOut, match: Match): boolean =>
    match.matter.item.id === example.itemId ||
    (match.matter.notOurs && example.itemId.startsWith('none-')) ||
    (related.get(example.itemId)?.has(match.matter.item.id) ?? false);
  const firstRight = (example: HeldOut, matches: readonly Match[]): boolean =>
    matches[0] !== undefined && isRight(example, matches[0]);

  const weightsOfFold = new Map<number, Float64Array>();
  for (let fold = 0; fold < FOLDS; fold++)
    weightsOfFold.set(
      fold,
      trainRanking(groupsOf(heldOut.filter((example) => example.fold !== fold)), vectorOf(start.weights)),
    );
  const rescored = heldOut.map((example) => ({
    example,
    matches: rescore(example.matches, weightsOfFold.get(example.fold) as Float64Array),
  }));
  const decisionExamples: BinaryExample[] = rescored
    .filter(({ matches }) => matches.length > 0)
    .map(({ example, matches }) => ({
      features: decisionFeatures(example.frame, matches, sharesOf(matches)),
      right: firstRight(example, matches),
    }));
  const decision = trainBinary(decisionExamples, DECISION_FEATURES.length);
  const ranker = trainRanking(groupsOf(heldOut), vectorOf(start.weights));
  return {
    ranker: { note: 'trained by npm run train', weights: namedWeights(FEATURES, ranker) },
    decision: {
      note: 'trained by npm run train',
      weights: namedWeights(DECISION_FEATURES, decision),
      answerFrom: thresholds.answerFrom,
      noneBelow: thresholds.noneBelow,
    },
    firstBefore: shareOf(heldOut, (example) => firstRight(example, example.matches)),
    firstAfter: shareOf(rescored, ({ example, matches }) => firstRight(example, matches)),
    wordings: heldOut.length,
    reliability: reliabilityOf(decisionExamples, decision),
  };
}

/** Groups with the right matter among the candidates; the others teach the ranker nothing. */
function groupsOf(examples: readonly HeldOut[]): RankingGroup[] {
  return examples.flatMap((example) => {
    const right = example.matches.findIndex((match) => match.matter.item.id === example.itemId);
    return right < 0 ? [] : [{ candidates: example.matches.map((match) => match.features), right }];
  });
}

function rescore(matches: readonly Match[], weights: Float64Array): Match[] {
  const model = new RankerModel({ note: '', weights: namedWeights(FEATURES, weights) });
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
