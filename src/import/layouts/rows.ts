import type { PrintedCell } from '../draft.js';
import { type BlockCell, type BlockRow, isBlank, type TableBlock } from '../readers/blocks.js';
import { foldRows } from '../readers/text.js';
import { squeeze } from '../values/text.js';
import { findHeader, type HeaderMatch } from './header.js';

/** One row of a table, put together from all its printed pieces. */
export interface AssembledRow {
  /** 序号 as printed; null where the number was lost or the table has none. */
  number: number | null;
  line: number;
  cells: PrintedCell[];
  /** By cell: the column of the form it stands in; null for one the form does not know. */
  columns: (string | null)[];
  section: string | null;
  /** By cell: the cell of the file it begins in. */
  placed: (BlockCell | undefined)[];
  /** Sheet and cell of a workbook. */
  address?: string;
}

/** A row that cannot be used. */
export interface RowFault {
  line: number;
  message: string;
  address?: string;
}

const NUMBER = /^[(（]?(\d{1,5})[)）.．、]?$/;
/** Lines below a table, not headings: 备注：…, 联系人：… */
const REMARK = /^(备注|说明|注|联系人|填报|填表|合计)/;

/**
 * Puts the rows below a header together: leaves out repeated headers and empty rows, hands section headings to
 * the rows below them, rejoins rows torn by a page break, and reports rows with too few or too many cells.
 */
export function assembleRows(
  table: TableBlock,
  first: number,
  end: number,
  header: HeaderMatch,
): { rows: AssembledRow[]; faults: RowFault[] } {
  const assembler = new Assembler(header);
  const width = header.labels.length;
  const below = table.rows.slice(first, end);
  for (const row of table.exact ? below : foldRows(below, width)) assembler.take(row, table);
  return assembler;
}

class Assembler {
  readonly rows: AssembledRow[] = [];
  readonly faults: RowFault[] = [];
  private section: string | null = null;
  private afterHeader = false;
  private readonly numberAt: number;
  private readonly nameAt: number;

  constructor(private readonly header: HeaderMatch) {
    const at = (name: string) => header.columns.findIndex((column) => column?.header === name);
    this.numberAt = at('序号');
    this.nameAt = at(header.layout.nameHeader);
  }

  take(row: BlockRow, table: TableBlock): void {
    if (isBlank(row)) return;
    if (this.isHeader(row, table)) {
      this.afterHeader = true;
      return;
    }
    const heading = this.headingOf(row);
    if (heading !== null) {
      if (!REMARK.test(heading)) this.section = heading;
      return;
    }
    if (this.continues(row)) this.join(row);
    else this.begin(row);
    this.afterHeader = false;
  }

  private isHeader(row: BlockRow, table: TableBlock): boolean {
    const alone = { ...table, rows: [row] };
    const result = findHeader(alone, 0, [this.header.layout]);
    if (result && 'match' in result) return true;
    // The second line of a header of two lines, or such a header without it.
    const texts = row.cells.map((cell) => squeeze(cell.text)).filter((text) => text !== '');
    return (
      texts.length > 1 &&
      texts.every((text) =>
        this.header.labels.some((each) => each === text || each.split('/').includes(text)),
      )
    );
  }

  private headingOf(row: BlockRow): string | null {
    const [first, ...rest] = row.cells;
    const alone = rest.every((cell) => cell.text === '');
    return alone && first && first.text !== '' && !NUMBER.test(first.text)
      ? first.text.replace(/\n/g, '')
      : null;
  }

  /** A row without number whose name or most of whose cells are empty belongs to the row above. */
  private continues(row: BlockRow): boolean {
    if (this.rows.length === 0 || this.numberAt < 0) return false;
    if (textAt(row, this.numberAt) !== '') return false;
    const others = this.header.labels.map((_, i) => i).filter((i) => i !== this.numberAt);
    const filled = others.filter((i) => textAt(row, i) !== '').length;
    return textAt(row, this.nameAt) === '' || filled * 2 < others.length;
  }

  private join(row: BlockRow): void {
    const torn = this.header.layout.continuation === 'torn' || this.afterHeader;
    const above = this.rows.at(-1)!;
    above.cells = above.cells.map((cell, i) => {
      const more = textAt(row, i);
      if (more === '') return cell;
      if (cell.text === '') return { ...cell, text: more, line: row.cells[i]!.line };
      return { ...cell, text: cell.text + (torn ? '' : '\n') + more };
    });
  }

  private begin(row: BlockRow): void {
    const { labels, columns } = this.header;
    const start = row.cells.find((cell) => cell.text !== '')!;
    const short = columns.flatMap((column, i) =>
      column && !column.optional && i >= row.cells.length ? [column.header] : [],
    );
    const extra = row.cells.slice(labels.length).filter((cell) => cell.text !== '').length;
    if (short.length > 0) {
      const missing = short.map((each) => `“${each}”`).join('、');
      this.reject(start, `这一行只有 ${row.cells.length} 格，应有 ${labels.length} 格，缺少${missing}。`);
      return;
    }
    if (extra > 0) {
      this.reject(start, `这一行有 ${labels.length + extra} 格，表头只有 ${labels.length} 列。`);
      return;
    }
    const printed = this.numberAt < 0 ? '' : textAt(row, this.numberAt);
    const number = NUMBER.exec(squeeze(printed.normalize('NFKC')));
    if (printed !== '' && !number) {
      this.reject(start, `序号“${printed}”不是数字。`);
      return;
    }
    const line = this.numberAt < 0 ? row.line : (row.cells[this.numberAt]?.line ?? row.line);
    this.rows.push({
      number: number ? Number(number[1]) : null,
      line,
      cells: labels.map((label, i) => ({
        header: label === '' ? `第${i + 1}列` : label,
        text: textAt(row, i),
        line: row.cells[i]?.line ?? row.line,
      })),
      columns: columns.map((column) => column?.header ?? null),
      section: this.section,
      placed: labels.map((_, i) => row.cells[i]),
      ...(start.address ? { address: start.address } : {}),
    });
  }

  private reject(at: BlockCell, message: string): void {
    this.faults.push({ line: at.line, message, ...(at.address ? { address: at.address } : {}) });
  }
}

function textAt(row: BlockRow, index: number): string {
  return row.cells[index]?.text ?? '';
}
