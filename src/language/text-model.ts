import { existsSync, readFileSync } from 'node:fs';
import { addEndings, addRuns, featureNumber, LAST_CLAUSE_RUNS } from './features-of-text.js';
import { NumberMap } from './number-map.js';
import { NumberSet } from './number-set.js';

/** Weights of a text model as stored in data/model/: feature → label → weight. */
export interface TextModelWeights {
  note: string;
  labels: string[];
  bias: Record<string, number>;
  weights: Record<string, Record<string, number>>;
}

/** A sparse linear model over runs of characters, cues and their place: which of a few labels a text deserves. */
export class TextModel {
  readonly labels: readonly string[];
  private readonly bias: Float64Array;
  /** Feature → where its row begins in `weights`; a row holds the weight of each label. */
  private readonly rows: NumberMap;
  private readonly weights: Float32Array;

  constructor({ labels, bias, weights }: TextModelWeights) {
    this.labels = labels;
    this.bias = Float64Array.from(labels, (label) => bias[label] ?? 0);
    const places = new Map(labels.map((label, place) => [label, place]));
    const features = Object.keys(weights);
    this.rows = new NumberMap(features.length);
    this.weights = new Float32Array(features.length * labels.length);
    features.forEach((feature, number) => {
      const start = number * labels.length;
      this.rows.set(featureNumber(feature), start);
      const row = weights[feature] as Record<string, number>;
      for (const label in row) this.weights[start + (places.get(label) as number)] = row[label] as number;
    });
  }

  /**
   * @param features - numbers of the features of a text, in any number of lists.
   * @returns probabilities in the order of `labels`.
   */
  predict(...features: readonly ArrayLike<number>[]): Float64Array {
    const scores = this.start();
    for (const list of features) this.add(scores, list);
    return softmax(scores);
  }

  /** @returns log odds of the labels before anything is known of a text. */
  start(): Float64Array {
    return Float64Array.from(this.bias);
  }

  /** Adds what features say to the log odds of the labels. */
  add(scores: Float64Array, features: ArrayLike<number>): void {
    for (let at = 0; at < features.length; at++) {
      const start = this.rows.get(features[at] as number);
      if (start < 0) continue;
      for (let i = 0; i < scores.length; i++)
        scores[i] = (scores[i] as number) + (this.weights[start + i] as number);
    }
  }
}

/** Shortest and longest run of characters that is a feature. */
const RUNS = [2, 4] as const;
const SHORT = 6;
const BRIEF = 10;

/**
 * Features of a text as they are written in a model: runs of two to four characters, those of the last clause once more
 * (the question stands at the end), its endings and its length. Characters, not words: 要好多钱 and 得要好多钱 must look
 * alike however they are cut.
 *
 * @param text - normalised text, clauses separated by blanks.
 */
export function textFeatures(text: string): Set<string> {
  const features = new Set<string>();
  const [shortest, longest] = RUNS;
  const lastClause = text.lastIndexOf(' ') + 1;
  for (let length = shortest; length <= longest; length++)
    for (let start = 0; start + length <= text.length; start++) {
      const run = text.slice(start, start + length);
      if (run.includes(' ')) continue;
      features.add(run);
      if (lastClause > 0 && start >= lastClause) features.add(`…${run}`);
    }
  for (let length = 1; length <= longest && length <= text.length; length++)
    features.add(`${text.slice(-length)}$`);
  if (text.length <= SHORT) features.add('#short');
  if (text.length <= BRIEF) features.add('#brief');
  return features;
}

const SHORT_NUMBER = featureNumber('#short');
const BRIEF_NUMBER = featureNumber('#brief');

/**
 * @param features - where the numbers are written; what stood there is lost.
 * @returns the same features by number, as long as `features` stays as it is.
 */
export function textFeatureNumbers(text: string, features = new NumberSet()): Int32Array {
  features.clear();
  addRuns(features, text, [0, text.length], RUNS);
  const lastClause = text.lastIndexOf(' ') + 1;
  if (lastClause > 0) addRuns(features, text, [lastClause, text.length], RUNS, LAST_CLAUSE_RUNS);
  addEndings(features, text, RUNS[1]);
  if (text.length <= SHORT) features.add(SHORT_NUMBER);
  if (text.length <= BRIEF) features.add(BRIEF_NUMBER);
  return features.list();
}

function softmax(scores: Float64Array): Float64Array {
  let best = -Infinity;
  for (const score of scores) if (score > best) best = score;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp((scores[i] as number) - best);
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / sum;
  return scores;
}

/** Reads trained weights; null when there are none yet: then the cues decide alone. */
export function loadTextModel(path: string): TextModel | null {
  return existsSync(path) ? new TextModel(JSON.parse(readFileSync(path, 'utf8')) as TextModelWeights) : null;
}
