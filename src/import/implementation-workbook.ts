import ExcelJS, { type Workbook, type Worksheet } from 'exceljs';
import type { Elements, FieldKey } from '../../entities/elements.js';
import { type CitedSource, encodeSources, SOURCES_LABEL } from './cited-source.js';
import { encodeCell } from './implementation-cells.js';
import { EXAMPLE } from './implementation-example.js';
import { FIELD_HINTS, REGION_HINT, SOURCES_HINT } from './implementation-hints.js';
import { addTerms, offerTerms } from './implementation-terms.js';
import { EXTRA_LABELS, FIELD_LABELS, REGION_LABEL } from './layouts/implementation-rows.js';
import { EXAMPLE_SHEET } from './readers/xlsx.js';

/** The two ways of writing an 实施清单: a sheet for each matter, or a row for each matter. */
export type WorkbookStyle = 'form' | 'rows';

/**
 * One matter as it stands in a workbook. A statement's `source` is 0 for the workbook itself, n for the n-th of `cited`.
 */
export interface FilledForm {
  elements: Elements;
  cited?: readonly CitedSource[];
  /** GB/T 2260 code, where one workbook holds several regions. */
  regionCode?: string;
}

const TITLE = '政务服务事项实施清单';
const EXAMPLE_TITLE = `${TITLE}（填写示例，导入时不读）`;
/** What a cell of a workbook can hold. */
const MAX_CELL_LENGTH = 32_767;
/** Rows of an empty table that offer their terms. */
const EMPTY_ROWS = 200;
const EXTRA_KEYS = new Set<FieldKey>(EXTRA_LABELS.map(([key]) => key));
/** Fields beside the 36 that 附件2 asks for. */
const ASKED_FOR: readonly FieldKey[] = ['themes', 'disclosed'];

/**
 * Writes the 实施清单 of several matters as an .xlsx file that `readDocument` reads back to equal elements and sources.
 * Cells with a list of terms offer it.
 * @throws {RangeError} when a value is longer than a cell can hold (32 767 characters).
 */
export async function writeImplementationWorkbook(
  matters: readonly FilledForm[],
  style: WorkbookStyle,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const terms = addTerms(workbook);
  if (style === 'rows') offerTerms(addRows(workbook, '实施清单', TITLE, matters), 'rows', terms);
  else
    for (const [index, matter] of matters.entries())
      offerTerms(addForm(workbook, sheetName(matter.elements, index), TITLE, matter), 'form', terms);
  return toBuffer(workbook);
}

/**
 * Writes what staff download: an empty form or table with hints and drop-down lists, and a filled example on a sheet of
 * its own that an import passes over.
 */
export async function buildTemplate(style: WorkbookStyle): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const example = { elements: EXAMPLE };
  const empty = { elements: Object.fromEntries(ASKED_FOR.map((key) => [key, []])) as Elements };
  const terms = addTerms(workbook);
  if (style === 'form') {
    offerTerms(addForm(workbook, '实施清单', TITLE, empty), 'form', terms);
    addForm(workbook, EXAMPLE_SHEET, EXAMPLE_TITLE, example);
  } else {
    const sheet = addRows(workbook, '实施清单', TITLE, [], ASKED_FOR);
    offerTerms(sheet, 'rows', terms, EMPTY_ROWS);
    addRows(workbook, EXAMPLE_SHEET, EXAMPLE_TITLE, [example]);
  }
  return toBuffer(workbook);
}

function addForm(workbook: Workbook, name: string, title: string, matter: FilledForm): Worksheet {
  const sheet = workbook.addWorksheet(name);
  sheet.addRow([title]);
  sheet.addRow(['序号', '字段名', '填写内容', '填写说明']);
  columnsOf([matter]).forEach(({ label, hint, cell }, index) => {
    sheet.addRow([index + 1, label, cell(matter), hint]);
  });
  [6, 18, 70, 50].forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  makeReadable(sheet);
  return sheet;
}

function addRows(
  workbook: Workbook,
  name: string,
  title: string,
  matters: readonly FilledForm[],
  more: readonly FieldKey[] = [],
): Worksheet {
  const sheet = workbook.addWorksheet(name);
  const columns = columnsOf(matters, more);
  sheet.addRow([title]);
  const header = sheet.addRow(['序号', ...columns.map(({ label }) => label)]);
  for (const [i, { hint }] of columns.entries()) {
    header.getCell(i + 2).note = hint;
    sheet.getColumn(i + 2).width = 24;
  }
  for (const [index, matter] of matters.entries())
    sheet.addRow([index + 1, ...columns.map(({ cell }) => cell(matter))]);
  makeReadable(sheet);
  return sheet;
}

/** A line of the form, or a column of the table. */
interface Field {
  label: string;
  hint: string;
  cell(matter: FilledForm): string;
}

/** The 36 fields of the form, and of the others those that some matter has. */
function columnsOf(matters: readonly FilledForm[], more: readonly FieldKey[] = []): Field[] {
  const fields = FIELD_LABELS.filter(
    ([key]) => !EXTRA_KEYS.has(key) || more.includes(key) || matters.some(({ elements }) => elements[key]),
  ).map(
    ([key, label]): Field => ({
      label,
      hint: FIELD_HINTS[key],
      cell: ({ elements }) => checked(encodeCell(key, elements[key]), label),
    }),
  );
  if (matters.some(({ regionCode }) => regionCode !== undefined))
    fields.push({ label: REGION_LABEL, hint: REGION_HINT, cell: ({ regionCode = '' }) => regionCode });
  if (matters.some(({ cited = [] }) => cited.length > 0))
    fields.push({
      label: SOURCES_LABEL,
      hint: SOURCES_HINT,
      cell: ({ cited = [] }) => checked(encodeSources(cited), SOURCES_LABEL),
    });
  return fields;
}

function checked(cell: string, label: string): string {
  if (cell.length > MAX_CELL_LENGTH)
    throw new RangeError(`${label} is longer than ${MAX_CELL_LENGTH} characters`);
  return cell;
}

/** Sheet names are unique, at most 31 characters and without []:*?/\ or a quote at the ends. */
function sheetName(elements: Elements, index: number): string {
  const name = (elements.name?.[0]?.value ?? '').replace(/[[\]:*?/\\'\s]/g, '').slice(0, 24);
  return `${index + 1}.${name === '' ? '事项' : name}`;
}

function makeReadable(sheet: Worksheet): void {
  sheet.views = [{ state: 'frozen', ySplit: 2 }];
  sheet.eachRow((row, number) => {
    row.alignment = { wrapText: true, vertical: 'top' };
    if (number <= 2) row.font = { bold: true };
    // Codes and numbers stay text, so that no program turns them into amounts or dates.
    row.eachCell((cell) => {
      if (typeof cell.value === 'string') cell.numFmt = '@';
    });
  });
}

async function toBuffer(workbook: Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
