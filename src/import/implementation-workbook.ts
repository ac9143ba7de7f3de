import ExcelJS, { type Workbook, type Worksheet } from 'exceljs';
import type { Elements, FieldKey } from '../../entities/elements.js';
import { encodeCell } from './implementation-cells.js';
import { FIELD_HINTS } from './implementation-hints.js';
import { EXTRA_LABELS, FIELD_LABELS } from './layouts/implementation-rows.js';

/** The two ways of writing an 实施清单: a sheet for each matter, or a row for each matter. */
export type WorkbookStyle = 'form' | 'rows';

const TITLE = '政务服务事项实施清单';
/** What a cell of a workbook can hold. */
const MAX_CELL_LENGTH = 32_767;
const EXTRA_KEYS = new Set<FieldKey>(EXTRA_LABELS.map(([key]) => key));

/**
 * Writes the 实施清单 of several matters as an .xlsx file that `readDocument` reads back to equal elements
 * (every statement then is one of the row itself, `source: 0`).
 * @throws {RangeError} when a value is longer than a cell can hold (32 767 characters).
 */
export async function writeImplementationWorkbook(
  matters: readonly Elements[],
  style: WorkbookStyle,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  if (style === 'rows') addRows(workbook, matters);
  else
    matters.forEach((elements, index) => {
      addForm(workbook, sheetName(elements, index), elements);
    });
  return toBuffer(workbook);
}

/** Writes an empty form with a hint beside each field (or, as rows, below the header of an own sheet). */
export async function writeImplementationTemplate(style: WorkbookStyle): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  if (style === 'form') addForm(workbook, '实施清单', {});
  else addRows(workbook, []);
  return toBuffer(workbook);
}

function addForm(workbook: Workbook, name: string, elements: Elements): void {
  const sheet = workbook.addWorksheet(name);
  sheet.addRow([TITLE]);
  sheet.addRow(['序号', '字段名', '填写内容', '填写说明']);
  fieldsOf([elements]).forEach(([key, label], index) => {
    sheet.addRow([index + 1, label, cellOf(key, elements, label), FIELD_HINTS[key]]);
  });
  [6, 18, 70, 50].forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  makeReadable(sheet);
}

function addRows(workbook: Workbook, matters: readonly Elements[]): void {
  const sheet = workbook.addWorksheet('实施清单');
  const fields = fieldsOf(matters);
  sheet.addRow([TITLE]);
  const header = sheet.addRow(['序号', ...fields.map(([, label]) => label)]);
  fields.forEach(([key], i) => {
    header.getCell(i + 2).note = FIELD_HINTS[key];
    sheet.getColumn(i + 2).width = 24;
  });
  matters.forEach((elements, index) => {
    sheet.addRow([index + 1, ...fields.map(([key, label]) => cellOf(key, elements, label))]);
  });
  makeReadable(sheet);
}

/** The 36 fields of the form, and of the other lists' fields those that some matter has. */
function fieldsOf(matters: readonly Elements[]): ReadonlyArray<readonly [FieldKey, string]> {
  return FIELD_LABELS.filter(([key]) => !EXTRA_KEYS.has(key) || matters.some((elements) => elements[key]));
}

function cellOf<K extends FieldKey>(key: K, elements: Elements, label: string): string {
  const cell = encodeCell(key, elements[key]);
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
