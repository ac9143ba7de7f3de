import { moveSources } from '../catalogue/readings.js';
import type { ImplementationRecord } from '../catalogue/snapshot.js';
import type { FilledForm, WorkbookStyle } from '../import/implementation-workbook.js';

/**
 * Writes implementations as an .xlsx file that an import reads back to equal elements, each statement with its source.
 *
 * @param implementations - of a snapshot; the rows as printed are not in the file, only where they stand.
 * @throws {RangeError} when a value is longer than a cell can hold.
 */
export async function exportWorkbook(
  implementations: readonly ImplementationRecord[],
  style: WorkbookStyle,
): Promise<Buffer> {
  // exceljs is large and only workbooks need it.
  const { writeImplementationWorkbook } = await import('../import/implementation-workbook.js');
  return writeImplementationWorkbook(implementations.map(filledForm), style);
}

/** @returns an implementation as a workbook holds it: source 0 is the workbook, so that its own begin at 1. */
export function filledForm({ elements, sources, regionCode }: ImplementationRecord): FilledForm {
  return {
    elements: moveSources(elements, (source) => source + 1),
    cited: sources.map(({ row: _, ...source }) => source),
    regionCode,
  };
}
