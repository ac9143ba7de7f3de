import { NumberedTerms, type TermTable } from '../language/term-table.js';
import type { CutText, TermSink } from '../language/terms.js';

/** The texts of one matter as they are read. */
export interface MatterTexts {
  names: readonly CutText[];
  /** Content, standard, audience, agency, themes. */
  body: readonly CutText[];
  /** Wordings of residents. */
  questions: readonly CutText[];
}

/** Places of the values of a row's terms. */
export const FIELD = { name: 0, questions: 1, body: 2, nameShare: 3 } as const;
export const FIELDS = 4;

/** The terms of one matter by number, those of its names first. */
export interface MatterRow {
  ids: Int32Array;
  /** `FIELDS` numbers a term: how often each field has it; as its share in the name, how often the name does. */
  values: Float32Array;
  /** How many of the terms stand in a name. */
  nameTerms: number;
}

/** A row that grows. */
interface Growing {
  ids: number[];
  values: number[];
}

type TellTerms = (text: CutText, sink: TermSink) => void;

/** Counts the terms of matters: in names and body how plainly a term is said, of the wordings how many have it. */
export class MatterRows {
  private readonly terms: NumberedTerms;
  /** By number of a term: the last matter that had it, and where it stands in that matter's row. */
  private readonly lastMatter: number[] = [];
  private readonly place: number[] = [];
  private matter = 0;

  constructor(
    table: TermTable,
    private readonly tellTerms: TellTerms,
  ) {
    this.terms = new NumberedTerms(table);
  }

  read({ names, questions, body }: MatterTexts): MatterRow {
    const row: Growing = { ids: [], values: [] };
    this.matter++;
    for (const name of names) this.count(name, row, FIELD.name, Math.max);
    const nameTerms = row.ids.length;
    for (let at = 0; at < row.values.length; at += FIELDS)
      row.values[at + FIELD.nameShare] = row.values[at + FIELD.name] as number;
    for (const question of questions) this.count(question, row, FIELD.questions, add);
    for (const text of body) this.count(text, row, FIELD.body, Math.max);
    return { ids: Int32Array.from(row.ids), values: Float32Array.from(row.values), nameTerms };
  }

  private count(
    text: CutText,
    row: Growing,
    field: number,
    together: (known: number, more: number) => number,
  ): void {
    const { terms } = this;
    terms.clear();
    this.tellTerms(text, terms);
    for (const id of terms.ids) {
      const at = this.placeOf(id, row) * FIELDS + field;
      row.values[at] = together(row.values[at] as number, terms.weightOf(id));
    }
  }

  private placeOf(id: number, { ids, values }: Growing): number {
    if (this.lastMatter[id] !== this.matter) {
      this.lastMatter[id] = this.matter;
      this.place[id] = ids.push(id) - 1;
      values.push(0, 0, 0, 0);
    }
    return this.place[id] as number;
  }
}

function add(known: number, more: number): number {
  return known + more;
}
