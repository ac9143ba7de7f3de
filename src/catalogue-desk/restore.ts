import type { EntityManager } from 'typeorm';
import { ELEMENT_LABELS, type FieldKey, LIST_FIELD_LABELS, type Statement } from '../../entities/elements.js';
import type { EditSource } from '../../entities/entry-edit.js';
import type { EntryName } from '../catalogue/apply-edits.js';
import type { ImplementationRecord, SourceRef } from '../catalogue/snapshot.js';
import { cellOf, type EditChanges, fieldDigest } from './draft-content.js';
import { findEntry, getEntry } from './entry.js';
import { DeskNotFoundError } from './errors.js';

/**
 * Changes that bring an entry back to how it was in a revision. Where only edits made the difference they are withdrawn
 * or set again; a value keeps the source that stated it.
 *
 * @param today - ISO date, for what is to be unknown again.
 * @throws {DeskNotFoundError} when the entry did not exist then.
 */
export async function restoringChanges(
  manager: EntityManager,
  name: EntryName,
  revision: number,
  today: string,
): Promise<EditChanges> {
  const now = await getEntry(manager, name);
  const then = await findEntry(manager, name, revision);
  if (!then) throw new DeskNotFoundError('版本');
  const editedThen = new Set(then.edits.map(({ field }) => field));
  const editedNow = new Set(now.edits.map(({ field }) => field));
  const changes: EditChanges = {};
  for (const [field] of [...ELEMENT_LABELS, ...LIST_FIELD_LABELS] as [FieldKey, string][]) {
    if (fieldDigest(now.record, field) === fieldDigest(then.record, field)) continue;
    // Before the edit the lists spoke, and they still do.
    if (editedNow.has(field) && !editedThen.has(field)) changes[field] = { kind: 'withdraw' };
    else changes[field] = changeTo(then.record, field, revision, today);
  }
  return changes;
}

function changeTo(
  record: ImplementationRecord,
  field: FieldKey,
  revision: number,
  today: string,
): NonNullable<EditChanges[FieldKey]> {
  const [first] = (record.elements[field] ?? []) as Statement<unknown>[];
  const stated = first && record.sources[first.source];
  if (!stated) {
    const agency = record.agency ?? '编目部门';
    const note = `恢复到第${revision}版`;
    return { kind: 'unknown', source: { kind: 'office', agency, date: today, docNumber: null, note } };
  }
  return {
    kind: 'set',
    cell: cellOf(record, field),
    source: editSourceOf(stated),
    validFrom: first.validFrom ?? null,
    validTo: first.validTo ?? null,
  };
}

/** @returns a source as an edit names it. */
export function editSourceOf({ title, docNumber, date, url, table, seq }: SourceRef): EditSource {
  const row = seq ? `第${seq}项` : '';
  const place = [table ?? '', row].filter(Boolean).join('') || null;
  // A page may carry no more than a year or a month.
  const day = date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null;
  return {
    kind: 'document',
    title,
    docNumber,
    date: day,
    url: url ?? null,
    place: place?.slice(0, 100) ?? null,
  };
}
