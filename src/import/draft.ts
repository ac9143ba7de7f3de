import type { Elements } from '../../entities/elements.js';
import type { CitedSource } from './cited-source.js';

/** One cell exactly as the document prints it. */
export interface PrintedCell {
  /** Column header with stray blanks removed, e.g. 实施机构名称; sub-columns as 行使层级/市. */
  header: string;
  /** Text as printed; paragraphs separated by `\n`. */
  text: string;
  /** 1-based line (text), row (sheet) or paragraph (Word) where the cell begins. */
  line: number;
}

/** One printed row of an official table. */
export interface PrintedRow {
  /** Key of the table, e.g. `dj`. */
  table: string;
  /** 序号; the position in the table where the printed number was lost. */
  seq: number;
  /** Table key and zero-padded number, e.g. `dj-017`. */
  key: string;
  line: number;
  cells: PrintedCell[];
}

/** The official table a row stands in. */
export interface PrintedTable {
  key: string;
  /** Title as printed, e.g. 垫江县乡镇（街道）通用公共服务事项目录清单. */
  title: string;
  layout: string;
  regionCode: string;
  line: number;
  /** 文号 of the table's own document, where it stands in a gazette or an annex; else the document's holds. */
  docNumber?: string;
  /** Title of the table's own document. */
  docTitle?: string;
  /** ISO date of the table's own document. */
  date?: string;
}

/** The official document that was read. */
export interface DocumentDraft {
  /** File name; the id of the document. */
  file: string;
  title: string;
  /** 文号. */
  docNumber: string | null;
  issuer: string | null;
  /** ISO date of issue. */
  date: string | null;
  regionCode: string;
  /** SHA-256 of the bytes, so that the same file is recognised. */
  sha256: string;
  url?: string;
}

/**
 * What a layout reads from one printed row: the matter it names and one implementation of it.
 * In `elements` a statement has `source: 0`, the row itself, or n for the n-th of `cited`.
 */
export interface Draft {
  row: PrintedRow;
  table: PrintedTable;
  regionCode: string;
  /** 事项名称, rejoined and without stray blanks. */
  name: string;
  elements: Elements;
  /** Header → likely form, where the print looks wrong; the print itself stays as it is. */
  likely?: Record<string, string>;
  /** Documents and pages that a filled 实施清单 names for single values. */
  cited?: CitedSource[];
  /** Header → sheet and cell, of a filled 实施清单 in a workbook. */
  addresses?: Record<string, string>;
}

/** A fault in a file: one clear Chinese sentence with the place. */
export interface ImportFault {
  file: string;
  line: number | null;
  /** Sheet and cell in a workbook, e.g. 清单!C12. */
  cell?: string;
  message: string;
}

/** Everything read from one file. `drafts` may be used only when `faults` is empty or `--partial` was given. */
export interface ReadResult {
  document: DocumentDraft;
  tables: PrintedTable[];
  drafts: Draft[];
  faults: ImportFault[];
  /** What was read but should be looked at, e.g. results of formulas; it keeps nobody from using the drafts. */
  notes?: ImportFault[];
}
