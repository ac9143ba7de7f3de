import { type Block, type BlockRow, cellText, type TableBlock } from './blocks.js';

/** A cell on a line of its own; the blank before the tab stands where an automatic number was lost. */
const CELL_LINE = /^( ?)\t([^\t]*)$/;

/**
 * Reads the text of a converted Word document. Tables come in two forms: each cell on a line of its own that
 * begins with a tab (paragraphs inside a cell follow after at most one blank line), or each row on a line with
 * its cells separated by tabs. Two blank lines and then text end a table of the first form; in the second form
 * any text does.
 */
export function readTextBlocks(text: string): Block[] {
  const reader = new TextReader();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    reader.take(line, index + 1);
  });
  return reader.finish();
}

class TextReader {
  private readonly blocks: Block[] = [];
  private table: TableBlock | null = null;
  /** Lines of the cell that is being read, in a table of the first form. */
  private cell: { line: number; lines: string[] } | null = null;
  private blankLines = 0;

  take(text: string, line: number): void {
    if (text.trim() === '' && !text.includes('\t')) {
      this.blankLines++;
      return;
    }
    const ownLine = CELL_LINE.exec(text);
    const insideRows = this.table?.exact === true && this.blankLines === 0;
    if (ownLine && !insideRows) this.takeCell(ownLine[2]!, ownLine[1] !== '', line);
    else if (text.includes('\t')) this.takeRow(text, line);
    else this.takeText(text, line);
    this.blankLines = 0;
  }

  finish(): Block[] {
    this.closeTable();
    return this.blocks;
  }

  private takeCell(text: string, lostNumber: boolean, line: number): void {
    this.closeCell();
    const table = this.openTable(false, line);
    if (table.rows.length === 0 || lostNumber || this.blankLines > 0) table.rows.push({ line, cells: [] });
    if (lostNumber) table.rows.at(-1)!.cells.push({ text: '', line });
    this.cell = { line, lines: [text] };
  }

  private takeRow(text: string, line: number): void {
    const cells = text.split('\t').map((cell) => ({ text: cellText(cell), line }));
    this.openTable(true, line).rows.push({ line, cells });
  }

  private takeText(text: string, line: number): void {
    if (this.cell && this.blankLines < 2) {
      this.cell.lines.push(text);
      return;
    }
    this.closeTable();
    this.blocks.push({ kind: 'paragraph', line, text: text.trim() });
  }

  private openTable(exact: boolean, line: number): TableBlock {
    if (this.table && this.table.exact !== exact) this.closeTable();
    this.table ??= { kind: 'table', line, exact, rows: [] };
    return this.table;
  }

  private closeCell(): void {
    if (!this.cell || !this.table) return;
    this.table.rows.at(-1)!.cells.push({ text: cellText(this.cell.lines), line: this.cell.line });
    this.cell = null;
  }

  private closeTable(): void {
    this.closeCell();
    if (this.table) this.blocks.push(this.table);
    this.table = null;
  }
}

/**
 * Puts the rows of a table right whose file does not say where they end: a blank line inside a row looks like
 * the end of one, so pieces are put together as long as they do not exceed `width` cells.
 */
export function foldRows(rows: readonly BlockRow[], width: number): BlockRow[] {
  const folded: BlockRow[] = [];
  for (const row of rows) {
    const open = folded.at(-1);
    if (open && fits(open, row, width)) open.cells.push(...row.cells);
    else folded.push({ line: row.line, cells: [...row.cells] });
  }
  return folded;
}

function fits(open: BlockRow, next: BlockRow, width: number): boolean {
  if (open.cells.length >= width || open.cells.length + next.cells.length > width) return false;
  // A heading line is a whole row of one cell, and a number begins a new row.
  return !isHeading(open) && !isHeading(next) && !/^\d+$/.test(next.cells[0]!.text);
}

function isHeading(row: BlockRow): boolean {
  return row.cells.length === 1 && /^[一二三四五六七八九十]+、/.test(row.cells[0]!.text);
}
