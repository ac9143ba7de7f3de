import type { DataSource, EntityManager } from 'typeorm';
import type { SourceTable } from '../../entities/source-table.js';
import type { Draft, ReadResult } from '../import/draft.js';
import { exclusive } from '../storage/exclusive.js';
import { type DraftDiff, diffDrafts, type RowChange } from './diff.js';
import { loadLinks, type ReviewedLink, RowFinder, type RowName } from './links.js';
import { loadRegions } from './load-regions.js';
import { type MergedCatalogue, mergeReadings } from './merge.js';
import { type GuideDraft, type Reading, readingOfDraft, readingOfGuide } from './readings.js';
import type { RegionTree } from './regions.js';
import { isEmptyPlan, planRevision, readingSha256 } from './revision-plan.js';
import { loadSimilarQuestions, type RowQuestions } from './similar-questions.js';
import { draftsOf, guidesOf, itemIdsOf, readStored, type StoredCatalogue } from './stored-catalogue.js';
import { lockForPublication, nextIds, type Progress, syncRegions, writeRevision } from './write-revision.js';

export { diffDrafts } from './diff.js';

/** What a document brings against the published catalogue. */
export interface DocumentReport {
  /** File name. */
  document: string;
  title: string;
  created: RowChange[];
  updated: RowChange[];
  removed: RowChange[];
  unchanged: number;
}

/** What a publication did, or with `dryRun` would do. */
export interface PublishReport {
  dryRun: boolean;
  /** A new revision was written; with `dryRun`: would be. */
  published: boolean;
  /** Number of the revision in force afterwards. */
  revision: number;
  documents: DocumentReport[];
  /** Sums over the documents. */
  counts: { created: number; updated: number; removed: number; unchanged: number };
  /** Sentences in Chinese for whoever keeps data/links.json and data/questions/. */
  warnings: string[];
}

export interface PublishOptions {
  /** Report only. */
  dryRun?: boolean;
  /** 发布说明. */
  note?: string;
  /** Publish the good rows of a document that has faults. */
  partial?: boolean;
  /** Replaces every guide; absent: those published stay. */
  guides?: readonly GuideDraft[];
  /** Absent: what ships in data/. */
  links?: readonly ReviewedLink[];
  questions?: readonly RowQuestions[];
  regions?: RegionTree;
  onProgress?: Progress;
  /** Time of publication. */
  now?: () => Date;
}

/** A document cannot be published as it was read; the message is a Chinese sentence. */
export class UnpublishableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnpublishableError';
  }
}

/**
 * Publishes documents as one revision: the tables they bring replace those of the same key and of the same file,
 * everything else stays. One transaction: whoever reads sees the revision before or the one after. When nothing
 * differs from what is in force, no revision is written.
 *
 * @param results - in any order; matters are founded in the order of the file names.
 * @throws {UnpublishableError} when a document has faults (without `partial`), no rows, or an unknown region.
 */
export async function applyDrafts(
  ds: DataSource,
  results: readonly ReadResult[],
  options: PublishOptions = {},
): Promise<PublishReport> {
  const inputs: Inputs = {
    ...options,
    links: options.links ?? loadLinks(),
    questions: options.questions ?? loadSimilarQuestions(),
    regions: options.regions ?? loadRegions(),
  };
  assertPublishable(results, inputs);
  return exclusive(ds, () => ds.transaction((manager) => publish(manager, results, inputs)));
}

type Inputs = PublishOptions & Required<Pick<PublishOptions, 'links' | 'questions' | 'regions'>>;

async function publish(
  manager: EntityManager,
  results: readonly ReadResult[],
  options: Inputs,
): Promise<PublishReport> {
  await lockForPublication(manager);
  const stored = await readStored(manager);
  const published = new Map(stored.documents.map((document) => [document.file, document.readingSha256]));
  const changed = results.filter((result) => published.get(result.document.file) !== readingSha256(result));
  const closedTables = replacedTables(stored, changed);
  const storedDrafts = draftsOf(stored);

  const { reports, continues } = compare(stored, storedDrafts, closedTables, results, changed);
  const readings = allReadings(stored, storedDrafts, closedTables, changed, options.guides);
  const merged = mergeReadings(readings, options.links, knownIds(stored, continues));
  const { questions, orphans } = questionsOf(readings, merged, options.questions);
  const plan = planRevision(
    stored,
    { results: changed, closedTables, merged, questions },
    await nextIds(manager),
  );

  const differs = !isEmptyPlan(plan);
  const counts = {
    created: sum(reports, (report) => report.created.length),
    updated: sum(reports, (report) => report.updated.length),
    removed: sum(reports, (report) => report.removed.length),
    unchanged: sum(reports, (report) => report.unchanged),
  };
  const writes = differs && !options.dryRun;
  const number = stored.revision + (writes ? 1 : 0);
  if (!options.dryRun) await syncRegions(manager, options.regions);
  if (writes) {
    const publishedAt = (options.now?.() ?? new Date()).toISOString();
    const revision = { number, publishedAt, note: options.note ?? null, counts };
    await writeRevision(manager, revision, plan, options.onProgress);
  }
  return {
    dryRun: options.dryRun ?? false,
    published: differs,
    revision: number,
    documents: reports,
    counts,
    warnings: [...linkWarnings(merged), ...merged.orphans.map(guideWarning), ...orphans.map(questionWarning)],
  };
}

function assertPublishable(results: readonly ReadResult[], { partial, regions }: Inputs): void {
  for (const { document, drafts, faults } of results) {
    if (faults.length > 0 && !partial)
      throw new UnpublishableError(`${document.file}有${faults.length}处错误，未发布`);
    if (drafts.length === 0) throw new UnpublishableError(`${document.file}中没有读到任何事项，未发布`);
    for (const { row, regionCode } of drafts)
      if (!regions.findByCode(regionCode))
        throw new UnpublishableError(`${document.file}第${row.line}行：没有代码为${regionCode}的行政区划`);
  }
}

/** Tables of the same key, and the other tables of a file that is read anew. */
function replacedTables(stored: StoredCatalogue, changed: readonly ReadResult[]): SourceTable[] {
  const keys = new Set(changed.flatMap((result) => result.tables.map((table) => table.key)));
  const files = new Set(changed.map((result) => result.document.file));
  const reread = new Set(stored.documents.filter(({ file }) => files.has(file)).map(({ id }) => id));
  return stored.tables.filter((table) => keys.has(table.key) || reread.has(table.documentId));
}

/** Compares each document with the tables it replaces. */
function compare(
  stored: StoredCatalogue,
  storedDrafts: ReadonlyMap<number, Draft[]>,
  closedTables: readonly SourceTable[],
  results: readonly ReadResult[],
  changed: readonly ReadResult[],
): { reports: DocumentReport[]; continues: Map<string, string> } {
  const fileOf = new Map(stored.documents.map((document) => [document.id, document.file]));
  const continues = new Map<string, string>();
  const reports = results.map((result): DocumentReport => {
    const { document, tables, drafts } = result;
    const head = { document: document.file, title: document.title };
    if (!changed.includes(result))
      return { ...head, created: [], updated: [], removed: [], unchanged: drafts.length };
    const replaced = closedTables.filter(
      (table) =>
        tables.some(({ key }) => key === table.key) || fileOf.get(table.documentId) === document.file,
    );
    const before = replaced.flatMap((table) => storedDrafts.get(table.id) ?? []);
    const diff: DraftDiff = diffDrafts(before, drafts);
    for (const [now, old] of diff.continues) continues.set(now, old);
    const of = (change: RowChange['change']) => diff.changes.filter((row) => row.change === change);
    return {
      ...head,
      created: of('created'),
      updated: of('updated'),
      removed: of('removed'),
      unchanged: diff.unchanged,
    };
  });
  return { reports, continues };
}

/** Rows that stay and rows that come, in the order of file names and lines, then the guides. */
function allReadings(
  stored: StoredCatalogue,
  storedDrafts: ReadonlyMap<number, Draft[]>,
  closedTables: readonly SourceTable[],
  changed: readonly ReadResult[],
  guides: readonly GuideDraft[] | undefined,
): Reading[] {
  const closed = new Set(closedTables);
  const fileOf = new Map(stored.documents.map((document) => [document.id, document.file]));
  const placed = [
    ...stored.tables
      .filter((table) => !closed.has(table))
      .map((table) => ({
        file: fileOf.get(table.documentId) ?? '',
        drafts: storedDrafts.get(table.id) ?? [],
      })),
    ...changed.map(({ document, drafts }) => ({ file: document.file, drafts })),
  ].flatMap(({ file, drafts }) => drafts.map((draft) => ({ file, draft })));
  placed.sort((a, b) => {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.draft.table.line - b.draft.table.line || a.draft.row.seq - b.draft.row.seq;
  });
  return [
    ...placed.map(({ draft }) => readingOfDraft(draft)),
    ...(guides ?? guidesOf(stored)).map(readingOfGuide),
  ];
}

/** @returns key of each row → id its matter has; rows of a newer list take over from the row they continue. */
function knownIds(stored: StoredCatalogue, continues: ReadonlyMap<string, string>): Map<string, string> {
  const ids = itemIdsOf(stored);
  const known = new Map(ids);
  const replaced = new Set(continues.values());
  for (const old of replaced) known.delete(old);
  for (const [now, old] of continues) {
    const id = ids.get(old);
    if (id) known.set(now, id);
  }
  return known;
}

function questionsOf(
  readings: readonly Reading[],
  merged: MergedCatalogue,
  written: readonly RowQuestions[],
): { questions: { itemId: string; text: string }[]; orphans: RowName[] } {
  const finder = new RowFinder(readings);
  const questions = new Map<string, { itemId: string; text: string }>();
  const orphans: RowName[] = [];
  for (const { row, questions: texts } of written) {
    const itemId = merged.itemOf.get(finder.find(row) ?? '');
    if (itemId === undefined) {
      if (finder.knowsTableOf(row)) orphans.push(row);
    } else for (const text of texts) questions.set(`${itemId} ${text}`, { itemId, text });
  }
  return { questions: [...questions.values()], orphans };
}

function linkWarnings({ refused }: MergedCatalogue): string[] {
  const reasons = {
    rowMissing: '清单中没有其中一行',
    sameRegion: '同一行政区划内的两行不能并为一个事项',
    sameMatter: '两行本来就是同一事项',
  };
  return refused.map(
    ({ link: { from, to }, reason }) =>
      `关联“${from.key} ${from.name}”与“${to.key} ${to.name}”未采用：${reasons[reason]}`,
  );
}

function guideWarning(key: string): string {
  return `办事资料“${key}”未采用：目录中没有它说明的事项`;
}

function questionWarning({ key, name }: RowName): string {
  return `相似问“${key} ${name}”未采用：清单中没有这一行`;
}

function sum<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}
