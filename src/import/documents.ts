import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DocumentDraft } from './draft.js';

/** Curated facts about one table of a bundled document. */
export interface TableFacts {
  key: string;
  /** As printed above the table. */
  title: string;
  /** Id of a layout, or `transcribed` for a matter told in prose. */
  layout: string;
  regionCode: string;
  /** Digits of the row number in a key, zero-padded. */
  width: number;
  /** 文号, title and ISO date of the table's own document, where it stands in a gazette or an annex. */
  docNumber?: string;
  docTitle?: string;
  date?: string;
}

/** Curated facts about one bundled document. */
export interface DocumentFacts extends Omit<DocumentDraft, 'url'> {
  url?: string;
  tables: TableFacts[];
}

/** Folder of the bundled documents; the same from the sources and from `dist/`. */
export const SOURCES_FOLDER = findSources(dirname(fileURLToPath(import.meta.url)));

let bundled: DocumentFacts[] | null = null;

/** @returns the curated facts of all bundled documents, in order. */
export function bundledDocuments(): DocumentFacts[] {
  bundled ??= readSourceJson<DocumentFacts[]>('documents.json');
  return bundled;
}

/** @returns the facts of a document known by its bytes or, for an amended copy, by its file name; else null. */
export function findDocumentFacts(file: string, sha256: string): DocumentFacts | null {
  const all = bundledDocuments();
  return all.find((each) => each.sha256 === sha256) ?? all.find((each) => each.file === file) ?? null;
}

/** Reads a JSON file of `data/sources/`. */
export function readSourceJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(SOURCES_FOLDER, name), 'utf8')) as T;
}

function findSources(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'data', 'sources');
    if (existsSync(join(candidate, 'documents.json'))) return candidate;
    if (dirname(folder) === folder) throw new Error('data/sources/documents.json is missing');
  }
}
