/**
 * A cell whose text may not be what its author meant: `merged`, its text stands in another row's cell; `date`, a
 * spreadsheet made a date of it; `formula`, its formula has no result, or an error.
 */
export type CellCaution = 'merged' | 'date' | 'formula';

/** A cell as the file holds it. */
export interface BlockCell {
  /** Lines trimmed, empty lines dropped, joined with `\n`. */
  text: string;
  /** 1-based line (text), row (sheet) or paragraph (Word) where the cell begins. */
  line: number;
  /** Sheet and cell of a workbook, e.g. 清单!C12. */
  address?: string;
  /** The cell holds a formula; `text` is the result that was stored with it. */
  formula?: true;
  /** What makes the cell of a workbook doubtful. */
  caution?: CellCaution;
}

export interface BlockRow {
  line: number;
  cells: BlockCell[];
}

export interface Paragraph {
  kind: 'paragraph';
  line: number;
  text: string;
}

export interface TableBlock {
  kind: 'table';
  line: number;
  /**
   * Whether the file itself says where a row ends. Word-to-text conversions that print each cell on a line
   * of its own do not: there `rows` are guesses, put right once the number of columns is known.
   */
  exact: boolean;
  rows: BlockRow[];
  /** Name of the worksheet. */
  sheet?: string;
}

/** What every reader yields, in the order of the document. */
export type Block = Paragraph | TableBlock;

/** @returns the lines of a cell as kept: trimmed, empty ones dropped, joined with `\n`. */
export function cellText(lines: string | readonly string[]): string {
  const list = typeof lines === 'string' ? lines.split(/\r\n|\n|\r/) : lines;
  return list
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** @returns whether every cell of the row is empty. */
export function isBlank(row: BlockRow): boolean {
  return row.cells.every((cell) => cell.text === '');
}

/**
 * Turns the lines above a table that hold one cell only (its title, 填报单位…) into paragraphs, as they are in
 * other kinds of files. Sheets and CSV files have no other place for a title.
 */
export function liftTitle(table: TableBlock): Block[] {
  const first = table.rows.findIndex((row) => row.cells.filter((cell) => cell.text !== '').length > 1);
  if (first <= 0) return [table];
  const above: Block[] = table.rows.slice(0, first).flatMap((row) => {
    const cell = row.cells.find(({ text }) => text !== '');
    return cell ? [{ kind: 'paragraph' as const, line: cell.line, text: cell.text }] : [];
  });
  const rows = table.rows.slice(first);
  return [...above, { ...table, line: rows[0]!.line, rows }];
}
