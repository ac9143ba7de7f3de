import type { SourceDocument } from '../../entities/source-document.js';
import type { DocumentDraft, Draft, PrintedTable, ReadResult } from '../import/draft.js';
import { tableFamily } from './diff.js';
import type { StoredCatalogue } from './stored-catalogue.js';

/**
 * Rows in force that a reviewer keeps although a newer edition of their list changes or drops them. They stay under the
 * document that printed them, in a table of their own (`dj~12`), until a later edition of the list is accepted for them.
 *
 * @param retained - by id of the table that the newer edition closes.
 * @param accepted - what the newer edition brings; its rows have the first choice of keys.
 */
export function remainderOf(
  stored: StoredCatalogue,
  retained: ReadonlyMap<number, readonly Draft[]>,
  accepted: readonly ReadResult[],
): { results: ReadResult[]; continues: Map<string, string> } {
  const taken = new Set(accepted.flatMap(({ drafts }) => drafts.map(({ row }) => row.key)));
  const continues = new Map<string, string>();
  const byDocument = new Map<number, ReadResult>();
  for (const stays of stored.tables) {
    const rows = retained.get(stays.id);
    const document = rows && stored.documents.find(({ id }) => id === stays.documentId);
    if (!rows || !document) continue;
    const result = byDocument.get(document.id) ?? {
      document: documentDraft(document),
      tables: [],
      drafts: [],
      faults: [],
    };
    byDocument.set(document.id, result);
    const tableKey = `${tableFamily(stays.key)}~${stays.id}`;
    const tables = new Map<string, PrintedTable>();
    for (const draft of rows) {
      const table = tables.get(draft.table.key) ?? { ...draft.table, key: tableKey };
      tables.set(draft.table.key, table);
      const key = taken.has(draft.row.key) ? `${draft.row.key.split('~', 1)[0]}~${stays.id}` : draft.row.key;
      taken.add(key);
      continues.set(key, draft.row.key);
      result.drafts.push({ ...draft, table, row: { ...draft.row, key, table: tableKey } });
    }
    result.tables.push(...tables.values());
  }
  return { results: [...byDocument.values()], continues };
}

function documentDraft(document: SourceDocument): DocumentDraft {
  const { file, title, docNumber, issuer, date, regionCode, sha256, url } = document;
  return { file, title, docNumber, issuer, date, regionCode, sha256, ...(url ? { url } : {}) };
}
