import ExcelJS, { type Cell, type Worksheet } from 'exceljs';
import { type Block, type BlockRow, type CellCaution, cellText, isBlank, liftTitle } from './blocks.js';
import { MACRO_MESSAGE, ReadError } from './read-error.js';
import { readPackage } from './zip.js';

/** A sheet that shows how a form is filled in; an import passes over it. */
export const EXAMPLE_SHEET = '填写示例';

/** More columns than any official form has; sheets formatted to the last column would cost minutes. */
const MAX_COLUMNS = 128;
/** Programs in a workbook, of Visual Basic or of the older macro sheets. */
const MACROS = /(^|\/)vbaProject\.bin$|^xl\/macrosheets\//i;

/**
 * Reads every visible worksheet as a table; lines are row numbers, and each cell knows its address.
 * Merged cells keep their place: only the first cell of a merged range holds the text.
 * @throws {ReadError} when it is no workbook, or a damaged or protected one.
 */
export async function readXlsxBlocks(bytes: Buffer): Promise<Block[]> {
  const entries = await readPackage(bytes, (name) => name === 'xl/workbook.xml' || MACROS.test(name), {
    checkAll: true,
  });
  if (!entries.has('xl/workbook.xml')) throw new ReadError('文件不是 Excel 工作簿（缺少工作簿目录）。');
  if ([...entries.keys()].some((name) => MACROS.test(name))) throw new ReadError(MACRO_MESSAGE);
  const workbook = new ExcelJS.Workbook();
  try {
    // The declared type is exceljs' own Buffer, older than Node's.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch {
    throw new ReadError('Excel 工作簿已损坏，无法读取。');
  }
  return workbook.worksheets
    .filter((sheet) => sheet.state === 'visible' && sheet.name !== EXAMPLE_SHEET)
    .flatMap(readSheet);
}

function readSheet(sheet: Worksheet): Block[] {
  const width = Math.min(sheet.columnCount, MAX_COLUMNS);
  const rows: BlockRow[] = [];
  sheet.eachRow((row, line) => {
    const cells = Array.from({ length: width }, (_, i) => {
      const cell = row.getCell(i + 1);
      const caution = cautionOf(cell);
      return {
        text: textOf(cell),
        line,
        address: `${sheet.name}!${cell.address}`,
        ...(caution ? { caution } : {}),
        ...(isFormula(cell) ? { formula: true as const } : {}),
      };
    });
    rows.push({ line, cells });
  });
  const filled = rows.filter((row) => !isBlank(row));
  if (filled.length === 0) return [];
  return liftTitle({ kind: 'table', line: filled[0]!.line, exact: true, rows: filled, sheet: sheet.name });
}

function isFormula(cell: Cell): boolean {
  return cell.formula !== undefined && !(cell.isMerged && cell.master !== cell);
}

function textOf(cell: Cell): string {
  if (cell.isMerged && cell.master !== cell) return '';
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) {
    const { result } = value;
    if (result instanceof Date) return dateText(result);
    return isErrorValue(result) ? '' : cellText(String(result ?? ''));
  }
  if (isErrorValue(value)) return '';
  return cellText(cell.text ?? '');
}

/** An error in a cell with the format of a date is a date that does not exist. */
function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

function cautionOf(cell: Cell): CellCaution | null {
  if (cell.isMerged && cell.master !== cell) return cell.master.row === cell.row ? null : 'merged';
  const { value } = cell;
  if (value instanceof Date) return 'date';
  if (typeof value !== 'object' || value === null) return null;
  if (isErrorValue(value)) return 'formula';
  if (!('formula' in value || 'sharedFormula' in value)) return null;
  if (value.result instanceof Date) return 'date';
  return value.result === undefined || isErrorValue(value.result) ? 'formula' : null;
}

/** #REF!, #N/A and the like. */
function isErrorValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'error' in value;
}
