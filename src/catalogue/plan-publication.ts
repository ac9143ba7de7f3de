import type { FieldKey } from '../../entities/elements.js';
import type { EntryEdit } from '../../entities/entry-edit.js';
import type { SourceTable } from '../../entities/source-table.js';
import type { Draft, ReadResult } from '../import/draft.js';
import { type AdditionChanges, type AdditionContent, afterChanges } from './additions.js';
import type { EntryName } from './apply-edits.js';
import { changeId, type DraftDiff, diffDrafts, type RowChange, tableFamily } from './diff.js';
import { type ReviewedLink, RowFinder, type RowName } from './links.js';
import { type MergedCatalogue, mergeReadings } from './merge.js';
import { publicationWarnings } from './publication-warnings.js';
import { type GuideDraft, type Reading, readingOfDraft, readingOfGuide } from './readings.js';
import type { RegionTree } from './regions.js';
import { remainderOf } from './remainder.js';
import { type NextIds, planRevision, type RevisionPlan, readingSha256 } from './revision-plan.js';
import type { RowQuestions } from './similar-questions.js';
import { draftsOf, guidesOf, itemIdsOf, type StoredCatalogue } from './stored-catalogue.js';
import type { Progress } from './write-revision.js';

/** What a document brings against the published catalogue. */
export interface DocumentReport {
  /** File name. */
  document: string;
  title: string;
  created: RowChange[];
  updated: RowChange[];
  removed: RowChange[];
  /** Differences that the reviewer left as they were. */
  left: RowChange[];
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

/** One element of one implementation: a new edit over it, or (null) every edit of it withdrawn. */
export interface EditChange extends EntryName {
  field: FieldKey;
  edit: Pick<EntryEdit, 'statements' | 'sources' | 'validFrom' | 'validTo' | 'draftId'> | null;
}

export interface PublishOptions {
  /** Report only. */
  dryRun?: boolean;
  /** 发布说明. */
  note?: string;
  /** Publish the good rows of a document that has faults. */
  partial?: boolean;
  /** File name → `changeId` of every difference that is not to be published: what is in force stays. */
  leave?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Elements of implementations to be laid over what lists state, or to be given back. */
  edits?: readonly EditChange[];
  /** Words of keepers that come and go; those in force stay. */
  additions?: AdditionChanges;
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

/** Options with everything that has a default. */
export type PublishInputs = PublishOptions &
  Required<Pick<PublishOptions, 'links' | 'questions' | 'regions'>>;

/** What a publication is to write, and what it means. */
export interface PublicationPlan {
  plan: RevisionPlan;
  documents: DocumentReport[];
  counts: PublishReport['counts'];
  warnings: string[];
}

/** Plans a publication over what is in force; reads and writes nothing. */
export function planPublication(
  stored: StoredCatalogue,
  next: NextIds,
  results: readonly ReadResult[],
  options: PublishInputs,
): PublicationPlan {
  const published = new Map(stored.documents.map((document) => [document.file, document.readingSha256]));
  const changed = results.filter((result) => published.get(result.document.file) !== readingSha256(result));
  const closedTables = replacedTables(stored, changed);
  const storedDrafts = draftsOf(stored);

  const { reports, continues, accepted, retained } = compare(
    stored,
    storedDrafts,
    closedTables,
    results,
    changed,
    options.leave ?? new Map(),
  );
  const remainder = remainderOf(stored, retained, accepted);
  for (const [now, old] of remainder.continues) continues.set(now, old);
  const coming = [...accepted, ...remainder.results];
  const readings = allReadings(stored, storedDrafts, closedTables, coming, options.guides);
  const merged = mergeReadings(readings, options.links, knownIds(stored, continues));
  const additions = options.additions ?? { add: [], withdraw: [] };
  const { stay, come } = afterChanges(stored.additions, additions);
  const { questions, orphans, lost } = questionsOf(readings, merged, options.questions, [...stay, ...come]);
  const target = { results: coming, closedTables, merged, questions, edits: options.edits ?? [], additions };
  const plan = planRevision(stored, target, next);
  return {
    plan,
    documents: reports,
    counts: {
      created: sum(reports, (report) => report.created.length),
      updated: sum(reports, (report) => report.updated.length),
      removed: sum(reports, (report) => report.removed.length),
      unchanged: sum(reports, (report) => report.unchanged),
    },
    warnings: publicationWarnings(stored, plan, merged, orphans, lost),
  };
}

/** Tables of the same key, and the other tables of a file that is read anew. */
function replacedTables(stored: StoredCatalogue, changed: readonly ReadResult[]): SourceTable[] {
  const keys = new Set(changed.flatMap((result) => result.tables.map((table) => tableFamily(table.key))));
  const files = new Set(changed.map((result) => result.document.file));
  const reread = new Set(stored.documents.filter(({ file }) => files.has(file)).map(({ id }) => id));
  return stored.tables.filter((table) => keys.has(tableFamily(table.key)) || reread.has(table.documentId));
}

interface Comparison {
  reports: DocumentReport[];
  /** Key of a row that comes → key of the row it continues. */
  continues: Map<string, string>;
  /** The changed documents without the rows that are left out. */
  accepted: ReadResult[];
  /** Rows in force that stay, by id of their table. */
  retained: Map<number, Draft[]>;
}

/** Compares each document with the tables it replaces, and parts what is accepted from what is left as it was. */
function compare(
  stored: StoredCatalogue,
  storedDrafts: ReadonlyMap<number, Draft[]>,
  closedTables: readonly SourceTable[],
  results: readonly ReadResult[],
  changed: readonly ReadResult[],
  leave: ReadonlyMap<string, ReadonlySet<string>>,
): Comparison {
  const fileOf = new Map(stored.documents.map((document) => [document.id, document.file]));
  const comparison: Comparison = { reports: [], continues: new Map(), accepted: [], retained: new Map() };
  for (const result of results) {
    const { document, tables, drafts } = result;
    const head = { document: document.file, title: document.title };
    if (!changed.includes(result)) {
      const nothing = { created: [], updated: [], removed: [], left: [] };
      comparison.reports.push({ ...head, ...nothing, unchanged: drafts.length });
      continue;
    }
    const replaced = closedTables.filter(
      (table) =>
        tables.some(({ key }) => tableFamily(key) === tableFamily(table.key)) ||
        fileOf.get(table.documentId) === document.file,
    );
    const before = replaced.flatMap((table) =>
      (storedDrafts.get(table.id) ?? []).map((draft) => ({ draft, tableId: table.id })),
    );
    const diff: DraftDiff = diffDrafts(
      before.map(({ draft }) => draft),
      drafts,
    );
    const isLeft = (change: RowChange) => leave.get(document.file)?.has(changeId(change)) ?? false;
    const left = diff.changes.filter(isLeft);
    const dropped = new Set(left.filter(({ change }) => change !== 'removed').map(({ key }) => key));
    const kept = new Set(
      left.flatMap((change) => change.previousKey ?? (change.change === 'created' ? [] : change.key)),
    );
    for (const { draft, tableId } of before)
      if (kept.has(draft.row.key))
        comparison.retained.set(tableId, [...(comparison.retained.get(tableId) ?? []), draft]);
    comparison.accepted.push({ ...result, drafts: drafts.filter(({ row }) => !dropped.has(row.key)) });
    for (const [now, old] of diff.continues) if (!dropped.has(now)) comparison.continues.set(now, old);
    const of = (change: RowChange['change']) =>
      diff.changes.filter((row) => row.change === change && !isLeft(row));
    comparison.reports.push({
      ...head,
      created: of('created'),
      updated: of('updated'),
      removed: of('removed'),
      left,
      unchanged: diff.unchanged,
    });
  }
  return comparison;
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
  added: readonly AdditionContent[],
): { questions: { itemId: string; text: string }[]; orphans: RowName[]; lost: AdditionContent[] } {
  const finder = new RowFinder(readings);
  const questions = new Map<string, { itemId: string; text: string }>();
  const orphans: RowName[] = [];
  for (const { row, questions: texts } of written) {
    const itemId = merged.itemOf.get(finder.find(row) ?? '');
    if (itemId === undefined) {
      if (finder.knowsTableOf(row)) orphans.push(row);
    } else for (const text of texts) questions.set(`${itemId} ${text}`, { itemId, text });
  }
  const items = new Set(merged.items.map(({ id }) => id));
  const wordings = added.filter(({ kind }) => kind === 'wording');
  for (const { target: itemId, text } of wordings)
    if (items.has(itemId)) questions.set(`${itemId} ${text}`, { itemId, text });
  const lost = wordings.filter(({ target }) => !items.has(target));
  return { questions: [...questions.values()], orphans, lost };
}

function sum<T>(values: readonly T[], count: (value: T) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}
