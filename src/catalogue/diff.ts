import type { FieldKey, Statement } from '../../entities/elements.js';
import type { Draft } from '../import/draft.js';
import { canonicalJson } from './canonical.js';
import { firstValue, normaliseName } from './kinds.js';
import { alike } from './links.js';

/** 变更要素: one field before and after. */
export interface FieldChange {
  element: FieldKey;
  /** Values stated before; empty when nothing was. */
  before: unknown[];
  after: unknown[];
}

/** 新增, 变更 or 取消 of one row. */
export interface RowChange {
  change: 'created' | 'updated' | 'removed';
  /** Key in the newer list; for a removed row the key it had. */
  key: string;
  /** Key in the older list, where it differs. */
  previousKey?: string;
  name: string;
  /** What changed, for an updated row. */
  fields: FieldChange[];
}

/** A newer list against the published one. */
export interface DraftDiff {
  changes: RowChange[];
  unchanged: number;
  /** Key in the newer list → key of the row it continues. */
  continues: Map<string, string>;
}

/**
 * Compares the rows of a document with those published so far. A row continues an older one of the same table with
 * the same basic code, else the same name and agency, else the same name, else the same number and a similar name:
 * so that a list that was numbered anew shows what really changed.
 *
 * @param current - published rows of the tables that the newer document replaces.
 */
export function diffDrafts(current: readonly Draft[], drafts: readonly Draft[]): DraftDiff {
  const previous = pairUp(current, drafts);
  const changes: RowChange[] = [];
  const continues = new Map<string, string>();
  let unchanged = 0;
  for (const draft of drafts) {
    const old = previous.get(draft);
    const { key } = draft.row;
    if (!old) {
      changes.push({ change: 'created', key, name: draft.name, fields: [] });
      continue;
    }
    continues.set(key, old.row.key);
    const fields = changedFields(old, draft);
    if (fields.length === 0) unchanged++;
    else {
      const moved = old.row.key === key ? {} : { previousKey: old.row.key };
      changes.push({ change: 'updated', key, ...moved, name: draft.name, fields });
    }
  }
  const kept = new Set(previous.values());
  for (const old of current)
    if (!kept.has(old)) changes.push({ change: 'removed', key: old.row.key, name: old.name, fields: [] });
  return { changes, unchanged, continues };
}

/** @returns fields whose stated values differ, the name among them. */
function changedFields(before: Draft, after: Draft): FieldChange[] {
  const keys = new Set([...Object.keys(before.elements), ...Object.keys(after.elements)] as FieldKey[]);
  keys.delete('name');
  const changes: FieldChange[] = [];
  if (before.name !== after.name)
    changes.push({ element: 'name', before: [before.name], after: [after.name] });
  for (const element of keys) {
    const [old, now] = [before.elements[element] ?? [], after.elements[element] ?? []];
    if (canonicalJson(old) !== canonicalJson(now))
      changes.push({ element, before: values(old), after: values(now) });
  }
  return changes;
}

function values(statements: readonly Statement<unknown>[]): unknown[] {
  return statements.map((statement) => statement.value);
}

/** @returns what names a difference when a reviewer leaves it, e.g. `updated dj-017`. */
export function changeId({ change, key }: Pick<RowChange, 'change' | 'key'>): string {
  return `${change} ${key}`;
}

/** @returns the key of the list that a table is of: rows that a newer edition left in force stand under `dj~12`. */
export function tableFamily(key: string): string {
  return key.split('~', 1)[0] ?? key;
}

/** @returns newer row → the older row it continues. */
function pairUp(current: readonly Draft[], drafts: readonly Draft[]): Map<Draft, Draft> {
  const pairs = new Map<Draft, Draft>();
  const free = new Set(current);
  const pass = (
    identity: (draft: Draft) => string | null,
    accept?: (old: Draft, draft: Draft) => boolean,
  ) => {
    const waiting = new Map<string, Draft[]>();
    for (const old of free) {
      const id = identity(old);
      if (id !== null) waiting.set(id, [...(waiting.get(id) ?? []), old]);
    }
    for (const draft of drafts) {
      const id = pairs.has(draft) ? null : identity(draft);
      const old = id === null ? undefined : waiting.get(id)?.[0];
      if (!old || (accept && !accept(old, draft))) continue;
      pairs.set(draft, old);
      free.delete(old);
      waiting.get(id as string)?.shift();
    }
  };
  const name = (draft: Draft) => `${tableFamily(draft.table.key)} ${normaliseName(draft.name)}`;
  pass((draft) => {
    const code = firstValue(draft.elements, 'basicCode');
    return code ? `${tableFamily(draft.table.key)} ${code} ${normaliseName(draft.name)}` : null;
  });
  pass((draft) => `${name(draft)} ${normaliseName(firstValue(draft.elements, 'agency') ?? '')}`);
  pass(name);
  pass((draft) => {
    const code = firstValue(draft.elements, 'basicCode');
    return code ? `${tableFamily(draft.table.key)} ${code}` : null;
  });
  pass(
    (draft) => draft.row.key,
    (old, draft) => alike(normaliseName(old.name), normaliseName(draft.name)),
  );
  return pairs;
}
