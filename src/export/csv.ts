/** Lets spreadsheet programs recognise UTF-8: the first character of a file. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Spreadsheet programs take a cell that begins with one of these for a formula. */
const FORMULA = /^[=+\-@\t\r"]/;

/**
 * @returns one row as RFC 4180 has it, with its line end. A cell that a spreadsheet would run as a formula is written
 * as a JSON string, which begins with a quotation mark; a cell that begins with one itself as well, so that a reader
 * can tell: whatever begins with `"` is JSON.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = FORMULA.test(cell) ? JSON.stringify(cell) : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
