import { existsSync, readFileSync } from 'node:fs';
import { addRuns, featureNumber } from '../language/features-of-text.js';
import type { QuestionFrame } from '../language/frame.js';
import { NumberMap } from '../language/number-map.js';
import { NumberSet } from '../language/number-set.js';

/** Weights of the wording model as stored in data/model/wordings.json. */
export interface WordingWeights {
  note: string;
  /** Ids of the matters and of the topics that are not ours, in the order in which `bias` and `features` number them. */
  matters: string[];
  bias: number[];
  /** Feature → number of a matter, weight, number of a matter, weight … Small weights are left out. */
  features: Record<string, number[]>;
}

/** Shortest and longest run of characters that is a feature. */
const RUNS = [1, 3] as const;
/** What still holds of the question before counts this much beside the words of a follow-up. */
export const BACKGROUND = 0.6;
/** Brings the sum of a text's weights to the size of log odds, whatever its length. */
const SCALE = 10;

/**
 * Features of a question as they are written in the model: its runs of one to three characters, and those of what it
 * sounds like, and the concepts it names or makes likely. Characters, not words: 销户口 and 户口销了 must look alike
 * however they are cut.
 */
export function wordingFeatures(frame: QuestionFrame): Set<string> {
  const features = new Set<string>();
  const [shortest, longest] = RUNS;
  for (const text of [frame.text, frame.heard])
    for (let length = shortest; length <= longest; length++)
      for (let start = 0; start + length <= text.length; start++) {
        const run = text.slice(start, start + length);
        if (!run.includes(' ')) features.add(run);
      }
  for (const { kind, key } of frame.terms) if (kind === 'concept') features.add(key);
  return features;
}

/** @returns the same features by number, in `features`; what stood there is lost. */
export function wordingFeatureNumbers(
  { text, heard, terms }: QuestionFrame,
  features = new NumberSet(),
): NumberSet {
  features.clear();
  addRuns(features, text, [0, text.length], RUNS);
  if (heard) addRuns(features, heard, [0, heard.length], RUNS);
  for (const { kind, key } of terms) if (kind === 'concept') features.add(featureNumber(key));
  return features;
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
  /** Ids of the matters by number. */
  readonly ids: readonly string[];
  private readonly numbers = new Map<string, number>();
  private readonly rows: NumberMap;
  private readonly offsets: Int32Array;
  private readonly targets: Uint16Array;
  private readonly weights: Float32Array;
  private readonly bias: Float32Array;
  private readonly scores: Float32Array;
  private readonly part: Float32Array;
  private readonly best: Float32Array;
  /** Kept from question to question. */
  private readonly features = new NumberSet();
  private readonly others = new NumberSet();

  constructor({ matters, bias, features }: WordingWeights) {
    this.ids = matters;
    for (const [number, id] of matters.entries()) this.numbers.set(id, number);
    this.bias = Float32Array.from(bias);
    this.scores = new Float32Array(matters.length);
    this.part = new Float32Array(matters.length);
    this.best = new Float32Array(matters.length);
    const lists = Object.values(features);
    const total = lists.reduce((sum, list) => sum + list.length / 2, 0);
    this.rows = new NumberMap(lists.length);
    this.offsets = new Int32Array(lists.length + 1);
    this.targets = new Uint16Array(total);
    this.weights = new Float32Array(total);
    let at = 0;
    for (const [row, [feature, list]] of Object.entries(features).entries()) {
      this.rows.set(featureNumber(feature), row);
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
    const features = wordingFeatureNumbers(frame, this.features);
    const value = featureValue(features.size);
    this.add(features.list(), value, this.scores);
    if (frame.background) {
      const { others } = this;
      addRuns(others.clear(), frame.background, [0, frame.background.length], RUNS);
      const before = others.list().filter((feature) => !features.has(feature));
      this.add(before, BACKGROUND * featureValue(before.length), this.scores);
    }
    return this.scores;
  }

  /**
   * Log odds by the clearest part of a long message: people tell a story around what they ask. A part is two clauses
   * that follow each other.
   *
   * @param whole - log odds of the whole message.
   * @returns the higher of part and whole for each matter; `whole` itself for a message of one or two clauses. The
   *   array is overwritten by the next question.
   */
  scoreParts(frame: QuestionFrame, whole: Float32Array): Float32Array {
    const windows = partsOf(frame.text);
    if (windows.length === 0) return whole;
    this.best.set(whole);
    for (const { start, end } of windows) {
      const features = this.others.clear();
      addRuns(features, frame.text, [start, end], RUNS);
      for (const hit of frame.concepts)
        if (hit.start >= start && hit.end <= end) features.add(featureNumber(`c:${hit.value.id}`));
      this.part.set(this.bias);
      this.add(features.list(), featureValue(features.size), this.part);
      for (let i = 0; i < this.best.length; i++)
        if ((this.part[i] as number) > (this.best[i] as number)) this.best[i] = this.part[i] as number;
    }
    return this.best;
  }

  private add(features: Int32Array, value: number, scores: Float32Array): void {
    const { offsets, targets, weights } = this;
    for (let at = 0; at < features.length; at++) {
      const row = this.rows.get(features[at] as number);
      if (row < 0) continue;
      const end = offsets[row + 1] as number;
      for (let i = offsets[row] as number; i < end; i++) {
        const target = targets[i] as number;
        scores[target] = (scores[target] as number) + value * (weights[i] as number);
      }
    }
  }
}

/** A message of fewer clauses has no parts. */
const LEAST_CLAUSES = 3;
/** A part shorter than this says too little by itself. */
const LEAST_PART = 6;

/** Pairs of neighbouring clauses of a text, as `[start, end)`. */
function partsOf(text: string): { start: number; end: number }[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === ' ') starts.push(i + 1);
  if (starts.length < LEAST_CLAUSES) return [];
  return starts.slice(0, -1).flatMap((start, i) => {
    const end = i + 2 < starts.length ? (starts[i + 2] as number) - 1 : text.length;
    return end - start >= LEAST_PART ? [{ start, end }] : [];
  });
}

/** Reads the trained weights; null when there are none yet: then the index decides alone. */
export function loadWordingModel(path: string): WordingModel | null {
  return existsSync(path) ? new WordingModel(JSON.parse(readFileSync(path, 'utf8')) as WordingWeights) : null;
}
