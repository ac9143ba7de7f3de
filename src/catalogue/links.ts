import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { projectPath } from '../project-root.js';
import { normaliseName } from './kinds.js';

/** A printed row as a reviewer names it: its key and, for checking, the name of its matter. */
export interface RowName {
  key: string;
  name: string;
}

/** What a reviewer found out about two rows: one matter under two names, or two matters that belong together. */
export interface ReviewedLink {
  kind: 'same' | 'related';
  from: RowName;
  to: RowName;
  note: string | null;
}

const rowName = z
  .string()
  .regex(/^\S+ .+$/, 'expected a row key, a blank and the name')
  .transform(parseRowName);
const linksFile = z.strictObject({
  links: z.array(
    z.strictObject({
      kind: z.enum(['same', 'related']),
      from: rowName,
      to: rowName,
      note: z.string().nullable().default(null),
    }),
  ),
});

/**
 * Reads the reviewed links.
 *
 * @param file - JSON of the form `{ "links": [{ "kind", "from": "dj-007 出具婚育情况证明", "to": …, "note"? }] }`.
 * @throws {Error} when the file is not of that form.
 */
export function loadLinks(file = projectPath('data', 'links.json')): ReviewedLink[] {
  const parsed = linksFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.links;
}

/** Splits `dj-017 补、换社会保障卡`. */
export function parseRowName(text: string): RowName {
  const blank = text.indexOf(' ');
  return blank < 0
    ? { key: text, name: '' }
    : { key: text.slice(0, blank), name: text.slice(blank + 1).trim() };
}

/** Finds rows by reviewed names although a newer list may have numbered them anew. */
export class RowFinder {
  private readonly nameOf = new Map<string, string>();
  private readonly keysOf = new Map<string, string[]>();
  private readonly tables = new Set<string>();

  constructor(rows: Iterable<{ key: string; name: string }>) {
    for (const { key, name } of rows) {
      const folded = normaliseName(name);
      this.nameOf.set(key, folded);
      this.tables.add(tableOf(key));
      const inTable = `${tableOf(key)} ${folded}`;
      this.keysOf.set(inTable, [...(this.keysOf.get(inTable) ?? []), key]);
    }
  }

  /** @returns whether the list the row is said to stand in is there at all. */
  knowsTableOf({ key }: RowName): boolean {
    return this.tables.has(tableOf(key));
  }

  /**
   * @returns the key of the row meant: the one with this key while its name agrees, else the only one of the same
   * table that carries the name; null when there is none. A name left empty is not checked.
   */
  find({ key, name }: RowName): string | null {
    const folded = normaliseName(name);
    const atKey = this.nameOf.get(key);
    if (atKey !== undefined && (folded === '' || atKey === folded)) return key;
    const others = this.keysOf.get(`${tableOf(key)} ${folded}`) ?? [];
    if (others.length === 1) return others[0] ?? null;
    return atKey !== undefined && alike(atKey, folded) ? key : null;
  }
}

/** Table part of a row key: `dj` of `dj-017`. */
function tableOf(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
}

/** @returns whether two folded names share most of their characters, as after a misprint was corrected. */
export function alike(a: string, b: string): boolean {
  const shared = [...new Set(b)].filter((character) => a.includes(character)).length;
  return shared >= 0.7 * Math.max(new Set(a).size, new Set(b).size);
}
