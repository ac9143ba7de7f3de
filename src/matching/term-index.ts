import type { Term, TermKind } from '../language/terms.js';

/** Terms of one text with their weights, for indexing. */
export type TermBag = ReadonlyMap<string, number>;

/** The texts of one matter. */
export interface IndexedMatter {
  /** Terms of its names. */
  nameTerms: readonly Term[];
  /** Terms of content, standard, audience, agency, themes. */
  body: TermBag;
  /** Terms of all wordings together, each as often as wordings have it. */
  questions: TermBag;
}

/** Term of a question with its place in the vocabulary; `id` is -1 when no matter has it. */
export interface QueryTerm {
  id: number;
  kind: TermKind;
  key: string;
  /** Rarity times weight. */
  weight: number;
}

/**
 * Scores of all matters for one question, `SCORES` numbers a matter, side by side in memory. They are overwritten by the
 * next question.
 */
export type Scores = Float32Array;

/** Place of each score of a matter. */
export const SCORE = {
  /** BM25 of the names. */
  name: 0,
  /** BM25 of all wordings together. */
  questions: 1,
  /** BM25 of the body. */
  body: 2,
  /** Share (0–1) of the name's weight whose terms stand in the question. */
  nameCovered: 3,
  /** Sum of the weights of the question's terms that the matter has anywhere. */
  covered: 4,
} as const;
export const SCORES = 5;

/** How much each kind of term counts: a pair of characters says less than a word. */
const KIND_WEIGHT: Record<TermKind, number> = { word: 1, pair: 0.45, concept: 1 };

/** BM25 saturation; the usual value. Lengths vary little within a field, so b is small. */
const K1 = 1.2;
const B = 0.4;
/** Name, questions, body, part of the name: the values of one posting, side by side in memory. */
const FIELDS = 4;

/** Lists of numbered targets, one list a term, in one array. */
interface Postings {
  offsets: Int32Array;
  targets: Int32Array;
  values: Float32Array;
}

/** Inverted index over matters. */
export class TermIndex {
  readonly size: number;
  private readonly scores: Scores;
  private readonly vocabulary = new Map<string, number>();
  private readonly rarity: Float32Array;
  private readonly unknownRarity: number;
  private readonly matters: Postings;

  constructor(matters: readonly IndexedMatter[]) {
    this.size = matters.length;
    const frequencies = documentFrequencies(matters, this.vocabulary);
    this.rarity = frequencies.map((count) => rarityOf(count, this.size));
    this.unknownRarity = rarityOf(0, this.size);
    this.matters = this.indexMatters(matters);
    this.scores = new Float32Array(this.size * SCORES);
  }

  /** Looks terms up and weighs them by rarity. Unknown terms keep a weight: they are what is not understood. */
  query(terms: readonly Term[]): QueryTerm[] {
    return terms.map((term) => {
      const id = this.vocabulary.get(term.key) ?? -1;
      const rarity = id < 0 ? this.unknownRarity : (this.rarity[id] as number);
      return { id, kind: term.kind, key: term.key, weight: rarity * KIND_WEIGHT[term.kind] * term.weight };
    });
  }

  /** @returns the scores of all matters. */
  score(query: readonly QueryTerm[]): Scores {
    const { scores } = this;
    scores.fill(0);
    const { offsets, targets, values } = this.matters;
    for (const { id, weight } of query) {
      if (id < 0) continue;
      const end = offsets[id + 1] as number;
      for (let i = offsets[id] as number; i < end; i++) {
        const at = (targets[i] as number) * SCORES;
        const from = i * FIELDS;
        scores[at] = (scores[at] as number) + weight * (values[from] as number);
        scores[at + 1] = (scores[at + 1] as number) + weight * (values[from + 1] as number);
        scores[at + 2] = (scores[at + 2] as number) + weight * (values[from + 2] as number);
        scores[at + 3] = (scores[at + 3] as number) + (values[from + 3] as number);
        scores[at + 4] = (scores[at + 4] as number) + weight;
      }
    }
    return scores;
  }

  private indexMatters(matters: readonly IndexedMatter[]): Postings {
    const fields = [
      saturate(matters.map(({ nameTerms }) => new Map(nameTerms.map(({ key, weight }) => [key, weight])))),
      saturate(matters.map(({ questions }) => questions)),
      saturate(matters.map(({ body }) => body)),
      matters.map(({ nameTerms }) => this.nameShares(nameTerms)),
    ];
    const lists = this.emptyLists();
    for (let matter = 0; matter < matters.length; matter++) {
      const bags = fields.map((field) => field[matter] as TermBag);
      const keys = new Set<string>();
      for (const bag of bags) for (const key of bag.keys()) keys.add(key);
      for (const key of keys) {
        const list = lists[this.vocabulary.get(key) as number] as number[];
        list.push(matter);
        for (const bag of bags) list.push(bag.get(key) ?? 0);
      }
    }
    return flatten(lists, FIELDS);
  }

  /** Part of each term in the weight of a name. */
  private nameShares(nameTerms: readonly Term[]): TermBag {
    const terms = this.query(nameTerms);
    const total = terms.reduce((sum, term) => sum + term.weight, 0) || 1;
    return new Map(terms.map((term) => [term.key, term.weight / total]));
  }

  /** One flat list a term: target, its values, target, its values … Flat, because there are a million of them. */
  private emptyLists(): number[][] {
    return Array.from({ length: this.vocabulary.size }, () => []);
  }
}

function rarityOf(count: number, size: number): number {
  return Math.log(1 + (size - count + 0.5) / (count + 0.5));
}

/** BM25's saturated counts of one field. */
function saturate(bags: readonly TermBag[]): TermBag[] {
  const lengths = bags.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0));
  const average = lengths.reduce((a, b) => a + b, 0) / Math.max(1, bags.length) || 1;
  return bags.map((bag, i) => {
    const norm = K1 * (1 - B + (B * (lengths[i] as number)) / average);
    return new Map([...bag].map(([key, count]) => [key, (count * (K1 + 1)) / (count + norm)]));
  });
}

/** In how many matters each term occurs, counting name, body and wordings once. */
function documentFrequencies(
  matters: readonly IndexedMatter[],
  vocabulary: Map<string, number>,
): Float32Array {
  const counts: number[] = [];
  for (const { nameTerms, body, questions } of matters) {
    const keys = new Set<string>([...body.keys(), ...questions.keys()]);
    for (const { key } of nameTerms) keys.add(key);
    for (const key of keys) {
      let id = vocabulary.get(key);
      if (id === undefined) {
        id = counts.length;
        vocabulary.set(key, id);
        counts.push(0);
      }
      counts[id] = (counts[id] as number) + 1;
    }
  }
  return Float32Array.from(counts);
}

/**
 * @param lists - target and values of each posting, one after the other.
 * @param width - values per posting.
 */
function flatten(lists: readonly (readonly number[])[], width: number): Postings {
  const step = width + 1;
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, id) => {
    offsets[id + 1] = (offsets[id] as number) + list.length / step;
  });
  const total = offsets[lists.length] as number;
  const targets = new Int32Array(total);
  const values = new Float32Array(total * width);
  let at = 0;
  for (const list of lists)
    for (let i = 0; i < list.length; i += step, at++) {
      targets[at] = list[i] as number;
      for (let value = 0; value < width; value++) values[at * width + value] = list[i + 1 + value] as number;
    }
  return { offsets, targets, values };
}
