import type { AllValues, Elements, FieldKey, Statement } from '../../entities/elements.js';
import { readSourceJson, type TableFacts } from './documents.js';
import type { Draft, PrintedTable } from './draft.js';

/** Words of the document, and the 1-based line they stand on. */
interface Words {
  line: number;
  words: string;
}

/** One field somebody read from prose, with the words it was taken from. */
interface TranscribedField {
  field: FieldKey;
  /** What the document calls it; becomes the header of the printed cell. */
  header: string;
  value: AllValues[FieldKey];
  from: Words[];
}

/** A matter that a document tells in prose instead of a table. */
interface TranscribedMatter {
  table: string;
  /** Line of the notice's title. */
  line: number;
  /** ISO dates between which the notice holds. */
  validFrom?: string;
  validTo?: string;
  fields: TranscribedField[];
}

/** What was transcribed for one table, and the words that do not stand where the transcription says. */
export interface TranscribedResult {
  table: PrintedTable;
  draft: Draft;
  misplaced: Words[];
}

/** Loads the transcription of a prose matter and checks every quotation against the lines of the document. */
export function readTranscribed(facts: TableFacts, lines: readonly string[]): TranscribedResult {
  const matter = readSourceJson<TranscribedMatter>(`transcribed/${facts.key}.json`);
  const { width, ...printed } = facts;
  const table: PrintedTable = { ...printed, line: matter.line };
  const row = {
    table: facts.key,
    seq: 1,
    key: `${facts.key}-${'1'.padStart(width, '0')}`,
    line: matter.line,
    cells: matter.fields.map(({ header, from }) => ({
      header,
      text: from.map(({ words }) => words).join('\n'),
      line: from[0]!.line,
    })),
  };
  const elements = elementsOf(matter);
  const name = elements.name?.[0]?.value ?? facts.title;
  const words = matter.fields.flatMap(({ from }) => from);
  return {
    table,
    draft: { row, table, regionCode: facts.regionCode, name, elements },
    misplaced: words.filter((each) => !lines[each.line - 1]?.includes(each.words)),
  };
}

function elementsOf({ fields, validFrom, validTo }: TranscribedMatter): Elements {
  const entries = fields.map(({ field, value, from }): [FieldKey, Statement<AllValues[FieldKey]>[]] => {
    const printed = from.map(({ words }) => words).join('\n');
    return [
      field,
      [{ value, source: 0, printed, ...(validFrom ? { validFrom } : {}), ...(validTo ? { validTo } : {}) }],
    ];
  });
  // Field and value belong together in the file; the type of a pair cannot say so.
  return Object.fromEntries(entries) as Elements;
}
