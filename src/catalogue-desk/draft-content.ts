import * as z from 'zod';
import {
  ELEMENT_LABELS,
  type FieldKey,
  fieldLabel,
  LIST_FIELD_LABELS,
  type Statement,
} from '../../entities/elements.js';
import type { EditSource } from '../../entities/entry-edit.js';
import { canonicalJson, sha256 } from '../catalogue/canonical.js';
import type { EditChange } from '../catalogue/publish.js';
import type { ImplementationRecord } from '../catalogue/snapshot.js';
import { type FieldFault, InvalidRequestError } from '../errors.js';
import { CellError, decodeCell, encodeCell } from '../import/implementation-cells.js';

/** Longest cell, in characters. */
const MAX_CELL = 20_000;
/** Fields by which an entry is known: a value that holds for a while only would give it two names. */
const WITHOUT_DATES = new Set<FieldKey>(['name', 'type', 'agency', 'disclosed']);

const day = z.iso.date('应为 2026-07-01 这样的日期');
const line = (most: number) => z.string().trim().min(1).max(most);

/** 出处 of an edit as the desk takes it. */
export const editSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('document'),
    title: line(500),
    docNumber: line(100).nullable().default(null),
    date: day.nullable().default(null),
    url: z.httpUrl('应为 http:// 或 https:// 开头的网址').max(1_000).nullable().default(null),
    place: line(100).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('office'),
    agency: line(200),
    date: day,
    docNumber: line(100).nullable().default(null),
    note: line(200).nullable().default(null),
  }),
]) satisfies z.ZodType<EditSource>;

/**
 * What a draft does to one element: `set` it to the cell, written as in the 实施清单 workbook; say that it is `unknown`,
 * because what is published is wrong; or `withdraw` all edits, so that the lists speak again.
 */
export const fieldChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set'),
    cell: z.string().trim().min(1).max(MAX_CELL),
    source: editSourceSchema,
    validFrom: day.nullable().default(null),
    validTo: day.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('unknown'), source: editSourceSchema }),
  z.strictObject({ kind: z.literal('withdraw') }),
]);
export type FieldChangeDraft = z.output<typeof fieldChangeSchema>;

const FIELDS = [...ELEMENT_LABELS, ...LIST_FIELD_LABELS].map(([key]) => key) as [FieldKey, ...FieldKey[]];

/** Changes of one entry, by element. */
export const editChangesSchema = z.partialRecord(z.enum(FIELDS), fieldChangeSchema);
export type EditChanges = z.output<typeof editChangesSchema>;

/** Content of a draft of the kind `edit`. */
export interface EditContent {
  changes: EditChanges;
  /** Element → digest of what was published when the change was saved: what is published since would be lost. */
  base: Partial<Record<FieldKey, string>>;
}

/** Content of a draft of the kind `import`. */
export interface ImportContent {
  jobId: string;
  /** `changeId` of each difference that is left as it is. */
  left: string[];
  /** Digest of all differences as they were shown. */
  digest: string;
}

/**
 * Checks that every change can be read.
 *
 * @throws {InvalidRequestError} naming each element with one Chinese sentence.
 */
export function assertReadable(changes: EditChanges): void {
  const faults = fieldsOf(changes).flatMap(([field, change]): FieldFault[] => {
    const fault = faultOf(field, change);
    return fault ? [{ field, message: `“${fieldLabel(field)}”${fault}` }] : [];
  });
  if (faults.length > 0) throw new InvalidRequestError(faults);
}

function faultOf(field: FieldKey, change: FieldChangeDraft): string | null {
  if (change.kind !== 'set') return field === 'name' && change.kind === 'unknown' ? '不能没有' : null;
  const { cell, validFrom, validTo } = change;
  if ((validFrom || validTo) && WITHOUT_DATES.has(field)) return '不能设起止日期';
  if (validFrom && validTo && validFrom > validTo) return '的截止日期早于生效日期';
  try {
    decodeCell(field, cell);
    return null;
  } catch (error) {
    if (error instanceof CellError) return `填写有误：${error.message}`;
    throw error;
  }
}

/** @returns what a draft publishes. */
export function editChangesOf(
  entry: Pick<EditChange, 'itemId' | 'regionCode' | 'agencyId'>,
  changes: EditChanges,
  draftId: string,
): EditChange[] {
  return fieldsOf(changes).map(([field, change]) => {
    if (change.kind === 'withdraw') return { ...entry, field, edit: null };
    const statements = change.kind === 'set' ? decodeCell(field, change.cell).map(plainStatement) : [];
    const { validFrom, validTo } = change.kind === 'set' ? change : { validFrom: null, validTo: null };
    return { ...entry, field, edit: { statements, sources: [change.source], validFrom, validTo, draftId } };
  });
}

/** @returns the elements of an entry that were published anew since the changes were saved. */
export function overtaken(
  { changes, base }: EditContent,
  published: ImplementationRecord | null,
): FieldKey[] {
  return fieldsOf(changes)
    .map(([field]) => field)
    .filter((field) => base[field] !== fieldDigest(published, field));
}

/** @returns a digest of what an entry states about a field, and by which sources. */
export function fieldDigest(entry: ImplementationRecord | null, field: FieldKey): string {
  const statements = entry?.elements[field] ?? [];
  return sha256(
    canonicalJson(
      statements.map((statement) => {
        const { key, title, date, row } = entry?.sources[statement.source] ?? {};
        return [{ ...statement, source: 0 }, key?.startsWith('desk-') ? 'desk' : key, title, date, row];
      }),
    ),
  ).slice(0, 16);
}

/** @returns a field as the desk shows it: the cells of its statements, one after the other. */
export function cellOf(entry: ImplementationRecord, field: FieldKey): string {
  const statements = ((entry.elements[field] ?? []) as Statement<unknown>[]).map(plainStatement);
  return encodeCell(field, statements as Parameters<typeof encodeCell>[1]);
}

/** What a cell of the desk holds of a statement: its value, and the part of the matter it is about. */
function plainStatement<T>({ value, situation }: Statement<T>): Statement<T> {
  return { value, source: 0, ...(situation ? { situation } : {}) };
}

/** @returns how two versions of a draft differ, one sentence a field, in the words of the stored one. */
export function differencesOf(stored: EditChanges, wanted: EditChanges): FieldFault[] {
  const fields = new Set([...fieldsOf(stored), ...fieldsOf(wanted)].map(([field]) => field));
  return [...fields].flatMap((field): FieldFault[] => {
    if (canonicalJson(stored[field] ?? null) === canonicalJson(wanted[field] ?? null)) return [];
    const label = fieldLabel(field);
    return [
      {
        field,
        message: `“${label}”现在的草稿是：${describe(stored[field])}；您要保存的是：${describe(wanted[field])}`,
      },
    ];
  });
}

function describe(change: FieldChangeDraft | undefined): string {
  if (!change) return '不修改';
  if (change.kind === 'withdraw') return '撤下修订';
  return change.kind === 'unknown' ? '改为不详' : change.cell;
}

function fieldsOf(changes: EditChanges): [FieldKey, FieldChangeDraft][] {
  return Object.entries(changes) as [FieldKey, FieldChangeDraft][];
}
