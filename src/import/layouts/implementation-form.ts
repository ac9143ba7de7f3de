import { ELEMENT_LABELS } from '../../../entities/elements.js';
import { SOURCES_LABEL } from '../cited-source.js';
import type { BlockCell, BlockRow, TableBlock } from '../readers/blocks.js';
import { squeeze } from '../values/text.js';
import { FIELD_LABELS, implementationRows, REGION_LABEL } from './implementation-rows.js';
import type { AssembledRow } from './rows.js';

/** Header of the value column in the form as issued, where it still explains what to fill in. */
const EXPLANATION = '政务服务事项的具体名称。';
const NOT_FILLED = '（不填）。';

/** @returns whether this is the first row of an 实施清单 form: 序号, 字段名, 填写内容, 备注. */
export function isFormHeader(row: BlockRow): boolean {
  const texts = row.cells.map((cell) => squeeze(cell.text));
  return texts.includes('字段名') && texts.filter((text) => text !== '').length >= 2;
}

/**
 * Reads one matter from the form, a field a line. The form as issued explains each field instead of filling it
 * in: that is no matter, and no fault either.
 */
export function readForm(table: TableBlock): { row: AssembledRow | null; faults: string[] } {
  const nameAt = table.rows[0]!.cells.findIndex((cell) => squeeze(cell.text) === '字段名');
  const found = new Map<string, BlockCell>();
  for (const row of table.rows.slice(1)) {
    const field = labelOf(squeeze(row.cells[nameAt]?.text ?? ''));
    const value = row.cells[nameAt + 1];
    if (field && value) found.set(field, value.text === NOT_FILLED ? { ...value, text: '' } : value);
  }
  const name = found.get('事项名称')?.text ?? '';
  if (name === EXPLANATION || [...found.values()].every(({ text }) => text === ''))
    return { row: null, faults: [] };
  const missing = ELEMENT_LABELS.map(([, label]) => label).filter((label) => !found.has(label));
  const faults =
    missing.length > 0 ? [`实施清单缺少字段${missing.map((each) => `“${each}”`).join('、')}。`] : [];
  const headers = [...FIELD_LABELS.map(([, header]) => header), REGION_LABEL, SOURCES_LABEL];
  const filled = headers.flatMap((header) => {
    const cell = found.get(header);
    return cell ? [{ header, cell }] : [];
  });
  const cells = filled.map(({ header, cell: { text, line } }) => ({ header, text, line }));
  const address = table.rows[0]!.cells[0]?.address;
  return {
    row: {
      number: null,
      line: table.line,
      cells,
      columns: cells.map(({ header }) => header),
      section: null,
      placed: filled.map(({ cell }) => cell),
      ...(address ? { address } : {}),
    },
    faults,
  };
}

function labelOf(text: string): string | null {
  const column = implementationRows.columns.find(
    ({ header, aliases }) => header === text || aliases?.includes(text),
  );
  return column && column.header !== '序号' ? column.header : null;
}
