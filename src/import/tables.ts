import { tableKey, tableTitle } from './document-titles.js';
import type { TableFacts } from './documents.js';
import type { Draft, ImportFault, PrintedTable } from './draft.js';
import { isGuideTable, readGuideTable, splitGuides } from './layouts/guide-table.js';
import { findHeader, headerTexts } from './layouts/header.js';
import { isFormHeader, readForm } from './layouts/implementation-form.js';
import { implementationRows } from './layouts/implementation-rows.js';
import { LAYOUTS } from './layouts/index.js';
import type { CellFault, Layout, RowCells } from './layouts/layout.js';
import { type AssembledRow, assembleRows } from './layouts/rows.js';
import { likelyForms } from './likely.js';
import type { Block, CellCaution, TableBlock } from './readers/blocks.js';
import { squeeze } from './values/text.js';

/** Digits of a row number in the keys of a document nobody has described yet. */
const DEFAULT_WIDTH = 3;

/** Where the tables of one document belong. */
export interface TablePlan {
  file: string;
  regionCode: string;
  /** Title of the document: the last resort for a table without its own. */
  title: string;
  /** Curated tables; then only these are read. Null: every table of a known form is. */
  known: readonly TableFacts[] | null;
}

export interface TablesResult {
  tables: PrintedTable[];
  drafts: Draft[];
  faults: ImportFault[];
  /** Header cells of tables no form was found for. */
  unknownHeaders: { line: number; texts: string[] }[];
}

/** Finds the official tables among the blocks of a document and reads each of their rows into a draft. */
export function readTables(blocks: readonly Block[], plan: TablePlan): TablesResult {
  const reader = new TablesReader(plan);
  let above: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') above.push(block.text);
    else if (reader.table(block, above)) above = [];
  }
  return reader.result;
}

class TablesReader {
  readonly result: TablesResult = { tables: [], drafts: [], faults: [], unknownHeaders: [] };
  /** The table that was read last: the next one without a title continues it. */
  private last: { table: PrintedTable; layout: Layout } | null = null;
  private readonly seqs = new Map<string, Map<number, number>>();

  constructor(private readonly plan: TablePlan) {}

  /** @returns whether the block was a table of some official form (its title is then used up). */
  table(block: TableBlock, above: readonly string[]): boolean {
    const facts = this.plan.known?.find((each) =>
      above.some((text) => squeeze(text) === squeeze(each.title)),
    );
    if (this.plan.known && !facts && !this.last) return false;
    const layouts = facts ? LAYOUTS.filter(({ id }) => id === facts.layout) : LAYOUTS;
    if (isFormHeader(block.rows[0]!)) return this.form(block, above, facts);
    if (!this.plan.known && isGuideTable(block)) return this.guide(block, above);
    let found = false;
    for (let index = 0; index < block.rows.length; ) {
      const header = findHeader(block, index, layouts);
      if (header && 'gap' in header && !this.plan.known) this.reportGap(block, index, header.gap);
      if (!header || !('match' in header)) {
        index++;
        continue;
      }
      const end = this.endOf(block, index, header.match.layout, layouts);
      const printed = this.printedTable(block, above, header.match.layout, facts);
      if (!printed) return found;
      const { rows, faults } = assembleRows(block, index + header.match.rows, end, header.match);
      for (const fault of faults) this.fault(fault.line, fault.message, fault.address);
      for (const row of rows) this.draft(row, printed, header.match.layout, facts);
      found = true;
      index = end;
    }
    if (!found) this.result.unknownHeaders.push({ line: block.line, texts: headerTexts(block.rows[0]!) });
    return found;
  }

  private form(block: TableBlock, above: readonly string[], facts: TableFacts | undefined): boolean {
    const printed = this.printedTable(block, above, implementationRows, facts);
    if (!printed) return false;
    const { row, faults } = readForm(block);
    for (const message of faults) this.fault(block.line, message, block.rows[0]?.cells[0]?.address);
    if (row) this.draft(row, printed, implementationRows, facts);
    return true;
  }

  private guide(block: TableBlock, above: readonly string[]): boolean {
    const printed = this.printedTable(block, above, implementationRows, undefined);
    if (!printed) return false;
    for (const guide of splitGuides(block)) {
      const { row, faults } = readGuideTable(guide, above.at(-1) ?? this.plan.title);
      for (const { header, message } of faults) {
        const at = row.placed[row.cells.map((cell) => cell.header).lastIndexOf(header)];
        this.fault(at?.line ?? guide.line, message, at?.address);
      }
      this.draft(row, printed, implementationRows, undefined);
    }
    return true;
  }

  /** A table ends where another form begins. */
  private endOf(block: TableBlock, from: number, layout: Layout, layouts: readonly Layout[]): number {
    for (let index = from + 1; index < block.rows.length; index++) {
      const header = findHeader(block, index, layouts);
      if (header && 'match' in header && header.match.layout !== layout) return index;
    }
    return block.rows.length;
  }

  private printedTable(
    block: TableBlock,
    above: readonly string[],
    layout: Layout,
    facts: TableFacts | undefined,
  ): PrintedTable | null {
    const title = facts?.title ?? tableTitle(above, block.sheet);
    const same = this.last?.layout === layout && (title === null || title === this.last.table.title);
    if (this.last && same) return this.last.table;
    if (this.plan.known && !facts) return null;
    const { width: _, ...printed } = facts ?? this.unknownTable(title ?? this.plan.title, layout);
    const table: PrintedTable = { ...printed, line: block.line };
    this.result.tables.push(table);
    this.last = { table, layout };
    return table;
  }

  private unknownTable(title: string, layout: Layout): TableFacts {
    const { regionCode } = this.plan;
    const key = tableKey(regionCode, title);
    return { key, title, layout: layout.id, regionCode, width: DEFAULT_WIDTH };
  }

  private draft(row: AssembledRow, table: PrintedTable, layout: Layout, facts: TableFacts | undefined): void {
    const seqs = this.seqs.get(table.key) ?? new Map<number, number>();
    this.seqs.set(table.key, seqs);
    const seq = row.number ?? Math.max(0, ...seqs.keys()) + 1;
    const { name, elements, faults = [], cited, regionCode = table.regionCode } = layout.map(cellsOf(row));
    for (const { header, message } of [...cautionsOf(row, layout), ...faults]) {
      const at = row.placed[row.columns.indexOf(header)];
      this.fault(at?.line ?? row.line, message, at?.address ?? row.address);
    }
    if (name === '') {
      this.fault(row.line, `这一行没有填“${layout.nameHeader}”。`, row.address);
      return;
    }
    const earlier = seqs.get(seq);
    if (earlier !== undefined) {
      this.fault(row.line, `序号 ${seq} 重复，第 ${earlier} 行已经用过。`, row.address);
      return;
    }
    seqs.set(seq, row.line);
    const key = `${table.key}-${String(seq).padStart(facts?.width ?? DEFAULT_WIDTH, '0')}`;
    // A sheet can be wider than its header; empty cells beside the table are not part of it.
    const cells = row.cells.filter((cell, i) => row.columns[i] !== null || cell.text !== '');
    const printed = { table: table.key, seq, key, line: row.line, cells };
    const likely = likelyForms(printed, row.cells[row.columns.indexOf(layout.nameHeader)]?.header ?? '');
    this.result.drafts.push({
      row: printed,
      table,
      regionCode,
      name,
      elements,
      ...(likely ? { likely } : {}),
      ...(cited ? { cited } : {}),
      ...(layout.filledIn && row.address ? { addresses: addressesOf(row) } : {}),
    });
  }

  private reportGap(block: TableBlock, index: number, gap: { layout: Layout; missing: string[] }): void {
    const missing = gap.missing.map((header) => `“${header}”`).join('、');
    const at = block.rows[index]!;
    this.fault(at.line, `表头缺少${missing}（按《${gap.layout.title}》读取）。`, at.cells[0]?.address);
  }

  private fault(line: number, message: string, address?: string): void {
    this.result.faults.push({ file: this.plan.file, line, ...(address ? { cell: address } : {}), message });
  }
}

/** What to do about a doubtful cell. */
const CAUTIONS: Record<CellCaution, string> = {
  merged: '这一格与别的行合并了，请取消合并，每格各填各的。',
  date: '这一格是日期格式，不知道原来写的是什么，请改成文本格式重新填写。',
  formula: '这一格的公式没有结果或者出错，请改成公式算出的值。',
};

/** Official lists may merge cells and hold dates; a form that is filled in cell by cell may not. */
function cautionsOf({ placed, columns }: AssembledRow, { filledIn }: Layout): CellFault[] {
  return placed.flatMap((cell, i) => {
    const header = columns[i];
    if (!header || !cell?.caution || (cell.caution !== 'formula' && !filledIn)) return [];
    return [{ header, message: `“${header}”：${CAUTIONS[cell.caution]}` }];
  });
}

function addressesOf({ placed, columns }: AssembledRow): Record<string, string> {
  const named = columns.map((header, i) => [header ?? '', placed[i]?.address ?? '']);
  return Object.fromEntries(named.filter(([header, address]) => header && address));
}

function cellsOf(row: AssembledRow): RowCells {
  return {
    cells: row.cells,
    section: row.section,
    text: (header) => row.cells[row.columns.indexOf(header)]?.text ?? '',
  };
}
