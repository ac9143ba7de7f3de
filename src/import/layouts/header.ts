import type { BlockCell, BlockRow, TableBlock } from '../readers/blocks.js';
import { squeeze } from '../values/text.js';
import type { Column, Layout } from './layout.js';

/** A header that was found: which column stands where. */
export interface HeaderMatch {
  layout: Layout;
  /** By position; null for a column the form does not know (kept as printed, read by nobody). */
  columns: (Column | null)[];
  /** Header of each position as printed, without blanks; sub-columns as 行使层级/市. */
  labels: string[];
  /** Rows the header takes. */
  rows: number;
}

/** A row that is nearly the header of a form. */
export interface HeaderGap {
  layout: Layout;
  missing: string[];
}

export type HeaderResult = { match: HeaderMatch } | { gap: HeaderGap } | null;

/** Share of a form's columns that must be there before a row counts as its header with columns missing. */
const NEARLY = 0.5;

/** Looks whether the header of one of `layouts` begins at row `index`. */
export function findHeader(table: TableBlock, index: number, layouts: readonly Layout[]): HeaderResult {
  const row = table.rows[index]!;
  if (row.cells.filter((cell) => cell.text !== '').length < 2) return null;
  let match: HeaderMatch | null = null;
  let gap: (HeaderGap & { share: number }) | null = null;
  for (const layout of layouts) {
    const { columns, labels, rows } = readHeader(table, index, layout);
    const required = layout.columns.filter((column) => !column.optional);
    const missing = required.filter((column) => !columns.includes(column)).map(({ header }) => header);
    if (missing.length === 0) {
      // A short form can be part of a longer one: the longer one is meant.
      if (!match || layout.columns.length > match.layout.columns.length)
        match = { layout, columns, labels, rows };
      continue;
    }
    const share = 1 - missing.length / required.length;
    if (!missing.includes(layout.nameHeader) && share >= NEARLY && share > (gap?.share ?? 0))
      gap = { layout, missing, share };
  }
  if (match) return { match };
  return gap ? { gap: { layout: gap.layout, missing: gap.missing } } : null;
}

function readHeader(table: TableBlock, index: number, layout: Layout): Omit<HeaderMatch, 'layout'> {
  const top = table.rows[index]!.cells.map((cell) => squeeze(cell.text));
  const groups = new Set(layout.columns.flatMap(({ header }) => groupOf(header) ?? []));
  if (groups.size === 0) return label(top, layout, 1);
  const subs = subHeaders(table, index, layout);
  if (!table.exact) {
    const labels = top.flatMap((text) =>
      groups.has(text) ? subs.filled.map((sub) => `${text}/${sub}`) : [text],
    );
    return label(labels, layout, 1 + subs.rows);
  }
  let group = '';
  const labels = Array.from({ length: Math.max(top.length, subs.line.length) }, (_, position) => {
    const text = top[position] ?? '';
    if (text !== '') group = groups.has(text) ? text : '';
    return group === '' ? text : `${group}/${subs.line[position] ?? ''}`;
  });
  return label(labels, layout, 1 + subs.rows);
}

/** @returns the second header line: by position (`line`), and without its empty cells (`filled`). */
function subHeaders(table: TableBlock, index: number, layout: Layout) {
  const known = new Set(
    layout.columns.filter(({ header }) => groupOf(header)).flatMap((column) => subNames(column)),
  );
  const line: string[] = [];
  let rows = 0;
  // A row whose end the file does not show may come in several pieces.
  for (const row of table.rows.slice(index + 1, index + 1 + (table.exact ? 1 : 3))) {
    const texts = row.cells.map((cell) => squeeze(cell.text));
    const filled = texts.filter((text) => text !== '');
    if (filled.length === 0 || !filled.every((text) => known.has(text))) break;
    line.push(...texts);
    rows++;
  }
  return { line, filled: line.filter((text) => text !== ''), rows };
}

function groupOf(header: string): string | null {
  return header.includes('/') ? header.slice(0, header.indexOf('/')) : null;
}

function subNames(column: Column): string[] {
  const group = groupOf(column.header);
  return [column.header, ...(column.aliases ?? [])].map((name) => name.slice((group?.length ?? -1) + 1));
}

function label(texts: readonly string[], layout: Layout, rows: number): Omit<HeaderMatch, 'layout'> {
  const columns = texts.map(
    (text) =>
      layout.columns.find(({ header, aliases }) => header === text || aliases?.includes(text)) ?? null,
  );
  return { columns, labels: [...texts], rows };
}

/** @returns the non-empty cells of a row, squeezed: what a message about an unknown header shows. */
export function headerTexts(row: BlockRow): string[] {
  return row.cells.map((cell: BlockCell) => squeeze(cell.text)).filter((text) => text !== '');
}
