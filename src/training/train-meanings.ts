import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import type { MeaningVectors } from '../matching/meanings.js';
import { dot } from '../matching/network.js';
import { mixedNumbers } from './mixed-numbers.js';

/** More make the file longer and hardly anything better. */
const DIMENSIONS = 200;
/** Pairs that fewer topics have are half of all; with those of two topics one question in 150 more was right. */
const LEAST_TOPICS = 3;
/** A name counts as much as this many wordings. */
const NAME_COUNT = 2;
const ROUNDS = 6;
/** Of the values this share is stored as it is; the few that are larger are cut, so that one byte holds the others well. */
const UNCUT = 0.9995;
const LARGEST_BYTE = 127;

/**
 * Latent semantic analysis of what people say about matters and topics: pairs of characters × topics, weighted by rarity and
 * reduced to the few directions that keep most of it, by subspace iteration. Deterministic.
 *
 * @param items - matters and topics with their wordings.
 */
export function trainMeanings(items: readonly ItemRecord[], language: Understanding): MeaningVectors {
  const table = countPairs(items, language);
  let topics = mixedColumns(Math.min(DIMENSIONS, items.length), items.length);
  for (let round = 0; round < ROUNDS; round++) {
    topics = topics.map((column) => table.toTopics(table.toPairs(column)));
    makeOrthonormal(topics);
  }
  const directions = topics.map((column) => table.toPairs(column));
  makeOrthonormal(directions);
  // What is said of everything says nothing.
  const rows = table.pairs.map((_, row) =>
    directions.map((column) => (column[row] as number) * (table.rarities[row] as number)),
  );
  const sizes = Float64Array.from(rows.flat(), Math.abs).sort();
  const scale = LARGEST_BYTE / (sizes[Math.floor(UNCUT * (sizes.length - 1))] || 1);
  const bytes = Int8Array.from(rows.flat(), (value) => toByte(value * scale));
  return {
    note: 'trained by npm run train',
    dimensions: directions.length,
    pairs: table.pairs.join(''),
    vectors: Buffer.from(bytes.buffer).toString('base64'),
  };
}

function toByte(value: number): number {
  return Math.max(-LARGEST_BYTE, Math.min(LARGEST_BYTE, Math.round(value)));
}

function countPairs(items: readonly ItemRecord[], language: Understanding): PairTable {
  const counts = items.map((item) => {
    const ofItem = new Map<string, number>();
    for (const text of [...Array<string>(NAME_COUNT).fill(item.name), ...item.questions])
      for (const pair of pairsOf(language.textOf(text))) ofItem.set(pair, (ofItem.get(pair) ?? 0) + 1);
    return ofItem;
  });
  const topics = new Map<string, number>();
  for (const ofItem of counts)
    for (const pair of ofItem.keys()) topics.set(pair, (topics.get(pair) ?? 0) + 1);
  const pairs = [...topics.keys()].filter((pair) => (topics.get(pair) as number) >= LEAST_TOPICS).sort();
  return new PairTable(
    pairs,
    Float64Array.from(pairs, (pair) => Math.log(items.length / (topics.get(pair) as number))),
    counts,
  );
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    if (!pair.includes(' ')) pairs.add(pair);
  }
  return pairs;
}

/** How much each topic says each pair, as a sparse matrix of pairs × topics whose columns have length 1. */
class PairTable {
  /** Where the pairs of each topic begin. */
  private readonly offsets: Int32Array;
  private readonly rows: Int32Array;
  private readonly values: Float64Array;

  constructor(
    readonly pairs: readonly string[],
    readonly rarities: Float64Array,
    counts: readonly ReadonlyMap<string, number>[],
  ) {
    const numbers = new Map(pairs.map((pair, row) => [pair, row]));
    const columns = counts.map((ofItem) => {
      const entries = [...ofItem].flatMap(([pair, count]) => {
        const row = numbers.get(pair);
        return row === undefined ? [] : [{ row, value: Math.log1p(count) * (rarities[row] as number) }];
      });
      const length = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0)) || 1;
      return entries.map(({ row, value }) => ({ row, value: value / length }));
    });
    this.offsets = new Int32Array(columns.length + 1);
    columns.forEach((column, topic) => {
      this.offsets[topic + 1] = (this.offsets[topic] as number) + column.length;
    });
    this.rows = Int32Array.from(columns.flat(), ({ row }) => row);
    this.values = Float64Array.from(columns.flat(), ({ value }) => value);
  }

  /** @param ofPairs - one number a pair. @returns one a topic. */
  toTopics(ofPairs: Float64Array): Float64Array {
    return Float64Array.from({ length: this.offsets.length - 1 }, (_, topic) => {
      let sum = 0;
      const end = this.offsets[topic + 1] as number;
      for (let i = this.offsets[topic] as number; i < end; i++)
        sum += (this.values[i] as number) * (ofPairs[this.rows[i] as number] as number);
      return sum;
    });
  }

  /** @param ofTopics - one number a topic. @returns one a pair. */
  toPairs(ofTopics: Float64Array): Float64Array {
    const sums = new Float64Array(this.pairs.length);
    ofTopics.forEach((factor, topic) => {
      const end = this.offsets[topic + 1] as number;
      for (let i = this.offsets[topic] as number; i < end; i++) {
        const row = this.rows[i] as number;
        sums[row] = (sums[row] as number) + factor * (this.values[i] as number);
      }
    });
    return sums;
  }
}

/** Columns that have nothing in common, always the same: a start is needed, and any does. */
function mixedColumns(count: number, size: number): Float64Array[] {
  const next = mixedNumbers();
  const columns = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => next() - 0.5),
  );
  makeOrthonormal(columns);
  return columns;
}

/** A column of which less than this is left has nothing of its own; what is left is rounding. */
const NOTHING_LEFT = 1e-6;

/** Makes columns orthogonal to each other and of length 1, in their place (Gram-Schmidt); 0 where nothing is left. */
function makeOrthonormal(columns: readonly Float64Array[]): void {
  columns.forEach((column, at) => {
    const before = Math.sqrt(dot(column, column));
    for (const earlier of columns.slice(0, at)) {
      const share = dot(earlier, column);
      for (let i = 0; i < column.length; i++)
        column[i] = (column[i] as number) - share * (earlier[i] as number);
    }
    const length = Math.sqrt(dot(column, column));
    const factor = length > NOTHING_LEFT * before ? 1 / length : 0;
    for (let i = 0; i < column.length; i++) column[i] = factor * (column[i] as number);
  });
}
