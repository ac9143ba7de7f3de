import { CellError, decodeRecords, encodeRecords, type RecordSpec } from './values/cell-syntax.js';

/** 出处: a document or page that a filled 实施清单 names for some of its values, besides being a source itself. */
export interface CitedSource {
  /** File name of a document of the catalogue, or the address of a page. */
  document: string;
  title: string;
  docNumber: string | null;
  /** As the source has it: 2023-07-28, 2023-07 or 2023. */
  date: string | null;
  table: string | null;
  seq: number | null;
  /** Row key or key of the guide. */
  key: string;
  line: number | null;
  url?: string;
}

/** Name of the column (or of the form's line) that lists the sources, one a line, counted from 1. */
export const SOURCES_LABEL = '出处';

const SPEC: RecordSpec = {
  primary: 'title',
  parts: [
    { key: 'docNumber', label: '文号', kind: 'text' },
    { key: 'date', label: '日期', kind: 'text' },
    { key: 'url', label: '网址', kind: 'text' },
    { key: 'document', label: '文件', kind: 'text' },
    { key: 'table', label: '表', kind: 'text' },
    { key: 'seq', label: '序号', kind: 'number' },
    { key: 'key', label: '编号', kind: 'text' },
    { key: 'line', label: '行', kind: 'number' },
  ],
};

/** @returns the cell that lists the sources; empty when there are none. */
export function encodeSources(sources: readonly CitedSource[]): string {
  if (sources.length === 0) return '';
  return encodeRecords(
    sources.map(({ title, docNumber, date, url, document, table, seq, key, line }) => {
      // The address says which document it is; both stand there only where they differ.
      const named = { title, docNumber, date, url, document: document === url ? null : document };
      const stated = Object.entries({ ...named, table, seq, key, line }).filter(([, part]) => part != null);
      return Object.fromEntries(stated);
    }),
    SPEC,
  );
}

/** @throws {CellError} for a source without a title or address. */
export function decodeSources(cell: string): CitedSource[] {
  if (cell === '' || cell === '无') return [];
  return decodeRecords<Partial<CitedSource> & { title: string }>(cell, SPEC).map((own, index) => {
    const { title, url } = own;
    if (title.trim() === '') throw new CellError(`第 ${index + 1} 个出处没有写名称`);
    return {
      document: own.document ?? url ?? title,
      title,
      docNumber: own.docNumber ?? null,
      date: own.date ?? null,
      table: own.table ?? null,
      seq: own.seq ?? null,
      key: own.key ?? '',
      line: own.line ?? null,
      ...(url === undefined ? {} : { url }),
    };
  });
}
