import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { ItemRecord } from '../catalogue/snapshot.js';
import type { Lexicon } from '../language/lexicon.js';
import { type PackedTerms, TermTable } from '../language/term-table.js';
import { projectPath } from '../project-root.js';
import type { CompiledTexts } from './compiled-texts.js';
import { ExactWordings } from './exact-wordings.js';
import { FIELDS, type MatterRow } from './matter-rows.js';

/** Compiled texts as they are stored. */
interface Packed {
  table: PackedTerms;
  /** Of each row how many terms it has, and how many of them stand in a name. */
  lengths: Int32Array;
  nameTerms: Int32Array;
  ids: Int32Array;
  values: Float32Array;
  exact: Map<number, number>;
}

/** Two services may share a folder; more files than this are of yesterday. */
const MOST = 2;

/**
 * Keeps what was read from the texts of a catalogue for the next start, in a file that is named by a hash over everything
 * it depends on (the texts, the lexicon, this program's own code and its packages), so that it is never out of date.
 * Where nothing can be written, nothing is kept.
 */
export class KeptTexts {
  constructor(private readonly folder: string) {}

  /** @returns null when there is none for these texts. */
  read(items: readonly ItemRecord[], lexicon: Lexicon): CompiledTexts | null {
    try {
      return unpack(deserialize(readFileSync(this.pathFor(items, lexicon))) as Packed);
    } catch {
      return null;
    }
  }

  /** Keeps them; what is older makes way. */
  write(items: readonly ItemRecord[], lexicon: Lexicon, texts: CompiledTexts): void {
    try {
      const path = this.pathFor(items, lexicon);
      mkdirSync(this.folder, { recursive: true });
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, serialize(pack(texts)));
      renameSync(unfinished, path);
      this.tidy();
    } catch {
      // A folder that cannot be written costs the next start a second.
    }
  }

  private tidy(): void {
    const files = readdirSync(this.folder).map((name) => join(this.folder, name));
    const byAge = files.map((path) => ({ path, changed: statSync(path).mtimeMs }));
    byAge.sort((a, b) => b.changed - a.changed);
    for (const { path } of byAge.slice(MOST)) rmSync(path, { force: true });
  }

  private pathFor(items: readonly ItemRecord[], lexicon: Lexicon): string {
    const hash = createHash('sha256').update(programHash());
    for (const concept of lexicon.concepts) hash.update(JSON.stringify(concept));
    hash.update(JSON.stringify([...lexicon.misspellings]));
    for (const item of items) hash.update(JSON.stringify(item));
    return join(this.folder, hash.digest('hex').slice(0, 32));
  }
}

let program: string | null = null;

/** Hash over the code that reads texts and the versions of the packages that it uses. */
function programHash(): string {
  if (program) return program;
  const hash = createHash('sha256').update(readFileSync(projectPath('package-lock.json')));
  for (const part of ['../language/', './']) {
    const folder = fileURLToPath(new URL(part, import.meta.url));
    for (const name of readdirSync(folder).sort())
      if (/\.[jt]s$/.test(name)) hash.update(readFileSync(join(folder, name)));
  }
  program = hash.update(process.version).digest('hex');
  return program;
}

function pack({ table, rows, exact }: CompiledTexts): Packed {
  const ids = new Int32Array(rows.reduce((sum, row) => sum + row.ids.length, 0));
  const values = new Float32Array(ids.length * FIELDS);
  let at = 0;
  for (const row of rows) {
    ids.set(row.ids, at);
    values.set(row.values, at * FIELDS);
    at += row.ids.length;
  }
  return {
    table: table.pack(),
    lengths: Int32Array.from(rows, (row) => row.ids.length),
    nameTerms: Int32Array.from(rows, (row) => row.nameTerms),
    ids,
    values,
    exact: exact.matters,
  };
}

function unpack({ table, lengths, nameTerms, ids, values, exact }: Packed): CompiledTexts {
  const rows: MatterRow[] = [];
  let at = 0;
  for (const [number, length] of lengths.entries()) {
    rows.push({
      ids: ids.subarray(at, at + length),
      values: values.subarray(at * FIELDS, (at + length) * FIELDS),
      nameTerms: nameTerms[number] as number,
    });
    at += length;
  }
  return { table: TermTable.unpack(table), rows, exact: new ExactWordings(exact) };
}
