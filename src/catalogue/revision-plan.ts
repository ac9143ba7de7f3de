import type { Agency } from '../../entities/agency.js';
import type { EntryEdit } from '../../entities/entry-edit.js';
import type { Implementation } from '../../entities/implementation.js';
import type { ItemLink } from '../../entities/item-link.js';
import type { LanguageAddition } from '../../entities/language-addition.js';
import type { PrintedRow } from '../../entities/printed-row.js';
import type { ServiceItem } from '../../entities/service-item.js';
import type { SimilarQuestion } from '../../entities/similar-question.js';
import type { SourceDocument } from '../../entities/source-document.js';
import type { SourceRef } from '../../entities/source-ref.js';
import type { SourceTable } from '../../entities/source-table.js';
import type { ReadResult } from '../import/draft.js';
import { type AdditionChanges, afterChanges } from './additions.js';
import { agencyIdOf } from './agency-id.js';
import { EditFinder } from './apply-edits.js';
import { canonicalJson, sha256 } from './canonical.js';
import { firstValue } from './kinds.js';
import type { MergedCatalogue, MergedImplementation } from './merge.js';
import type { EditChange } from './plan-publication.js';
import type { ReadingSource } from './readings.js';
import type { StoredCatalogue } from './stored-catalogue.js';

/** A row to write; its revision numbers are added when it is written. */
type New<T> = Omit<T, 'sinceRevision' | 'untilRevision'>;

/** Numbers to give to new rows: publications take turns, so the greatest number in use plus one is free. */
export type NextIds = Record<
  'document' | 'table' | 'row' | 'implementation' | 'question' | 'link' | 'edit' | 'addition',
  () => number
>;

/** The rows that a publication closes and opens. */
export interface RevisionPlan {
  close: {
    documents: number[];
    tables: number[];
    items: string[];
    implementations: number[];
    questions: number[];
    links: number[];
    edits: number[];
    additions: number[];
  };
  open: {
    documents: New<SourceDocument>[];
    tables: New<SourceTable>[];
    rows: PrintedRow[];
    agencies: Agency[];
    items: New<ServiceItem>[];
    implementations: New<Implementation>[];
    refs: SourceRef[];
    questions: New<SimilarQuestion>[];
    links: New<ItemLink>[];
    edits: New<EntryEdit>[];
    additions: New<LanguageAddition>[];
  };
}

/** What the catalogue is to be. */
export interface Target {
  /** Documents that bring something new. */
  results: readonly ReadResult[];
  /** Tables that go, because a document brings them anew or they left it. */
  closedTables: readonly SourceTable[];
  merged: MergedCatalogue;
  questions: readonly { itemId: string; text: string }[];
  edits: readonly EditChange[];
  additions: AdditionChanges;
}

/** @returns SHA-256 of everything that was read from a document. */
export function readingSha256({ document, tables, drafts }: ReadResult): string {
  return sha256(canonicalJson({ document, tables, drafts }));
}

/** Compares what is in force with what is to be; rows equal in content stay untouched. */
export function planRevision(stored: StoredCatalogue, target: Target, next: NextIds): RevisionPlan {
  const sources = planSources(stored, target, next);
  const items = changes(
    stored.items,
    target.merged.items.map(({ id, name, type, themes }) => ({ id, name, type, themes })),
    ({ id, name, type, themes }) => canonicalJson([id, name, type, themes]),
  );
  const related = target.merged.related.map(({ from, to, note }) => ({
    fromItemId: from,
    toItemId: to,
    kind: 'related' as const,
    note,
  }));
  const links = changes(stored.links, related, ({ fromItemId, toItemId, note }) =>
    canonicalJson([fromItemId, toItemId, note]),
  );
  const questions = changes(stored.questions, target.questions, ({ itemId, text }) => `${itemId} ${text}`);
  const implementations = planImplementations(stored, target.merged, sources.rowIds, next);
  const edits = planEdits(stored, target.edits, next);
  const added = afterChanges(stored.additions, target.additions).come;
  return {
    close: {
      documents: sources.closedDocuments,
      tables: target.closedTables.map((table) => table.id),
      items: items.gone.map((item) => item.id),
      implementations: implementations.closed,
      questions: questions.gone.map((question) => question.id),
      links: links.gone.map((link) => link.id),
      edits: edits.closed,
      additions: stored.additions.flatMap(({ id }) => (target.additions.withdraw.includes(id) ? id : [])),
    },
    open: {
      ...sources.open,
      ...implementations.open,
      items: items.come,
      questions: questions.come.map((question) => ({ id: next.question(), ...question })),
      links: links.come.map((link) => ({ id: next.link(), ...link })),
      edits: edits.opened,
      additions: added.map((addition) => ({ id: next.addition(), ...addition })),
    },
  };
}

/** @returns whether the plan leaves everything as it is. */
export function isEmptyPlan({ close, open }: RevisionPlan): boolean {
  return [...Object.values(close), ...Object.values(open)].every((rows) => rows.length === 0);
}

function changes<S, T>(stored: readonly S[], wanted: readonly T[], fingerprint: (row: S | T) => string) {
  const old = new Set(stored.map(fingerprint));
  const now = new Set(wanted.map(fingerprint));
  return {
    gone: stored.filter((row) => !now.has(fingerprint(row))),
    come: wanted.filter((row) => !old.has(fingerprint(row))),
  };
}

function planSources(stored: StoredCatalogue, { results, closedTables }: Target, next: NextIds) {
  const closed = new Set(closedTables.map((table) => table.id));
  const stays = new Set(stored.tables.filter(({ id }) => !closed.has(id)).map((table) => table.documentId));
  const rowIds = new Map<string, number>();
  for (const row of stored.rows) if (!closed.has(row.tableId)) rowIds.set(row.key, row.id);
  const open = {
    documents: [] as New<SourceDocument>[],
    tables: [] as New<SourceTable>[],
    rows: [] as PrintedRow[],
  };
  for (const result of results) {
    const documentId = next.document();
    const { url = null, ...document } = result.document;
    open.documents.push({ id: documentId, ...document, url, readingSha256: readingSha256(result) });
    const tableIds = new Map<string, number>();
    for (const { docNumber = null, docTitle = null, date = null, ...table } of result.tables) {
      const id = next.table();
      tableIds.set(table.key, id);
      open.tables.push({ id, documentId, ...table, docNumber, docTitle, date });
    }
    for (const { row, likely = null } of result.drafts) {
      const tableId = tableIds.get(row.table);
      if (tableId === undefined) throw new Error(`${document.file}: row ${row.key} stands in no table`);
      const id = next.row();
      rowIds.set(row.key, id);
      open.rows.push({ id, tableId, key: row.key, seq: row.seq, line: row.line, cells: row.cells, likely });
    }
  }
  const closedDocuments = stored.documents.filter(({ id }) => !stays.has(id)).map((document) => document.id);
  return { open, rowIds, closedDocuments };
}

function planImplementations(
  stored: StoredCatalogue,
  merged: MergedCatalogue,
  rowIds: ReadonlyMap<string, number>,
  next: NextIds,
) {
  const agencies = new Map<string, Agency>();
  const old = new Map(
    stored.implementations.map((row) => [fingerprint(row, stored.refs.get(row.id) ?? []), row.id]),
  );
  const kept = new Set<number>();
  const implementations: New<Implementation>[] = [];
  const refs: SourceRef[] = [];
  for (const wanted of merged.items.flatMap((item) => item.implementations)) {
    const agency = agencyOf(wanted);
    if (!stored.agencies.has(agency.id)) agencies.set(agency.id, agency);
    const row = {
      itemId: wanted.itemId,
      regionCode: wanted.regionCode,
      agencyId: agency.id,
      name: wanted.name,
      type: firstValue(wanted.elements, 'type') ?? null,
      audience: firstValue(wanted.elements, 'audience') ?? null,
      elements: wanted.elements,
    };
    const wantedRefs = wanted.sources.map((source) => refOf(source, rowIds));
    const same = old.get(fingerprint(row, wantedRefs));
    if (same !== undefined) {
      kept.add(same);
      continue;
    }
    const id = next.implementation();
    implementations.push({ id, ...row });
    for (const [position, ref] of wantedRefs.entries()) refs.push({ implementationId: id, position, ...ref });
  }
  const closed = stored.implementations.filter(({ id }) => !kept.has(id)).map((row) => row.id);
  return { closed, open: { agencies: [...agencies.values()], implementations, refs } };
}

/** An edit without dates takes the place of those before it; one with dates lies over them for its time. */
function planEdits(stored: StoredCatalogue, changes: readonly EditChange[], next: NextIds) {
  const closed: number[] = [];
  const opened: New<EntryEdit>[] = [];
  const finder = new EditFinder(stored);
  for (const { itemId, regionCode, agencyId, field, edit } of changes) {
    const entry = { itemId, regionCode, agencyId };
    const replaces = edit === null || (edit.validFrom === null && edit.validTo === null);
    if (replaces) closed.push(...finder.find(entry).flatMap((own) => (own.field === field ? own.id : [])));
    if (edit) opened.push({ id: next.edit(), ...entry, field, ...edit });
  }
  return { closed, opened };
}

type Ref = Omit<SourceRef, 'implementationId' | 'position' | 'implementation' | 'printedRow'>;

function refOf(source: ReadingSource, rowIds: ReadonlyMap<string, number>): Ref {
  if (source.kind === 'web') {
    const { key, url, title, date } = source;
    return { key, printedRowId: null, url, title, date };
  }
  const printedRowId = rowIds.get(source.key);
  if (printedRowId === undefined) throw new Error(`row ${source.key} is not in the catalogue`);
  return { key: source.key, printedRowId, url: null, title: null, date: null };
}

function fingerprint(
  row: Pick<Implementation, 'itemId' | 'regionCode' | 'agencyId' | 'name' | 'elements'>,
  refs: readonly Ref[],
): string {
  const { itemId, regionCode, agencyId, name, elements } = row;
  const places = refs.map(({ key, printedRowId, url, title, date }) => [key, printedRowId, url, title, date]);
  return sha256(canonicalJson([itemId, regionCode, agencyId, name, elements, places]));
}

function agencyOf({ regionCode, agency, elements }: MergedImplementation): Agency {
  const nature = firstValue(elements, 'agencyNature') ?? null;
  return { id: agencyIdOf(regionCode, agency), regionCode, name: agency ?? '', nature };
}
