import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Understanding } from '../language/frame.js';
import { TermTable } from '../language/term-table.js';
import type { Steps } from '../steps.js';
import { ExactWordings } from './exact-wordings.js';
import { textsOf } from './matter.js';
import { type MatterRow, MatterRows } from './matter-rows.js';

/** What is read from the texts of a catalogue, once for texts and lexicon; the costly part of compiling. */
export interface CompiledTexts {
  table: TermTable;
  /** In the order of the matters. */
  rows: MatterRow[];
  exact: ExactWordings;
  /** How often names and wordings have each word. */
  words: Map<string, number>;
}

/** @param items - matters and topics. */
export function* compileTexts(items: readonly ItemRecord[], language: Understanding): Steps<CompiledTexts> {
  const table = new TermTable();
  const reader = new MatterRows(table, (text, sink) => language.tellTerms(text, sink));
  const exact = new ExactWordings();
  const words = new Map<string, number>();
  const rows: MatterRow[] = [];
  for (const [number, item] of items.entries()) {
    const texts = textsOf(item, language);
    rows.push(reader.read(texts));
    for (const { text } of texts.questions) exact.add(number, text);
    for (const cut of [...texts.names, ...texts.questions])
      for (const word of cut.words) words.set(word, (words.get(word) ?? 0) + 1);
    yield;
  }
  return { table, rows, exact, words };
}
