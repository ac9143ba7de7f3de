import { readFileSync } from 'node:fs';
import { intentTextNumbers } from '../language/intent-features.js';
import { TextModel, type TextModelWeights } from '../language/text-model.js';
import { dot, Network, type NetworkWeights } from './network.js';

/** What the ranking of a later message looks at, for each matter; each about 0–1, a log share or log odds. */
export const CONTEXT_FEATURES = [
  // The matter and the message by itself
  'alone', // log share among the candidates
  'aloneFirst', // it comes first
  'aloneNamed', // how much of its name the message has
  'aloneObject', // the message names the thing that it is about
  'aloneCovered', // how much of the message it has at all
  'aloneLearned', // log odds of the wording model, a tenth of them
  'aloneBehind', // … as far as it is behind the first
  // The matter and the message read with what still holds of the question before
  'joined', // log share among the candidates
  'joinedFirst', // it comes first
  'joinedNamed', // how much of its name both have
  'joinedCovered', // how much of both it has at all
  // The matter and the one talked about
  'same', // it is the matter talked about
  'near', // another one about the same thing
  'kin', // how much its name shares with that one's: 变更用气 after 新装用气
  'sister', // another one whose name differs at its end only: 设立, 变更, 注销
  'offered', // it was offered as a choice
  'earlier', // it was talked about before that one
  'otherAction', // the message names an action that it is not about
  'otherObject', // the message names a thing that it is not about
  'notOurs', // no matter but a topic that is not ours
  // The message
  'sure', // how clear it is by itself
  'joinedSure', // how clear it is with what was said before
  'foreign', // share of the topics that are not ours in it by itself
  'lean', // 1 when it names nothing, towards 0 the more it names
  'bare', // it names nothing but a part of the answer: 要钱不, 垫江呢
  'marked', // its words lean on what was said: 那…呢
  'pointsBack', // it points back to something earlier: 刚才那个
  'swaps', // it puts another thing in the place of the one spoken of: 那气呢
  'told', // it asks nothing: 我们没有领证的
  'saysSame', // log odds (a fifth) by its words that it goes on with the matter talked about: 会不会罚, 他去签字得行不
  'saysNone', // … that it is about no matter at all
  'holds', // it is about a paper that the matter needs: 户口本在老家
  'corrects', // it takes back what was said before: 不对，我说错了
  'action', // it names an action
  'object', // it names a thing
] as const;
export type ContextFeature = (typeof CONTEXT_FEATURES)[number];

/** What the choice of a later message's intent looks at, for each intent. */
export const INTENT_FEATURES = [
  'read', // log probability that the words of the message show it
  'cued', // a word of the message names this part: 材料, 好多钱
  'before', // it is the intent of the turn before
  'beforeUncued', // … and the message shows no part of an answer
  'beforeLean', // … nor anything else: as far as it names little
  'beforeOther', // … and the message is about another matter now
  'beforeTold', // … and the message asks nothing: 我们没有领证的
  'beforeToldOther', // … and is about another matter now
] as const;
export type IntentFeature = (typeof INTENT_FEATURES)[number];

/** What a later message is about: the matter talked about, another one, or none. */
export const RELATIONS = ['same', 'other', 'none'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A probability below this says no more than this. */
const LEAST_PROBABILITY = 0.001;
/** Brings log odds to the size of the other features. */
const ODDS_SCALE = 0.2;

/** How the words of a later message relate it to the matter talked about, whatever they name. */
export interface Says {
  /** Log odds of `same` and of `none` against `other`, scaled. */
  same: number;
  none: number;
}

/** Weights as stored in data/model/context.json; those of the relation, which are many, stand in data/model/relation.json. */
export interface ContextWeights extends Pick<NetworkWeights, 'units'> {
  note: string;
  /** For each feature its own weight, then its weight in each of the hidden units. */
  weights: Record<ContextFeature, readonly number[]>;
  intents: Record<IntentFeature, number>;
}

/**
 * Ranks the candidates of a later message: softmax of its scores is the chance that each is meant. What a feature says depends
 * on others (that the message names a thing means little where somebody tells which papers he has), so there are hidden units.
 */
export class ContextModel {
  private readonly network: Network;
  private readonly intents: Float64Array;

  constructor(
    { weights, units, intents }: ContextWeights,
    private readonly relation: TextModel,
  ) {
    this.network = new Network({ weights: CONTEXT_FEATURES.map((name) => weights[name] ?? []), units });
    this.intents = Float64Array.from(INTENT_FEATURES, (name) => intents[name] ?? 0);
  }

  /** @param text - of a later message, normalised. */
  says(text: string): Says {
    return saysOf(this.relation, text);
  }

  /** @param features - of a matter, in the order of CONTEXT_FEATURES. */
  score(features: Float64Array): number {
    return this.network.score(features);
  }

  /** @param features - of an intent, in the order of INTENT_FEATURES. */
  scoreIntent(features: Float64Array): number {
    return dot(this.intents, features);
  }
}

/** @returns what a model of relations reads in the words of a later message. */
export function saysOf(relation: TextModel, text: string): Says {
  const probabilities = relation.predict(...intentTextNumbers(text));
  const logOf = (label: Relation): number =>
    Math.log(Math.max(probabilities[relation.labels.indexOf(label)] ?? 0, LEAST_PROBABILITY));
  const other = logOf('other');
  return { same: ODDS_SCALE * (logOf('same') - other), none: ODDS_SCALE * (logOf('none') - other) };
}

/** Reads the trained weights: of the ranking, and of the relation. */
export function loadContextModel(path: string, relationPath: string): ContextModel {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  return new ContextModel(
    read(path) as ContextWeights,
    new TextModel(read(relationPath) as TextModelWeights),
  );
}
