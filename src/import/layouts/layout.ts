import type { AllValues, Elements, FieldKey, Statement } from '../../../entities/elements.js';
import type { CitedSource } from '../cited-source.js';
import type { PrintedCell } from '../draft.js';

/** One column of an official form. */
export interface Column {
  /** Header as `PrintedCell.header` gives it; sub-columns as 行使层级/市. */
  header: string;
  /** Other wordings, without blanks. */
  aliases?: readonly string[];
  /** A list may leave this column out. */
  optional?: boolean;
}

/** A cell that does not fit its field: the field's header and one Chinese sentence. */
export interface CellFault {
  header: string;
  message: string;
}

/** What a layout reads from one row. `name` is tidied; an empty one is a fault of the row. */
export interface MappedRow {
  name: string;
  elements: Elements;
  /** Cells that do not fit their field. */
  faults?: CellFault[];
  /** Documents and pages that statements name as their source: `source` n is the n-th. */
  cited?: CitedSource[];
  /** Region of this row, where the list names one for each. */
  regionCode?: string;
}

/** The cells of one row by header. */
export interface RowCells {
  readonly cells: readonly PrintedCell[];
  /** Text of the cell; empty when the list has no such column. */
  text(header: string): string;
  /** Heading the row stands under, e.g. 一、基本公共教育. */
  readonly section: string | null;
}

/** One official form of table: how to know it, and what each column means. */
export interface Layout {
  id: string;
  /** Name of the form, for messages. */
  title: string;
  columns: readonly Column[];
  /** Column that holds the name of the matter. */
  nameHeader: string;
  /**
   * What a row without number and name is: the rest of a row torn by a page break (`torn`), or a further part
   * of a row whose number spans several printed rows (`span`).
   */
  continuation: 'torn' | 'span';
  /** The form is filled by staff cell by cell: merged cells and cells of dates are mistakes in it. */
  filledIn?: boolean;
  map(row: RowCells): MappedRow;
}

/** A statement by the row itself, or nothing when there is no value. */
export function stated<T>(value: T, printed?: string): Statement<T>[] | undefined {
  const empty = value === '' || value === undefined || (Array.isArray(value) && value.length === 0);
  if (empty) return undefined;
  return [printed === undefined ? { value, source: 0 } : { value, source: 0, printed }];
}

/** @returns elements without the fields that have no statement. */
export function collect(fields: { [K in FieldKey]?: Statement<AllValues[K]>[] | undefined }): Elements {
  return Object.fromEntries(Object.entries(fields).filter(([, statements]) => statements)) as Elements;
}
