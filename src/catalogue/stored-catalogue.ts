import { type EntityManager, In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { Agency } from '../../entities/agency.js';
import { EntryEdit } from '../../entities/entry-edit.js';
import { Implementation } from '../../entities/implementation.js';
import { ItemLink } from '../../entities/item-link.js';
import { LanguageAddition } from '../../entities/language-addition.js';
import { PrintedRow } from '../../entities/printed-row.js';
import { Revision } from '../../entities/revision.js';
import { ServiceItem } from '../../entities/service-item.js';
import { SimilarQuestion } from '../../entities/similar-question.js';
import { SourceDocument } from '../../entities/source-document.js';
import { SourceRef } from '../../entities/source-ref.js';
import { SourceTable } from '../../entities/source-table.js';
import type { CitedSource } from '../import/cited-source.js';
import type { Draft, PrintedTable } from '../import/draft.js';
import { groupBy } from './group-by.js';
import { type GuideDraft, moveSources, rowOfCited } from './readings.js';

/** The rows in force in one revision. */
export interface StoredCatalogue {
  /** Number of the revision, 0 before the first. */
  revision: number;
  documents: SourceDocument[];
  tables: SourceTable[];
  rows: PrintedRow[];
  agencies: Map<string, Agency>;
  items: ServiceItem[];
  implementations: Implementation[];
  /** By implementation, in order of position. */
  refs: Map<number, SourceRef[]>;
  questions: SimilarQuestion[];
  links: ItemLink[];
  /** In the order in which they lie on each other. */
  edits: EntryEdit[];
  /** In the order in which they were added. */
  additions: LanguageAddition[];
}

/**
 * Reads what is in force, a dozen queries whatever its size. Rows in force in a revision never change, so the result is
 * whole although a publication may go on beside it.
 *
 * @param revision - number of an earlier revision; absent: the last.
 */
export async function readStored(manager: EntityManager, revision?: number): Promise<StoredCatalogue> {
  const number = revision ?? (await manager.maximum(Revision, 'number')) ?? 0;
  const since = LessThanOrEqual(number);
  const where = [
    { sinceRevision: since, untilRevision: IsNull() },
    { sinceRevision: since, untilRevision: MoreThan(number) },
  ];
  const tables = await manager.find(SourceTable, { where });
  const refs = await manager
    .createQueryBuilder(SourceRef, 'ref')
    .innerJoin(
      'ref.implementation',
      'row',
      'row.sinceRevision <= :number AND (row.untilRevision IS NULL OR row.untilRevision > :number)',
      { number },
    )
    .orderBy('ref.implementationId')
    .addOrderBy('ref.position')
    .getMany();
  const agencies = await manager.find(Agency);
  return {
    revision: number,
    documents: await manager.find(SourceDocument, { where }),
    tables,
    rows: tables.length
      ? await manager.find(PrintedRow, { where: { tableId: In(tables.map((table) => table.id)) } })
      : [],
    agencies: new Map(agencies.map((agency) => [agency.id, agency])),
    items: await manager.find(ServiceItem, { where }),
    implementations: await manager.find(Implementation, { where }),
    refs: groupBy(refs, (ref) => ref.implementationId),
    questions: await manager.find(SimilarQuestion, { where, order: { id: 'ASC' } }),
    links: await manager.find(ItemLink, { where }),
    edits: await manager.find(EntryEdit, { where, order: { id: 'ASC' } }),
    additions: await manager.find(LanguageAddition, { where, order: { id: 'ASC' } }),
  };
}

/** @returns key of each row and guide → id of its matter. */
export function itemIdsOf({ implementations, refs }: StoredCatalogue): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { id, itemId } of implementations)
    for (const ref of refs.get(id) ?? []) ids.set(ref.key, itemId);
  return ids;
}

/** @returns the drafts that the stored rows were published from, by id of their table, in printed order. */
export function draftsOf(stored: StoredCatalogue): Map<number, Draft[]> {
  const tables = new Map(stored.tables.map((table) => [table.id, table]));
  const rows = new Map(stored.rows.map((row) => [row.id, row]));
  const drafts = new Map<number, Draft[]>();
  for (const implementation of stored.implementations)
    for (const ref of stored.refs.get(implementation.id) ?? []) {
      const row = rows.get(ref.printedRowId ?? -1);
      const table = row && tables.get(row.tableId);
      if (!row || !table) continue;
      const cited = (stored.refs.get(implementation.id) ?? []).filter(
        ({ key }) => rowOfCited(key) === row.key,
      );
      const place = new Map([ref, ...cited].map(({ position }, index) => [position, index]));
      const elements = moveSources(implementation.elements, (source) => place.get(source) ?? null);
      const draft: Draft = {
        row: { table: table.key, seq: row.seq, key: row.key, line: row.line, cells: row.cells },
        table: printedTable(table),
        regionCode: implementation.regionCode,
        name: elements.name?.[0]?.value ?? implementation.name,
        elements,
        ...(row.likely ? { likely: row.likely } : {}),
        ...(cited.length > 0 ? { cited: cited.map(citedSource) } : {}),
      };
      drafts.set(table.id, [...(drafts.get(table.id) ?? []), draft]);
    }
  for (const list of drafts.values()) list.sort((a, b) => a.row.seq - b.row.seq || a.row.line - b.row.line);
  return drafts;
}

/** @returns the guides in force. */
export function guidesOf(stored: StoredCatalogue): GuideDraft[] {
  return stored.implementations.flatMap((implementation) => {
    const pages = (stored.refs.get(implementation.id) ?? []).filter(
      (ref) => ref.printedRowId === null && rowOfCited(ref.key) === null,
    );
    return [...groupBy(pages, (ref) => ref.key)].map(([key, refs]): GuideDraft => {
      const place = new Map(refs.map((ref, index) => [ref.position, index]));
      const elements = moveSources(implementation.elements, (source) => place.get(source) ?? null);
      return {
        key,
        matter: implementation.itemId,
        regionCode: implementation.regionCode,
        name: elements.name?.[0]?.value ?? implementation.name,
        elements,
        sources: refs.map(({ url, title, date }) => ({ url: url ?? '', title: title ?? '', date })),
      };
    });
  });
}

function citedSource({ url, title, date }: SourceRef): CitedSource {
  const document = url ?? '';
  const none = { docNumber: null, table: null, seq: null, key: '', line: null };
  return {
    document,
    title: title ?? document,
    date,
    ...none,
    ...(/^https?:/.test(document) ? { url: document } : {}),
  };
}

function printedTable(table: SourceTable): PrintedTable {
  const { key, title, layout, regionCode, line, docNumber, docTitle, date } = table;
  return {
    key,
    title,
    layout,
    regionCode,
    line,
    ...(docNumber ? { docNumber } : {}),
    ...(docTitle ? { docTitle } : {}),
    ...(date ? { date } : {}),
  };
}
