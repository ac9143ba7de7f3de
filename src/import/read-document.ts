import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { statedFacts } from './document-titles.js';
import { bundledDocuments, type DocumentFacts, findDocumentFacts, SOURCES_FOLDER } from './documents.js';
import type { DocumentDraft, ImportFault, ReadResult } from './draft.js';
import type { Block } from './readers/blocks.js';
import { readCsvBlocks } from './readers/csv.js';
import { readDocxBlocks } from './readers/docx.js';
import { MACRO_MESSAGE, ReadError } from './readers/read-error.js';
import { readTextBlocks } from './readers/text.js';
import { decodeText } from './readers/text-encoding.js';
import { readTables } from './tables.js';
import { readTranscribed } from './transcribed.js';

/** Files above this size are refused before they are read, in bytes. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** A workbook full of formulas is told once, not ten thousand times. */
const MOST_FORMULA_NOTES = 50;

export interface ReadOptions {
  /** GB/T 2260 code of the region a list is for; documents that are bundled know their own. */
  regionCode?: string;
  onProgress?: (progress: ReadProgress) => void;
}

/** Told after each document. */
export interface ReadProgress {
  file: string;
  /** Matters read from this file. */
  drafts: number;
  /** Files done and to do in all. */
  done: number;
  total: number;
}

/**
 * Reads one official list (.txt, .docx, .xlsx, .csv). Bad input never throws: it is told in `faults`, one
 * Chinese sentence each, and `drafts` holds what could be read all the same.
 */
export async function readDocument(path: string, options: ReadOptions = {}): Promise<ReadResult> {
  const result = await read(path, options);
  options.onProgress?.({ file: result.document.file, drafts: result.drafts.length, done: 1, total: 1 });
  return result;
}

/**
 * Reads one official list that is in memory already.
 *
 * @param file - its name; the extension tells what it is.
 */
export async function readDocumentBytes(
  file: string,
  bytes: Buffer,
  { regionCode }: Pick<ReadOptions, 'regionCode'> = {},
): Promise<ReadResult> {
  const unread = unreadDocument(file, regionCode);
  const document = { ...unread, sha256: createHash('sha256').update(bytes).digest('hex') };
  try {
    if (bytes.length === 0) throw new ReadError('文件是空的。');
    const { blocks, lines } = await blocksOf(file, bytes);
    const facts = findDocumentFacts(file, document.sha256);
    const result = facts
      ? readKnown(facts, document.sha256, blocks, lines)
      : readUnknown({ ...document, ...statedFacts(blocks, file) }, blocks);
    const notes = formulaNotes(file, blocks);
    return notes.length > 0 ? { ...result, notes } : result;
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const fault: ImportFault = { file, line: error.line, message: error.message };
    return { document, tables: [], drafts: [], faults: [fault] };
  }
}

/** Reads the documents that ship with the project, in order. */
export async function readBundledDocuments(onProgress?: ReadOptions['onProgress']): Promise<ReadResult[]> {
  const documents = bundledDocuments();
  const results: ReadResult[] = [];
  for (const { file } of documents) {
    const result = await read(join(SOURCES_FOLDER, file), {});
    results.push(result);
    onProgress?.({ file, drafts: result.drafts.length, done: results.length, total: documents.length });
  }
  return results;
}

async function read(path: string, { regionCode }: ReadOptions): Promise<ReadResult> {
  const file = basename(path);
  try {
    return await readDocumentBytes(file, await readBytes(path), { regionCode });
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const fault: ImportFault = { file, line: error.line, message: error.message };
    return { document: unreadDocument(file, regionCode), tables: [], drafts: [], faults: [fault] };
  }
}

function unreadDocument(file: string, regionCode: string | undefined): DocumentDraft {
  return {
    file,
    title: basename(file, extname(file)),
    docNumber: null,
    issuer: null,
    date: null,
    regionCode: regionCode ?? '',
    sha256: '',
  };
}

/** What a formula shows may differ from what its author saw: somebody has to look at it. */
function formulaNotes(file: string, blocks: readonly Block[]): ImportFault[] {
  const cells = blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.flatMap((row) => row.cells.filter((cell) => cell.formula)) : [],
  );
  const shown = cells.slice(0, MOST_FORMULA_NOTES).map(({ line, address, text }) => ({
    file,
    line,
    ...(address ? { cell: address } : {}),
    message: `这一格是公式，按表中存下的结果“${text.slice(0, 30)}”读取，请改为文字或核对后再用。`,
  }));
  const more = cells.length - shown.length;
  return more > 0 ? [...shown, { file, line: null, message: `另有 ${more} 格也是公式。` }] : shown;
}

async function readBytes(path: string): Promise<Buffer> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new ReadError('找不到这个文件。');
  if (!found.isFile()) throw new ReadError('这不是文件，请指明要导入的清单文件。');
  if (found.size > MAX_FILE_BYTES)
    throw new ReadError(
      `文件过大（${Math.ceil(found.size / 1024 / 1024)} MB），最多 ${MAX_FILE_BYTES / 1024 / 1024} MB。`,
    );
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) throw new ReadError('文件无法打开，请检查读取权限。');
  return bytes;
}

/** `lines` are those of a text file; empty for others. */
async function blocksOf(file: string, bytes: Buffer): Promise<{ blocks: Block[]; lines: string[] }> {
  const extension = extname(file).toLowerCase();
  if (extension === '.docx') return { blocks: await readDocxBlocks(bytes), lines: [] };
  if (extension === '.xlsx') {
    // exceljs is large and only workbooks need it: a server start does not pay for it.
    const { readXlsxBlocks } = await import('./readers/xlsx.js');
    return { blocks: await readXlsxBlocks(bytes), lines: [] };
  }
  if (extension === '.xlsm' || extension === '.xltm') throw new ReadError(MACRO_MESSAGE);
  if (extension !== '.txt' && extension !== '.csv')
    throw new ReadError(`不支持“${extension || file}”这种文件，请用 .txt、.docx、.xlsx 或 .csv。`);
  const text = decodeText(bytes);
  if (extension === '.csv') return { blocks: readCsvBlocks(text), lines: [] };
  return { blocks: readTextBlocks(text), lines: text.split(/\r\n|\n|\r/) };
}

function readKnown(facts: DocumentFacts, sha256: string, blocks: Block[], lines: string[]): ReadResult {
  const { tables: known, ...curated } = facts;
  const document: DocumentDraft = { ...curated, sha256 };
  const inTables = known.filter(({ layout }) => layout !== 'transcribed');
  const plan = { file: facts.file, regionCode: facts.regionCode, title: facts.title, known: inTables };
  const { tables, drafts, faults } = readTables(blocks, plan);
  for (const each of known.filter(({ layout }) => layout === 'transcribed')) {
    const { table, draft, misplaced } = readTranscribed(each, lines);
    tables.push(table);
    drafts.push(draft);
    for (const { line, words } of misplaced)
      faults.push({ file: facts.file, line, message: `这一行没有转录所引的文字“${words.slice(0, 30)}”。` });
  }
  for (const { key, title } of known)
    if (!tables.some((table) => table.key === key))
      faults.push({ file: facts.file, line: null, message: `文件里没有找到表“${title}”。` });
  return { document, tables, drafts, faults };
}

function readUnknown(document: DocumentDraft, blocks: Block[]): ReadResult {
  const { file, title, regionCode } = document;
  const { tables, drafts, faults, unknownHeaders } = readTables(blocks, {
    file,
    title,
    regionCode,
    known: null,
  });
  if (regionCode === '' && (drafts.length === 0 || drafts.some((draft) => draft.regionCode === '')))
    faults.push({ file, line: null, message: '没有指明行政区划，请用 --region 指明是哪里的清单。' });
  if (tables.length === 0 && faults.every(({ line }) => line === null))
    faults.unshift(notAList(file, unknownHeaders));
  else if (drafts.length === 0 && faults.length === 0)
    faults.push({ file, line: tables[0]?.line ?? null, message: '清单里一个事项也没有。' });
  return { document, tables, drafts, faults };
}

function notAList(file: string, unknown: readonly { line: number; texts: string[] }[]): ImportFault {
  const widest = [...unknown].sort((a, b) => b.texts.length - a.texts.length)[0];
  if (!widest) return { file, line: null, message: '文件里没有表格，不是事项清单。' };
  const header = widest.texts
    .slice(0, 12)
    .map((text) => (text.length > 12 ? `${text.slice(0, 12)}…` : text))
    .join('、');
  return { file, line: widest.line, message: `不认识这种清单，表头是：${header}。` };
}
