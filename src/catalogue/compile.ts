import { And, type DataSource, type EntityManager, Equal, LessThanOrEqual, MoreThan } from 'typeorm';
import type { ItemLink } from '../../entities/item-link.js';
import type { PrintedRow } from '../../entities/printed-row.js';
import { Region } from '../../entities/region.js';
import { Revision } from '../../entities/revision.js';
import type { SourceDocument } from '../../entities/source-document.js';
import type { SourceRef as StoredRef } from '../../entities/source-ref.js';
import type { SourceTable } from '../../entities/source-table.js';
import { exclusive } from '../storage/exclusive.js';
import { compileAdditions } from './additions.js';
import { applyEdits, EditFinder } from './apply-edits.js';
import { isDisclosed } from './disclosure.js';
import { groupBy } from './group-by.js';
import { regionTree } from './load-regions.js';
import type { RegionTree } from './regions.js';
import type {
  ImplementationRecord,
  ItemRecord,
  Snapshot,
  SourceRef,
  StoredImplementation,
} from './snapshot.js';
import { readStored, type StoredCatalogue } from './stored-catalogue.js';

/** Nothing is published, or not under this number. */
export class RevisionNotFoundError extends Error {
  constructor(revision: number | undefined) {
    super(revision === undefined ? 'no revision is published yet' : `revision ${revision} does not exist`);
    this.name = 'RevisionNotFoundError';
  }
}

export interface SnapshotOptions {
  /** Keep what residents may not see: implementations that are not public (是否公开：否) or that nobody has verified. */
  forStaff?: boolean;
}

/**
 * Compiles a published revision; a dozen queries whatever its size. Rows in force in a revision never change, so the
 * result is whole although a publication may go on beside it. What residents may not see is left out: the
 * implementation, and the matter with it when no other one is left.
 *
 * @param revision - number of an earlier revision; absent: the last.
 * @throws {RevisionNotFoundError}
 */
export function loadSnapshot(
  ds: DataSource,
  revision?: number,
  options: SnapshotOptions = {},
): Promise<Snapshot> {
  return exclusive(ds, () => compile(ds.manager, revision, options));
}

/** @returns number of the last revision; 0 before the first publication. */
export function lastRevision(ds: DataSource): Promise<number> {
  return exclusive(ds, async () => (await ds.manager.maximum(Revision, 'number')) ?? 0);
}

/**
 * @param day - ISO date in Beijing.
 * @returns number of the last revision published by the end of the day; before the first publication the first.
 * @throws {RevisionNotFoundError} when nothing is published.
 */
export function revisionOn(ds: DataSource, day: string): Promise<number> {
  const end = new Date(`${day}T23:59:59.999+08:00`).toISOString();
  return exclusive(ds, async () => {
    const number = MoreThan(0);
    const [last] = await ds.manager.find(Revision, {
      where: { number, publishedAt: LessThanOrEqual(end) },
      order: { number: 'DESC' },
      take: 1,
    });
    const [first] = last
      ? [last]
      : await ds.manager.find(Revision, { where: { number }, order: { number: 'ASC' }, take: 1 });
    if (!first) throw new RevisionNotFoundError(undefined);
    return first.number;
  });
}

async function compile(
  manager: EntityManager,
  wanted: number | undefined,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const [revision] = await manager.find(Revision, {
    where: { number: wanted === undefined ? MoreThan(0) : And(MoreThan(0), Equal(wanted)) },
    order: { number: 'DESC' },
    take: 1,
  });
  if (!revision) throw new RevisionNotFoundError(wanted);
  const stored = await readStored(manager, revision.number);
  const regions = regionTree(await manager.find(Region, { order: { code: 'ASC' } }));
  return compileStored(stored, revision.publishedAt, regions, options);
}

/**
 * Compiles rows in force into a snapshot.
 *
 * @param publishedAt - ISO time of their publication.
 */
export function compileStored(
  stored: StoredCatalogue,
  publishedAt: string,
  regions: RegionTree,
  { forStaff = false }: SnapshotOptions = {},
): Snapshot {
  const records = entriesOf(stored).map(({ record }) => record);
  const shown = forStaff ? records : records.filter(isForResidents);

  const byItem = groupBy(shown, (record) => record.itemId);
  const questions = groupBy(stored.questions, (question) => question.itemId);
  const linked = linkedItems(stored.links);
  const items = stored.items.map(
    ({ id, name, type, themes }): ItemRecord => ({
      id,
      name,
      type,
      themes,
      questions: (questions.get(id) ?? []).map((question) => question.text),
      linked: [...(linked.get(id) ?? [])].filter((other) => byItem.has(other)).sort(),
      implementations: (byItem.get(id) ?? []).sort(byRegionAndAgency),
    }),
  );
  items.sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    revision: stored.revision,
    publishedAt,
    items: items.filter(({ implementations: own }) => own.length > 0),
    regions,
    additions: compileAdditions(stored.additions),
  };
}

/** @returns every implementation with the edits that lie over it. */
export function entriesOf(stored: StoredCatalogue): StoredImplementation[] {
  const sources = compileSources(stored);
  const editsOf = new EditFinder(stored);
  return stored.implementations.map((row) => {
    const { id, itemId, regionCode, agencyId, name, elements } = row;
    const agency = stored.agencies.get(agencyId)?.name || null;
    const record = { itemId, regionCode, agency, name, elements, sources: sources.get(id) ?? [] };
    const edits = editsOf.find(row);
    return { agencyId, record: applyEdits(record, edits), edits };
  });
}

/** What is not public, or what nobody has verified yet, is kept for the keeper; residents are not even told that it exists. */
export function isForResidents({ elements, sources }: ImplementationRecord): boolean {
  if (!isDisclosed(elements)) return false;
  if (sources.some(({ row }) => row)) return true;
  const confidences = Object.values(elements).flatMap((statements) =>
    statements.map(({ confidence }) => confidence),
  );
  return confidences.some((confidence) => confidence !== 'low');
}

/** @returns the sources of each implementation, by its id, each with its row as printed. */
function compileSources({ documents, tables, rows, refs }: StoredCatalogue): Map<number, SourceRef[]> {
  const documentOf = new Map(documents.map((document) => [document.id, document]));
  const tableOf = new Map(tables.map((table) => [table.id, table]));
  const printed = new Map<number, SourceRef>();
  for (const row of rows) {
    const table = tableOf.get(row.tableId);
    const document = table && documentOf.get(table.documentId);
    if (table && document) printed.set(row.id, printedSource(row, table, document));
  }
  const sources = new Map<number, SourceRef[]>();
  for (const [id, own] of refs)
    sources.set(
      id,
      own.map((ref) => printed.get(ref.printedRowId ?? -1) ?? webSource(ref)),
    );
  return sources;
}

/** @returns the source that a printed row is, with the row's cells. */
export function printedSource(row: PrintedRow, table: SourceTable, document: SourceDocument): SourceRef {
  const cells: Record<string, string> = {};
  for (const { header, text } of row.cells)
    cells[header] = header in cells ? `${cells[header]}\n${text}` : text;
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
    row: cells,
  };
}

/** @returns the source that a web page is. */
export function webSource({ key, url, title, date }: StoredRef): SourceRef {
  const address = url ?? '';
  return {
    document: address,
    title: title ?? address,
    docNumber: null,
    date,
    table: null,
    seq: null,
    key,
    line: null,
    // A guide may also cite a document of the catalogue by its file name.
    ...(/^https?:/.test(address) ? { url: address } : {}),
  };
}

function linkedItems(links: readonly ItemLink[]): Map<string, Set<string>> {
  const linked = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    const set = linked.get(from);
    if (set) set.add(to);
    else linked.set(from, new Set([to]));
  };
  for (const { fromItemId, toItemId } of links) {
    add(fromItemId, toItemId);
    add(toItemId, fromItemId);
  }
  return linked;
}

function byRegionAndAgency(a: ImplementationRecord, b: ImplementationRecord): number {
  const [x, y] = [`${a.regionCode} ${a.agency ?? ''}`, `${b.regionCode} ${b.agency ?? ''}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
