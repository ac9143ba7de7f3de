import { existsSync, readFileSync } from 'node:fs';
import type { QuestionFrame } from '../language/frame.js';

/** Weights of the wording model as stored in data/model/wordings.json. */
export interface WordingWeights {
  note: string;
  /** Ids of the matters and of the topics that are not ours, in the order in which `bias` and `features` number them. */
  matters: string[];
  bias: number[];
  /** Feature → number of a matter, weight, number of a matter, weight … Small weights are left out. */
  features: Record<string, number[]>;
}

/** Longest run of characters that is a feature. */
const RUN = 3;
/** What still holds of the question before counts this much beside the words of a follow-up. */
const BACKGROUND = 0.6;
/** Brings the sum of a text's weights to the size of log odds, whatever its length. */
const SCALE = 10;

/**
 * Features of a text: its runs of one to three characters and the concepts it names. Characters, not words: 销户口 and
 * 户口销了 must look alike however they are cut.
 *
 * @param text - normalised text, clauses separated by blanks.
 * @param concepts - ids of concepts named or made likely.
 */
export function wordingFeatures(text: string, concepts: Iterable<string>): Set<string> {
  const features = new Set<string>();
  for (let length = 1; length <= RUN; length++)
    for (let start = 0; start + length <= text.length; start++) {
      const run = text.slice(start, start + length);
      if (!run.includes(' ')) features.add(run);
    }
  for (const id of concepts) features.add(`c:${id}`);
  return features;
}

/** @returns the features of a question as training and matching read them. */
export function featuresOfFrame({ text, terms }: QuestionFrame): Set<string> {
  return wordingFeatures(
    text,
    terms.flatMap(({ kind, key }) => (kind === 'concept' ? [key.slice(2)] : [])),
  );
}

/** @returns what one feature of a text counts: long texts have many, and each says less. */
export function featureValue(count: number): number {
  return SCALE / Math.sqrt(Math.max(1, count));
}

/**
 * What the wordings teach about the words themselves: which matter a text speaks of, learnt by telling each wording's
 * matter from all others. It knows that 刷不起 points to the card and 医保 alone to nothing; the index only knows which
 * words are rare.
 */
export class WordingModel {
  private readonly numbers = new Map<string, number>();
  private readonly rows = new Map<string, number>();
  private readonly offsets: Int32Array;
  private readonly targets: Uint16Array;
  private readonly weights: Float32Array;
  private readonly bias: Float32Array;
  private readonly scores: Float32Array;

  constructor({ matters, bias, features }: WordingWeights) {
    for (const [number, id] of matters.entries()) this.numbers.set(id, number);
    this.bias = Float32Array.from(bias);
    this.scores = new Float32Array(matters.length);
    const lists = Object.values(features);
    const total = lists.reduce((sum, list) => sum + list.length / 2, 0);
    this.offsets = new Int32Array(lists.length + 1);
    this.targets = new Uint16Array(total);
    this.weights = new Float32Array(total);
    let at = 0;
    for (const [row, [feature, list]] of Object.entries(features).entries()) {
      this.rows.set(feature, row);
      for (let i = 0; i < list.length; i += 2, at++) {
        this.targets[at] = list[i] as number;
        this.weights[at] = list[i + 1] as number;
      }
      this.offsets[row + 1] = at;
    }
  }

  /** @returns number of a matter in the scores; -1 for one that came after the training. */
  numberOf(id: string): number {
    return this.numbers.get(id) ?? -1;
  }

  /**
   * @returns log odds of all matters up to one constant, by number. The array is overwritten by the next question.
   */
  score(frame: QuestionFrame): Float32Array {
    this.scores.set(this.bias);
    const features = featuresOfFrame(frame);
    const value = featureValue(features.size);
    this.add(features, value);
    if (frame.background) {
      const before = wordingFeatures(frame.background, []);
      for (const feature of features) before.delete(feature);
      this.add(before, BACKGROUND * featureValue(before.size));
    }
    return this.scores;
  }

  private add(features: Iterable<string>, value: number): void {
    const { scores, offsets, targets, weights } = this;
    for (const feature of features) {
      const row = this.rows.get(feature);
      if (row === undefined) continue;
      const end = offsets[row + 1] as number;
      for (let i = offsets[row] as number; i < end; i++) {
        const target = targets[i] as number;
        scores[target] = (scores[target] as number) + value * (weights[i] as number);
      }
    }
  }
}

/** Reads the trained weights; null when there are none yet: then the index decides alone. */
export function loadWordingModel(path: string): WordingModel | null {
  return existsSync(path) ? new WordingModel(JSON.parse(readFileSync(path, 'utf8')) as WordingWeights) : null;
}
