import { type Block, type BlockRow, cellText, liftTitle } from './blocks.js';
import { ReadError } from './read-error.js';

/**
 * Reads a CSV file as RFC 4180 has it: commas, cells in double quotes may hold commas, line breaks and "".
 * @throws {ReadError} when a quote is never closed.
 */
export function readCsvBlocks(text: string): Block[] {
  const rows = csvRows(text).filter((row) => row.cells.some((cell) => cell.text !== ''));
  if (rows.length === 0) return [];
  return liftTitle({ kind: 'table', line: rows[0]!.line, exact: true, rows });
}

function csvRows(text: string): BlockRow[] {
  const rows: BlockRow[] = [];
  let row: BlockRow = { line: 1, cells: [] };
  let cell = '';
  let cellLine = 1;
  let line = 1;
  let quotedSince = 0;
  const endCell = () => {
    row.cells.push({ text: cellText(cell), line: cellLine });
    cell = '';
    cellLine = line;
  };
  const endRow = () => {
    endCell();
    rows.push(row);
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\n') line++;
    if (quotedSince > 0) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quotedSince = 0;
    } else if (char === '"' && cell === '') quotedSince = line;
    else if (char === ',') endCell();
    else if (char === '\n') {
      endRow();
      row = { line, cells: [] };
      cellLine = line;
    } else if (char !== '\r') cell += char;
  }
  if (quotedSince > 0) throw new ReadError('单元格的双引号没有成对。', quotedSince);
  if (cell !== '' || row.cells.length > 0) endRow();
  return rows;
}
