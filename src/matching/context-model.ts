import { readFileSync } from 'node:fs';

/** What the ranking of a later message looks at, for each matter; each about 0–1 or a log share. */
export const CONTEXT_FEATURES = [
  'alone', // log share of the matter among the candidates of the message by itself
  'aloneSure', // the same, as far as the message by itself is clear
  'aloneNamed', // how much of its name the message by itself has
  'aloneObject', // the message names the thing that it is about
  'aloneCovered', // how much of the message it has at all
  'joined', // log share when the message is read with what still holds of the question before
  'joinedLean', // the same, as far as the message names little
  'same', // it is the matter talked about
  'sameBare', // … and the message names nothing: 要钱不, 垫江呢
  'sameLean', // … as far as it names little
  'sameSure', // … as far as the message by itself is clear about something
  'sameMarked', // … and its words lean on what was said: 那…呢
  'sameSwapped', // … but the message puts another thing in its place: 那气呢
  'otherAction', // … but the message names an action that the matter is not about
  'otherObject', // … but the message names a thing that the matter is not about
  'near', // another matter about the same thing as the one talked about
  'nearAlone', // … as far as the message by itself finds it
  'nearJoined', // … as far as it is found with what was said before
  'nearForeign', // … but so much of the message by itself is about topics that are not ours
  'kin', // how much its name shares with that of the matter talked about: 变更用气 after 新装用气
  'kinAlone', // … as far as the message by itself finds it
  'kinJoined', // … as far as it is found with what was said before
  'sister', // another matter of the same list whose name differs in its action only: 设立, 变更, 注销
  'offered', // it was offered as a choice
  'offeredAlone', // … as far as the message by itself finds it: 先说执照
  'earlier', // it was talked about before that
  'earlierBack', // … and the message points back: 刚才那个
  'earlierBackAlone', // … as far as the message by itself finds it: 还是说户口那个
  'notOurs', // a topic that is no matter of this catalogue
  'notOursMarked', // … but its words lean on what was said
  'notOursAlone', // … share of all such topics in the message by itself
  'notOursNamed', // … the same, as far as it names something
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

/** Weights as stored in data/model/context.json. */
export interface ContextWeights {
  note: string;
  weights: Record<ContextFeature, number>;
  intents: Record<IntentFeature, number>;
}

/** A linear model over the candidates of a later message: softmax of its scores is the chance that each is meant. */
export class ContextModel {
  private readonly weights: Float64Array;
  private readonly intents: Float64Array;

  constructor(readonly source: ContextWeights) {
    this.weights = Float64Array.from(CONTEXT_FEATURES, (name) => source.weights[name] ?? 0);
    this.intents = Float64Array.from(INTENT_FEATURES, (name) => source.intents[name] ?? 0);
  }

  /** @param features - of a matter, in the order of CONTEXT_FEATURES. */
  score(features: Float64Array): number {
    return dot(this.weights, features);
  }

  /** @param features - of an intent, in the order of INTENT_FEATURES. */
  scoreIntent(features: Float64Array): number {
    return dot(this.intents, features);
  }
}

function dot(weights: Float64Array, features: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (features[i] as number);
  return sum;
}

/** Reads the trained weights. */
export function loadContextModel(path: string): ContextModel {
  return new ContextModel(JSON.parse(readFileSync(path, 'utf8')) as ContextWeights);
}
