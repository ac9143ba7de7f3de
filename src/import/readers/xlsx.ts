import ExcelJS, { type Cell, type Worksheet } from 'exceljs';
import { type Block, type BlockRow, cellText, isBlank, liftTitle } from './blocks.js';
import { ReadError } from './read-error.js';
import { readPackage } from './zip.js';

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
  let hasMacros = false;
  const wanted = (name: string): boolean => {
    hasMacros ||= MACROS.test(name);
    return name === 'xl/workbook.xml';
  };
  const entries = await readPackage(bytes, wanted, { checkAll: true });
  if (hasMacros) throw new ReadError('工作簿含有宏，请另存为不含宏的 .xlsx 后再导入。');
  if (!entries.has('xl/workbook.xml')) throw new ReadError('文件不是 Excel 工作簿（缺少工作簿目录）。');
  const workbook = new ExcelJS.Workbook();
  try {
    // The declared type is exceljs' own Buffer, older than Node's.
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  } catch {
    throw new ReadError('Excel 工作簿已损坏，无法读取。');
  }
  return workbook.worksheets.filter((sheet) => sheet.state === 'visible').flatMap(readSheet);
}

function readSheet(sheet: Worksheet): Block[] {
  const width = Math.min(sheet.columnCount, MAX_COLUMNS);
  const rows: BlockRow[] = [];
  sheet.eachRow((row, line) => {
    const cells = Array.from({ length: width }, (_, i) => {
      const cell = row.getCell(i + 1);
      const address = `${sheet.name}!${cell.address}`;
      return { text: textOf(cell), line, address, ...(isFormula(cell) ? { formula: true as const } : {}) };
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
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'object' && ('formula' in value || 'sharedFormula' in value)) {
    const { result } = value;
    if (result instanceof Date) return result.toISOString().slice(0, 10);
    // #REF! and the like are no value.
    return typeof result === 'object' ? '' : cellText(String(result ?? ''));
  }
  return cellText(cell.text ?? '');
}
