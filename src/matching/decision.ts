import { readFileSync } from 'node:fs';
import type { QuestionFrame } from '../language/frame.js';
import { FEATURE_INDEX } from './features.js';
import type { Match } from './matcher.js';
import { saysNothingElse } from './plainly-named.js';

/** What the decision looks at. */
export const DECISION_FEATURES = [
  'bias',
  'logOdds', // log odds of the first candidate (with those linked to it), or of the choices, among all candidates
  'covered', // share of the question's weight that the first candidate has
  'exact', // it is a wording of the first candidate to the letter
  'nameCovered', // share of its name that the question has
  'guessed', // the question was understood by sound only
  'learned', // log odds that the wording model gives the first candidate: words nobody has taught it give none
  'notOurs', // share of the topics that are not ours among all candidates
  'rivals', // how many other matters have as much of the question: a bare 驾照 fits many
  'short', // one or two words: little to go by
] as const;
export type DecisionFeature = (typeof DECISION_FEATURES)[number];

const NOT_OURS_INDEX = DECISION_FEATURES.indexOf('notOurs');
/** When topics that are not ours have more than this of all candidates, the answer is no. */
const MOSTLY_NOT_OURS = 0.4;
/** The same for a word or two that a matter is about: 残疾证补贴 says too little to be sent away for. */
const MOSTLY_BESIDE_ITS_THING = 0.95;

/** With more than this nothing is offered: choices that all miss the point cost more than a no. */
const PARTLY_NOT_OURS = 0.25;

/** A question that only names a thing is no longer than this. */
const BARE_LENGTH = 6;
/** Least share of a matter that could be meant by a bare thing. */
const BARE_SHARE = 0.02;

/** A matter that knows so much of a plain question may be what is meant. */
const KNOWN_SHARE = 0.8;

/** A rival covers at least this share of what the first candidate covers. */
const RIVAL_SHARE = 0.97;

/** Weights and thresholds, as stored in data/model/decision.json. */
export interface DecisionWeights {
  note: string;
  weights: Record<DecisionFeature, number>;
  /** The same for the chance that a right matter is among the choices of a clarification. */
  choices: Record<DecisionFeature, number>;
  /** Confidence from which the first candidate is answered. */
  answerFrom: number;
  /** Chance of a right matter among the choices below which nothing is offered. */
  noneBelow: number;
}

export type Verdict = 'answer' | 'clarify' | 'none';

/** What is offered may be this much less certain where the thing that is named is the matter's own. */
const KNOWN_THING = 0.6;

export interface Decision {
  verdict: Verdict;
  /** Calibrated probability that the first candidate is right. */
  confidence: number;
  /** Share of each candidate, in the order of the matches. */
  shares: number[];
}

/** Turns ranked candidates into: answer, ask back, or say no. */
export class DecisionModel {
  private readonly weights: Float64Array;
  private readonly choices: Float64Array;

  constructor(readonly source: DecisionWeights) {
    this.weights = Float64Array.from(DECISION_FEATURES, (name) => source.weights[name] ?? 0);
    this.choices = Float64Array.from(DECISION_FEATURES, (name) => source.choices[name] ?? 0);
  }

  /**
   * @param matches - candidates handled in the region, best first, topics that are not ours among them.
   */
  decide(frame: QuestionFrame, matches: readonly Match[]): Decision {
    const shares = sharesOf(matches);
    const features = decisionFeatures(frame, matches, shares);
    if (!features) return { verdict: 'none', confidence: 0, shares };
    const confidence = chance(this.weights, features);
    const { answerFrom, noneBelow } = this.source;
    const notOurs = features[NOT_OURS_INDEX] as number;
    const little = frame.text.length <= BARE_LENGTH && namesItsThing(matches);
    const plain = isPlain(frame, matches);
    if (!plain && notOurs > (little ? MOSTLY_BESIDE_ITS_THING : MOSTLY_NOT_OURS))
      return { verdict: 'none', confidence, shares };
    if (isBareThing(frame, matches, shares)) return { verdict: 'clarify', confidence, shares };
    if (confidence >= answerFrom) return { verdict: 'answer', confidence, shares };
    if (plain) return { verdict: 'clarify', confidence, shares };
    if (notOurs > PARTLY_NOT_OURS && !little) return { verdict: 'none', confidence, shares };
    const among = decisionFeatures(frame, matches, shares, MOST_CHOICES);
    const offered = among ? chance(this.choices, among) : 0;
    const from = namesItsThing(matches) ? noneBelow * KNOWN_THING : noneBelow;
    return { verdict: offered >= from ? 'clarify' : 'none', confidence, shares };
  }

  /**
   * Decides about a later message of a conversation. Its scores are log odds already; something was found before, so
   * what is unclear is asked back.
   *
   * @param matches - best first, topics that are not ours among them.
   */
  decideInContext(matches: readonly Match[]): Decision {
    const shares = sharesOf(matches);
    const [first] = matches;
    if (!first || first.matter.notOurs) return { verdict: 'none', confidence: 0, shares };
    const linked = new Set([first.matter.item.id, ...first.matter.item.linked]);
    const confidence = matches.reduce(
      (sum, { matter }, index) => sum + (linked.has(matter.item.id) ? (shares[index] as number) : 0),
      0,
    );
    return { verdict: confidence >= this.source.answerFrom ? 'answer' : 'clarify', confidence, shares };
  }
}

function chance(weights: Float64Array, features: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += (weights[i] as number) * (features[i] as number);
  return 1 / (1 + Math.exp(-sum));
}

/** 驾照 and nothing else: several matters are about that thing, and which one is meant was not said. */
function isBareThing(frame: QuestionFrame, matches: readonly Match[], shares: readonly number[]): boolean {
  if (frame.text.length > BARE_LENGTH || frame.actions.length > 0 || frame.reading.strength > 0) return false;
  const about = matches.filter(
    ({ matter }, index) =>
      (shares[index] as number) >= BARE_SHARE && frame.objects.some((object) => matter.objects.has(object)),
  );
  return about.length > 1;
}

/** Whether the first matter is about every thing that the question names: 营业执照怎么申请. */
function namesItsThing(matches: readonly Match[]): boolean {
  const first = matches.find(({ matter }) => !matter.notOurs);
  return first?.features[FEATURE_INDEX.objectAgrees] === 1;
}

/**
 * 公积金, 营业执照怎么申请: nothing is said beside a thing that the first matter knows, too, and no topic that is not ours is
 * called just that.
 */
function isPlain(frame: QuestionFrame, matches: readonly Match[]): boolean {
  const first = matches.find(({ matter }) => !matter.notOurs);
  if (!first || frame.objects.length === 0 || !saysNothingElse(frame)) return false;
  if ((first.features[FEATURE_INDEX.covered] as number) < KNOWN_SHARE) return false;
  return !matches.some(({ matter, features }) => matter.notOurs && features[FEATURE_INDEX.exact] === 1);
}

/** Softmax over the scores: the ranker is trained so that these are probabilities among the candidates. */
export function sharesOf(matches: readonly Match[]): number[] {
  const best = matches.reduce((max, match) => Math.max(max, match.score), -Infinity);
  const powers = matches.map((match) => Math.exp(match.score - best));
  const sum = powers.reduce((a, b) => a + b, 0) || 1;
  return powers.map((power) => power / sum);
}

/** What a clarification offers at most. */
export const MOST_CHOICES = 4;

/**
 * The decision's features about the first matter, in the order of DECISION_FEATURES.
 *
 * @param most - matters of which one has to be right: 1 for an answer, MOST_CHOICES for a clarification.
 * @returns null when no matter is among the candidates.
 */
export function decisionFeatures(
  frame: QuestionFrame,
  matches: readonly Match[],
  shares: readonly number[],
  most = 1,
): Float64Array | null {
  const offered = matches.filter((match) => !match.matter.notOurs).slice(0, most);
  const [first] = offered;
  if (!first) return null;
  const linked = new Set(offered.flatMap(({ matter: { item } }) => [item.id, ...item.linked]));
  let share = 0;
  let notOurs = 0;
  matches.forEach((match, index) => {
    if (match.matter.notOurs) notOurs += shares[index] as number;
    if (linked.has(match.matter.item.id)) share += shares[index] as number;
  });
  share = Math.min(Math.max(share, 0.001), 0.999);
  const { features } = first;
  return Float64Array.of(
    1,
    Math.log(share / (1 - share)),
    features[FEATURE_INDEX.covered] as number,
    features[FEATURE_INDEX.exact] as number,
    features[FEATURE_INDEX.nameCovered] as number,
    frame.soundAlikes.length > 0 ? 1 : 0,
    features[FEATURE_INDEX.learned] as number,
    notOurs,
    rivalsOf(first, matches, linked),
    frame.words.length <= 2 ? 1 : 0,
  );
}

/** Matters with nearly the same share of the question as the first, up to four; 0–1. */
function rivalsOf(first: Match, matches: readonly Match[], linked: ReadonlySet<string>): number {
  const covered = first.features[FEATURE_INDEX.covered] as number;
  let rivals = 0;
  for (const match of matches)
    if (
      !linked.has(match.matter.item.id) &&
      (match.features[FEATURE_INDEX.covered] as number) >= RIVAL_SHARE * covered
    )
      rivals++;
  return Math.min(rivals, 4) / 4;
}

/** Reads the calibrated decision. */
export function loadDecision(path: string): DecisionModel {
  return new DecisionModel(JSON.parse(readFileSync(path, 'utf8')) as DecisionWeights);
}
