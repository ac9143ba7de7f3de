import { existsSync, readFileSync } from 'node:fs';

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
  private readonly rows = new Map<string, Float64Array>();

  constructor(weights: TextModelWeights) {
    this.labels = weights.labels;
    const vectorOf = (row: Record<string, number>): Float64Array =>
      Float64Array.from(weights.labels, (label) => row[label] ?? 0);
    this.bias = vectorOf(weights.bias);
    for (const [feature, row] of Object.entries(weights.weights)) this.rows.set(feature, vectorOf(row));
  }

  /** @returns probabilities in the order of `labels`. */
  predict(features: Iterable<string>): Float64Array {
    const scores = Float64Array.from(this.bias);
    for (const feature of features) {
      const row = this.rows.get(feature);
      if (row) for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) + (row[i] as number);
    }
    return softmax(scores);
  }
}

/** Longest run of characters that is a feature. */
const RUN = 4;

/**
 * Features of a text: runs of two to four characters, those of the last clause once more (the question stands at the
 * end), the cues that occur, and its length. Characters, not words: 要好多钱 and 得要好多钱 must look alike however they
 * are cut.
 *
 * @param text - normalised text, clauses separated by blanks.
 * @param cues - names of the cues that occur.
 */
export function textFeatures(text: string, cues: readonly string[]): Set<string> {
  const features = new Set<string>();
  for (const cue of cues) features.add(`cue:${cue}`);
  const lastClause = text.lastIndexOf(' ') + 1;
  for (let length = 2; length <= RUN; length++)
    for (let start = 0; start + length <= text.length; start++) {
      const run = text.slice(start, start + length);
      if (run.includes(' ')) continue;
      features.add(run);
      if (lastClause > 0 && start >= lastClause) features.add(`…${run}`);
    }
  for (let length = 1; length <= RUN && length <= text.length; length++)
    features.add(`${text.slice(-length)}$`);
  if (text.length <= 6) features.add('#short');
  if (text.length <= 10) features.add('#brief');
  return features;
}

function softmax(scores: Float64Array): Float64Array {
  const best = scores.reduce((max, score) => Math.max(max, score), -Infinity);
  let sum = 0;
  const powers = scores.map((score) => Math.exp(score - best));
  for (const power of powers) sum += power;
  return powers.map((power) => power / sum);
}

/** Reads trained weights; null when there are none yet: then the cues decide alone. */
export function loadTextModel(path: string): TextModel | null {
  return existsSync(path) ? new TextModel(JSON.parse(readFileSync(path, 'utf8')) as TextModelWeights) : null;
}
