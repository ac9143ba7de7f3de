import type { TermTable } from '../language/term-table.js';
import type { Term, TermKind } from '../language/terms.js';
import { FIELD, FIELDS, type MatterRow } from './matter-rows.js';

/** Term of a question with its number; `id` is -1 when no matter has it. */
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

/** Which matters have each term, one list a term, in one array. */
interface Postings {
  /** Where the list of each term begins, by its number. */
  offsets: Int32Array;
  matters: Uint16Array | Int32Array;
  values: Float32Array;
}

/** Inverted index over matters. */
export class TermIndex {
  private readonly size: number;
  private readonly scores: Scores;
  private readonly rarity: Float32Array;
  private readonly unknownRarity: number;
  /** Terms of names and bodies, `FIELDS` values a posting. */
  private readonly named: Postings;
  /** Terms that stand in wordings only, which most do: one value a posting. */
  private readonly worded: Postings;

  /**
   * @param table - numbers of the rows' terms.
   * @param rows - used up: their counts become the index's weights.
   */
  constructor(
    private readonly table: TermTable,
    rows: readonly MatterRow[],
  ) {
    this.size = rows.length;
    const frequencies = new Int32Array(table.size);
    for (const { ids } of rows) for (const id of ids) frequencies[id] = (frequencies[id] as number) + 1;
    this.rarity = Float32Array.from(frequencies, (count) => rarityOf(count, this.size));
    this.unknownRarity = rarityOf(0, this.size);
    for (const field of [FIELD.name, FIELD.questions, FIELD.body]) saturate(rows, field);
    for (const row of rows) this.shareName(row);
    this.named = postingsOf(rows, table.size, isNamed, [0, 1, 2, 3]);
    this.worded = postingsOf(rows, table.size, (row, at) => !isNamed(row, at), [FIELD.questions]);
    this.scores = new Float32Array(this.size * SCORES);
  }

  /** Looks terms up and weighs them by rarity. Unknown terms keep a weight: they are what is not understood. */
  query(terms: readonly Term[]): QueryTerm[] {
    return terms.map((term) => {
      const id = this.table.find(term);
      const rarity = id < 0 ? this.unknownRarity : (this.rarity[id] as number);
      return { id, kind: term.kind, key: term.key, weight: rarity * KIND_WEIGHT[term.kind] * term.weight };
    });
  }

  /** @returns the scores of all matters. */
  score(query: readonly QueryTerm[]): Scores {
    const { scores } = this;
    scores.fill(0);
    for (const { id, weight } of query) {
      if (id < 0) continue;
      this.addNamed(id, weight);
      this.addWorded(id, weight);
    }
    return scores;
  }

  private addNamed(id: number, weight: number): void {
    const { scores } = this;
    const { offsets, matters, values } = this.named;
    const end = offsets[id + 1] as number;
    for (let i = offsets[id] as number; i < end; i++) {
      const at = (matters[i] as number) * SCORES;
      const from = i * FIELDS;
      scores[at] = (scores[at] as number) + weight * (values[from] as number);
      scores[at + 1] = (scores[at + 1] as number) + weight * (values[from + 1] as number);
      scores[at + 2] = (scores[at + 2] as number) + weight * (values[from + 2] as number);
      scores[at + 3] = (scores[at + 3] as number) + (values[from + 3] as number);
      scores[at + 4] = (scores[at + 4] as number) + weight;
    }
  }

  private addWorded(id: number, weight: number): void {
    const { scores } = this;
    const { offsets, matters, values } = this.worded;
    const end = offsets[id + 1] as number;
    for (let i = offsets[id] as number; i < end; i++) {
      const at = (matters[i] as number) * SCORES;
      scores[at + 1] = (scores[at + 1] as number) + weight * (values[i] as number);
      scores[at + 4] = (scores[at + 4] as number) + weight;
    }
  }

  /** @returns where a matter has a term: `name`, `questions`, `body`. */
  fieldsOf(matter: number, { id }: QueryTerm): string[] {
    if (id < 0) return [];
    if (placeOf(this.worded, id, matter) >= 0) return ['questions'];
    const from = placeOf(this.named, id, matter) * FIELDS;
    const fields = ['name', 'questions', 'body'] as const;
    return fields.filter((field) => (this.named.values[from + FIELD[field]] ?? 0) !== 0);
  }

  /** Notes the part of each term in the weight of a name. */
  private shareName({ ids, values, nameTerms }: MatterRow): void {
    const weights = Array.from(
      ids.subarray(0, nameTerms),
      (id, at) => this.nameWeight(id) * (values[at * FIELDS + FIELD.nameShare] as number),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    weights.forEach((weight, at) => {
      values[at * FIELDS + FIELD.nameShare] = weight / total;
    });
  }

  private nameWeight(id: number): number {
    return (this.rarity[id] as number) * KIND_WEIGHT[this.table.kindOf(id)];
  }
}

function rarityOf(count: number, size: number): number {
  return Math.log(1 + (size - count + 0.5) / (count + 0.5));
}

/** Turns the counts of one field into BM25's saturated counts. */
function saturate(rows: readonly MatterRow[], field: number): void {
  const lengths = rows.map(({ values }) => {
    let length = 0;
    for (let at = field; at < values.length; at += FIELDS) length += values[at] as number;
    return length;
  });
  const average = lengths.reduce((a, b) => a + b, 0) / Math.max(1, rows.length) || 1;
  rows.forEach(({ values }, number) => {
    const norm = K1 * (1 - B + (B * (lengths[number] as number)) / average);
    for (let at = field; at < values.length; at += FIELDS) {
      const count = values[at] as number;
      values[at] = (count * (K1 + 1)) / (count + norm);
    }
  });
}

/** Whether a name or a body has a term of a row. */
function isNamed({ values }: MatterRow, at: number): boolean {
  return values[at * FIELDS + FIELD.name] !== 0 || values[at * FIELDS + FIELD.body] !== 0;
}

/**
 * @param terms - how many terms there are.
 * @param takes - whether a term of a row goes into these postings.
 * @param fields - whose values each posting has.
 */
function postingsOf(
  rows: readonly MatterRow[],
  terms: number,
  takes: (row: MatterRow, at: number) => boolean,
  fields: readonly number[],
): Postings {
  const offsets = new Int32Array(terms + 1);
  const each = (visit: (id: number, at: number, row: MatterRow, matter: number) => void): void =>
    rows.forEach((row, matter) => {
      row.ids.forEach((id, at) => {
        if (takes(row, at)) visit(id, at, row, matter);
      });
    });
  each((id) => {
    offsets[id + 1] = (offsets[id + 1] as number) + 1;
  });
  for (let id = 0; id < terms; id++) offsets[id + 1] = (offsets[id + 1] as number) + (offsets[id] as number);
  const total = offsets[terms] as number;
  const matters = rows.length < 0x10000 ? new Uint16Array(total) : new Int32Array(total);
  const values = new Float32Array(total * fields.length);
  const next = offsets.slice();
  each((id, at, row, matter) => {
    const place = next[id] as number;
    next[id] = place + 1;
    matters[place] = matter;
    fields.forEach((field, nth) => {
      values[place * fields.length + nth] = row.values[at * FIELDS + field] as number;
    });
  });
  return { offsets, matters, values };
}

/** @returns where the posting of a matter stands in the list of a term; -1 when it is not there. */
function placeOf({ offsets, matters }: Postings, id: number, matter: number): number {
  return matters.subarray(0, offsets[id + 1]).indexOf(matter, offsets[id]);
}
