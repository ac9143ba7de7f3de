import type { ExerciseLevel, FieldKey, Statement } from '../../entities/elements.js';
import { fieldLabel } from '../../entities/elements.js';
import { canonicalJson, sha256 } from '../catalogue/canonical.js';
import { changeId, type FieldChange, type RowChange } from '../catalogue/diff.js';
import { firstValue } from '../catalogue/kinds.js';
import type { DocumentReport } from '../catalogue/publish.js';
import type { Draft, ImportFault, ReadResult } from '../import/draft.js';
import { encodeCell } from '../import/implementation-cells.js';
import { LAYOUTS } from '../import/layouts/index.js';

/** 新增, 变更要素, 下放 (a lower level handles it now) or 取消. */
export type DifferenceKind = 'created' | 'updated' | 'devolved' | 'removed';

/** One difference between an imported list and what is published, as the keeper reads it. */
export interface Difference {
  /** `changeId`: what names it when it is left. */
  id: string;
  kind: DifferenceKind;
  key: string;
  previousKey: string | null;
  name: string;
  agency: string | null;
  /** Elements before and after, as cells of the 实施清单. */
  fields: { field: string; label: string; before: string; after: string }[];
}

/** 识别结果 of one table. */
export interface TableFound {
  title: string;
  /** Name of the form that was recognised. */
  layout: string;
  rows: number;
  line: number;
}

/** What the list of jobs shows. */
export interface ImportSummary {
  title: string;
  docNumber: string | null;
  date: string | null;
  tables: TableFound[];
  rows: number;
  faults: number;
  counts: Record<DifferenceKind | 'unchanged', number>;
}

/** Everything about an imported list that has been read and compared. */
export interface ImportDifference {
  /** Revision it was compared with. */
  revision: number;
  /** Changes when any difference does. */
  digest: string;
  faults: ImportFault[];
  differences: Difference[];
  unchanged: number;
  /** What of edits, wordings and links would be passed over. */
  warnings: string[];
}

const LEVELS: readonly ExerciseLevel['level'][] = ['nation', 'province', 'city', 'county', 'town', 'village'];

/** @returns the differences of a document, in the order 取消, 下放, 变更, 新增: what residents lose comes first. */
export function differencesOfReport(report: DocumentReport, result: ReadResult): Difference[] {
  const drafts = new Map(result.drafts.map((draft) => [draft.row.key, draft]));
  const order: readonly DifferenceKind[] = ['removed', 'devolved', 'updated', 'created'];
  return allChanges(report)
    .map((change) => differenceOf(change, drafts.get(change.key)))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** @returns a digest of all differences of a document, those that are left among them. */
export function digestOfReport(report: DocumentReport): string {
  const changes = allChanges(report).map((change) => canonicalJson(change));
  return sha256(changes.sort().join('\n')).slice(0, 32);
}

/** @returns what was recognised in a document. */
export function summaryOf(
  { document, tables, drafts, faults, notes = [] }: ReadResult,
  differences: readonly Difference[],
  unchanged: number,
): ImportSummary {
  const counts = { created: 0, updated: 0, devolved: 0, removed: 0, unchanged };
  for (const { kind } of differences) counts[kind]++;
  return {
    title: document.title,
    docNumber: document.docNumber,
    date: document.date,
    tables: tables.map(({ key, title, layout, line }) => ({
      title,
      layout: LAYOUTS.find(({ id }) => id === layout)?.title ?? '转录的事项',
      rows: drafts.filter(({ row }) => row.table === key).length,
      line,
    })),
    rows: drafts.length,
    faults: faults.length + notes.length,
    counts,
  };
}

function allChanges({ created, updated, removed, left }: DocumentReport): RowChange[] {
  return [...created, ...updated, ...removed, ...left];
}

function differenceOf(change: RowChange, draft: Draft | undefined): Difference {
  const { key, previousKey = null, name } = change;
  const fields = change.change === 'created' && draft ? statedFields(draft) : change.fields;
  return {
    id: changeId(change),
    kind: change.change === 'updated' && isDevolved(change.fields) ? 'devolved' : change.change,
    key,
    previousKey,
    name,
    agency: (draft && firstValue(draft.elements, 'agency')) ?? null,
    fields: fields.map(({ element, before, after }) => ({
      field: element,
      label: fieldLabel(element),
      before: cellOf(element, before),
      after: cellOf(element, after),
    })),
  };
}

function statedFields({ elements }: Draft): FieldChange[] {
  return (Object.entries(elements) as [FieldKey, Statement<unknown>[]][])
    .filter(([field]) => field !== 'name')
    .map(([element, statements]) => ({ element, before: [], after: statements.map(({ value }) => value) }));
}

function cellOf(element: FieldKey, values: readonly unknown[]): string {
  const statements = values.map((value) => ({ value, source: 0 }));
  return encodeCell(element, statements as Parameters<typeof encodeCell>[1]);
}

/** Whether the lowest level that handles the matter is lower than before. */
function isDevolved(fields: readonly FieldChange[]): boolean {
  const levels = fields.find(({ element }) => element === 'exerciseLevels');
  if (!levels) return false;
  const lowest = (values: readonly unknown[]) =>
    Math.max(-1, ...(values.flat() as ExerciseLevel[]).map(({ level }) => LEVELS.indexOf(level)));
  return lowest(levels.before) >= 0 && lowest(levels.after) > lowest(levels.before);
}
