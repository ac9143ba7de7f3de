import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { EditSource, EntryEdit } from '../../entities/entry-edit.js';
import type { Implementation } from '../../entities/implementation.js';
import { firstValue } from './kinds.js';
import type { ImplementationRecord, SourceRef } from './snapshot.js';

/** What tells one implementation from another across revisions. */
export type EntryName = Pick<Implementation, 'itemId' | 'regionCode' | 'agencyId'>;

/** Finds the edits of an implementation although a newer list may write its agency otherwise. */
export class EditFinder {
  private readonly byEntry = new Map<string, EntryEdit[]>();
  private readonly byPlace = new Map<string, Set<string>>();
  private readonly entries = new Set<string>();
  private readonly entriesAt = new Map<string, number>();

  constructor({
    edits,
    implementations,
  }: { edits: readonly EntryEdit[]; implementations: readonly EntryName[] }) {
    for (const entry of implementations) {
      this.entries.add(entryKey(entry));
      this.entriesAt.set(placeKey(entry), (this.entriesAt.get(placeKey(entry)) ?? 0) + 1);
    }
    for (const edit of edits) {
      const key = entryKey(edit);
      this.byEntry.set(key, [...(this.byEntry.get(key) ?? []), edit]);
      this.byPlace.set(placeKey(edit), (this.byPlace.get(placeKey(edit)) ?? new Set()).add(key));
    }
  }

  /**
   * @returns the edits of this very agency; where the matter has one agency in the region, before and now, those of that
   *   one, whatever its name was.
   */
  find(entry: EntryName): EntryEdit[] {
    const own = this.byEntry.get(entryKey(entry));
    if (own) return own;
    const place = placeKey(entry);
    const [other, ...more] = this.byPlace.get(place) ?? [];
    if (other === undefined || more.length > 0 || this.entriesAt.get(place) !== 1) return [];
    return this.entries.has(other) ? [] : (this.byEntry.get(other) ?? []);
  }
}

/** @returns a key for an implementation. */
export function entryKey({ itemId, regionCode, agencyId }: EntryName): string {
  return `${itemId}|${regionCode}|${agencyId}`;
}

function placeKey({ itemId, regionCode }: EntryName): string {
  return `${itemId}|${regionCode}`;
}

/** Lays edits over what the sources of an implementation state, in order. */
export function applyEdits(record: ImplementationRecord, edits: readonly EntryEdit[]): ImplementationRecord {
  if (edits.length === 0) return record;
  const sources = [...record.sources];
  const elements: Elements = { ...record.elements };
  for (const edit of edits) {
    const offset = sources.length;
    sources.push(...edit.sources.map((source) => refOfEditSource(source, edit.id)));
    const { validFrom, validTo } = edit;
    const stated = edit.statements.map((statement) => ({
      ...statement,
      source: statement.source + offset,
      ...(validFrom ? { validFrom } : {}),
      ...(validTo ? { validTo } : {}),
    }));
    const before: readonly Statement<unknown>[] = elements[edit.field] ?? [];
    const about = new Set(stated.length > 0 ? stated.map(situationOf) : [null]);
    const replaced = before.filter((statement) => about.has(situationOf(statement)));
    const beside = before.filter((statement) => !about.has(situationOf(statement)));
    setField(elements, edit.field, [...stated, ...outside(replaced, validFrom, validTo), ...beside]);
  }
  return {
    ...record,
    elements,
    sources,
    name: firstValue(elements, 'name') ?? record.name,
    agency: edits.some(({ field }) => field === 'agency')
      ? (firstValue(elements, 'agency') ?? record.agency)
      : record.agency,
  };
}

/** @returns the source of an edit as every source is shown. */
export function refOfEditSource(source: EditSource, editId: number | string): SourceRef {
  const key = `desk-${editId}`;
  if (source.kind === 'office') {
    const { agency, date, docNumber, note } = source;
    const title = `${agency}${note ? `的说明（${note}）` : '的说明'}`;
    return { document: agency, title, docNumber, date, table: null, seq: null, key, line: null };
  }
  const { title, docNumber, date, url, place } = source;
  const document = url ?? title;
  return {
    document,
    title,
    docNumber,
    date,
    table: place,
    seq: null,
    key,
    line: null,
    ...(url ? { url } : {}),
  };
}

/** What is said of a part of the matter (办理情形) stays when the whole of it is edited, and the other way round. */
function situationOf({ situation }: Statement<unknown>): string | null {
  return situation ?? null;
}

function setField(elements: Elements, field: FieldKey, statements: readonly Statement<unknown>[]): void {
  if (statements.length === 0) delete elements[field];
  else Object.assign(elements, { [field]: statements });
}

/** What was stated before goes on holding before `from` and after `to`. */
function outside(
  statements: readonly Statement<unknown>[],
  from: string | null,
  to: string | null,
): Statement<unknown>[] {
  return statements.flatMap((statement) => {
    const before = from && (!statement.validFrom || statement.validFrom < from);
    const after = to && (!statement.validTo || statement.validTo > to);
    return [
      ...(before ? [{ ...statement, validTo: earlier(statement.validTo, dayBeside(from, -1)) }] : []),
      ...(after ? [{ ...statement, validFrom: later(statement.validFrom, dayBeside(to, 1)) }] : []),
    ];
  });
}

function earlier(a: string | undefined, b: string): string {
  return a !== undefined && a < b ? a : b;
}

function later(a: string | undefined, b: string): string {
  return a !== undefined && a > b ? a : b;
}

/** The calendar day before or after an ISO date. */
function dayBeside(day: string, offset: 1 | -1): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
}
