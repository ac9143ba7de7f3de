import type { Term, TermKind } from '../language/terms.js';

/** Terms of one text, for indexing. */
export type TermBag = ReadonlyMap<string, number>;

/** The texts of one matter. */
export interface IndexedMatter {
  name: TermBag;
  body: TermBag;
  questions: Term[][];
}

/** Term of a question with its place in the vocabulary; `id` is -1 when no matter has it. */
export interface QueryTerm {
  id: number;
  kind: TermKind;
  key: string;
  /** Rarity times weight. */
  weight: number;
}

/** How much each kind of term counts: a pair of characters says less than a word, a concept says more. */
const KIND_WEIGHT: Record<TermKind, number> = { word: 1, pair: 0.45, concept: 1.25 };

/** BM25 saturation; the usual values. Lengths vary little within a field, so b is small. */
const K1 = 1.2;
const B = 0.4;

/** Postings of one field: for each term the matters that have it and the saturated weight there. */
class Field {
  readonly offsets: Int32Array;
  readonly matters: Int32Array;
  readonly values: Float32Array;

  /** @param binary - every value is 1: only whether a matter has the term. */
  constructor(bags: readonly TermBag[], vocabulary: ReadonlyMap<string, number>, binary = false) {
    const lengths = bags.map((bag) => {
      let sum = 0;
      for (const count of bag.values()) sum += count;
      return sum;
    });
    const average = lengths.reduce((a, b) => a + b, 0) / Math.max(1, bags.length) || 1;
    const lists: [number, number][][] = Array.from({ length: vocabulary.size }, () => []);
    bags.forEach((bag, matter) => {
      const norm = K1 * (1 - B + (B * (lengths[matter] ?? 0)) / average);
      for (const [key, count] of bag) {
        const id = vocabulary.get(key);
        if (id !== undefined) lists[id]?.push([matter, binary ? 1 : (count * (K1 + 1)) / (count + norm)]);
      }
    });
    const flat = flatten(lists);
    this.offsets = flat.offsets;
    this.matters = flat.targets;
    this.values = flat.values;
  }

  /** Adds weight · value for every matter that has the term. */
  accumulate(id: number, weight: number, into: Float32Array): void {
    const end = this.offsets[id + 1] ?? 0;
    for (let i = this.offsets[id] ?? 0; i < end; i++) {
      const matter = this.matters[i] as number;
      into[matter] = (into[matter] as number) + weight * (this.values[i] as number);
    }
  }
}

/** Scores of all matters for one question, by matter number. Reused between questions. */
export interface Scores {
  name: Float32Array;
  questions: Float32Array;
  body: Float32Array;
  /** Sum of the weights of the question's terms that the matter has anywhere. */
  covered: Float32Array;
  /** Cosine with the nearest wording, 0–1. */
  nearest: Float32Array;
  /** Mean cosine of the three nearest wordings. */
  nearest3: Float32Array;
  /** Number of the nearest wording, for explaining. */
  nearestWording: Int32Array;
}

/** Inverted index over matters and over their wordings. */
export class TermIndex {
  readonly size: number;
  private readonly vocabulary = new Map<string, number>();
  private readonly rarity: Float32Array;
  private readonly unknownRarity: number;
  private readonly nameField: Field;
  private readonly questionField: Field;
  private readonly bodyField: Field;
  private readonly anyField: Field;
  private readonly wordingMatter: Int32Array;
  private readonly wordingOffsets: Int32Array;
  private readonly wordingTargets: Int32Array;
  private readonly wordingValues: Float32Array;
  private readonly wordingScores: Float32Array;
  readonly scores: Scores;

  constructor(matters: readonly IndexedMatter[]) {
    this.size = matters.length;
    const frequency = documentFrequencies(matters, this.vocabulary);
    this.rarity = frequency.map((count) => rarityOf(count, this.size));
    this.unknownRarity = rarityOf(0, this.size);
    this.nameField = new Field(
      matters.map((matter) => matter.name),
      this.vocabulary,
    );
    this.questionField = new Field(
      matters.map((matter) => bagOf(matter.questions)),
      this.vocabulary,
    );
    this.bodyField = new Field(
      matters.map((matter) => matter.body),
      this.vocabulary,
    );
    this.anyField = new Field(matters.map(anyTermOf), this.vocabulary, true);

    const wordings = matters.flatMap((matter, number) =>
      matter.questions.map((terms) => ({ number, terms })),
    );
    this.wordingMatter = Int32Array.from(wordings, ({ number }) => number);
    const lists: [number, number][][] = Array.from({ length: this.vocabulary.size }, () => []);
    wordings.forEach(({ terms }, wording) => {
      const query = this.query(terms);
      const norm = normOf(query);
      for (const term of query) if (term.id >= 0) lists[term.id]?.push([wording, term.weight / norm]);
    });
    const flat = flatten(lists);
    this.wordingOffsets = flat.offsets;
    this.wordingTargets = flat.targets;
    this.wordingValues = flat.values;
    this.wordingScores = new Float32Array(wordings.length);
    this.scores = {
      name: new Float32Array(this.size),
      questions: new Float32Array(this.size),
      body: new Float32Array(this.size),
      covered: new Float32Array(this.size),
      nearest: new Float32Array(this.size),
      nearest3: new Float32Array(this.size),
      nearestWording: new Int32Array(this.size),
    };
  }

  /** Looks terms up and weighs them by rarity. Unknown terms keep a weight: they are what is not understood. */
  query(terms: readonly Term[]): QueryTerm[] {
    return terms.map((term) => {
      const id = this.vocabulary.get(term.key) ?? -1;
      const rarity = id < 0 ? this.unknownRarity : (this.rarity[id] as number);
      return { id, kind: term.kind, key: term.key, weight: rarity * KIND_WEIGHT[term.kind] * term.weight };
    });
  }

  /** @returns number of the first wording of a matter. */
  firstWordingOf(matter: number): number {
    return this.wordingMatter.indexOf(matter);
  }

  /** Fills `scores` for all matters. The arrays are overwritten by the next call. */
  score(query: readonly QueryTerm[]): Scores {
    const { name, questions, body, covered, nearest, nearest3, nearestWording } = this.scores;
    name.fill(0);
    questions.fill(0);
    body.fill(0);
    covered.fill(0);
    this.wordingScores.fill(0);
    const norm = normOf(query);
    for (const term of query) {
      if (term.id < 0) continue;
      this.nameField.accumulate(term.id, term.weight, name);
      this.questionField.accumulate(term.id, term.weight, questions);
      this.bodyField.accumulate(term.id, term.weight, body);
      this.anyField.accumulate(term.id, term.weight, covered);
      const weight = term.weight / norm;
      const end = this.wordingOffsets[term.id + 1] ?? 0;
      for (let i = this.wordingOffsets[term.id] ?? 0; i < end; i++) {
        const wording = this.wordingTargets[i] as number;
        this.wordingScores[wording] =
          (this.wordingScores[wording] as number) + weight * (this.wordingValues[i] as number);
      }
    }
    nearest.fill(0);
    nearest3.fill(0);
    nearestWording.fill(-1);
    this.topThree(nearest, nearest3, nearestWording);
    return this.scores;
  }

  /** Wordings stand in the order of their matters, so one pass finds the three nearest of each. */
  private topThree(nearest: Float32Array, nearest3: Float32Array, nearestWording: Int32Array): void {
    const { wordingScores, wordingMatter } = this;
    let matter = -1;
    let first = 0;
    let second = 0;
    let third = 0;
    let best = -1;
    const flush = (): void => {
      if (matter < 0) return;
      nearest[matter] = first;
      nearest3[matter] = (first + second + third) / 3;
      nearestWording[matter] = best;
    };
    for (let wording = 0; wording < wordingScores.length; wording++) {
      if (wordingMatter[wording] !== matter) {
        flush();
        matter = wordingMatter[wording] as number;
        first = second = third = 0;
        best = -1;
      }
      const score = wordingScores[wording] as number;
      if (score <= third) continue;
      if (score > first) {
        third = second;
        second = first;
        first = score;
        best = wording;
      } else if (score > second) {
        third = second;
        second = score;
      } else third = score;
    }
    flush();
  }
}

function rarityOf(count: number, size: number): number {
  return Math.log(1 + (size - count + 0.5) / (count + 0.5));
}

function normOf(query: readonly QueryTerm[]): number {
  let sum = 0;
  for (const term of query) sum += term.weight * term.weight;
  return Math.sqrt(sum) || 1;
}

function bagOf(texts: readonly Term[][]): TermBag {
  const bag = new Map<string, number>();
  for (const terms of texts)
    for (const term of terms) bag.set(term.key, (bag.get(term.key) ?? 0) + term.weight);
  return bag;
}

function anyTermOf(matter: IndexedMatter): TermBag {
  return new Map([...matter.body, ...bagOf(matter.questions), ...matter.name]);
}

/** In how many matters each term occurs, counting name, body and wordings once. */
function documentFrequencies(
  matters: readonly IndexedMatter[],
  vocabulary: Map<string, number>,
): Float32Array {
  const counts: number[] = [];
  for (const matter of matters) {
    const keys = new Set<string>([...matter.name.keys(), ...matter.body.keys()]);
    for (const terms of matter.questions) for (const term of terms) keys.add(term.key);
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

function flatten(lists: readonly [number, number][][]): {
  offsets: Int32Array;
  targets: Int32Array;
  values: Float32Array;
} {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, id) => {
    offsets[id + 1] = (offsets[id] as number) + list.length;
  });
  const total = offsets[lists.length] as number;
  const targets = new Int32Array(total);
  const values = new Float32Array(total);
  lists.forEach((list, id) => {
    list.forEach(([target, value], index) => {
      targets[(offsets[id] as number) + index] = target;
      values[(offsets[id] as number) + index] = value;
    });
  });
  return { offsets, targets, values };
}
