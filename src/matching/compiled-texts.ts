import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import { TermTable } from '../language/term-table.js';
import type { Steps } from '../steps.js';
import { ExactWordings } from './exact-wordings.js';
import { textsOf } from './matter.js';
import { FIELD, FIELDS, type MatterRow, MatterRows } from './matter-rows.js';

/** A word of a name is worth knowing though it stands nowhere else. */
const NAME_TIMES = 2;

/** What is read from the texts of a catalogue, once for texts and lexicon; the costly part of compiling. */
export interface CompiledTexts {
  table: TermTable;
  /** In the order of the matters. */
  rows: MatterRow[];
  exact: ExactWordings;
}

/** @param items - matters and topics. */
export function* compileTexts(items: readonly ItemRecord[], language: Understanding): Steps<CompiledTexts> {
  const table = new TermTable();
  const reader = new MatterRows(table, (text, sink) => language.tellTerms(text, sink));
  const exact = new ExactWordings();
  const rows: MatterRow[] = [];
  for (const [number, item] of items.entries()) {
    const texts = textsOf(item, language);
    rows.push(reader.read(texts));
    for (const { text } of texts.questions) exact.add(number, text);
    yield;
  }
  return { table, rows, exact };
}

/** @returns how many names and wordings have each word; a name counts as `NAME_TIMES` wordings. */
export function wordCounts({ table, rows }: CompiledTexts): Map<string, number> {
  const counts = new Float64Array(table.size);
  for (const { ids, values } of rows)
    ids.forEach((id, at) => {
      const from = at * FIELDS;
      const named = (values[from + FIELD.name] as number) > 0 ? NAME_TIMES : 0;
      counts[id] = (counts[id] as number) + named + (values[from + FIELD.questions] as number);
    });
  return new Map(table.eachWord().map(([word, id]) => [word, counts[id] as number]));
}
