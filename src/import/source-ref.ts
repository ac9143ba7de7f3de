import type { SourceRef } from '../catalogue/snapshot.js';
import type { DocumentDraft, Draft } from './draft.js';

/**
 * @returns where a row stands. A table of a gazette or an annex is named by its own document: its 文号, title
 * and date come before those of the file it was printed in.
 */
export function sourceRefOf(document: DocumentDraft, { row, table }: Draft): SourceRef {
  return {
    document: document.file,
    title: table.docTitle ?? document.title,
    docNumber: table.docNumber ?? document.docNumber,
    date: table.date ?? document.date,
    table: table.title,
    seq: row.seq,
    key: row.key,
    line: row.line,
    ...(document.url ? { url: document.url } : {}),
    row: Object.fromEntries(row.cells.map(({ header, text }) => [header, text])),
  };
}
