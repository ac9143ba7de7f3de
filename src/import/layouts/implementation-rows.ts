import {
  type AllValues,
  ELEMENT_LABELS,
  type Elements,
  type FieldKey,
  LIST_FIELD_LABELS,
  type Statement,
} from '../../../entities/elements.js';
import { CellError, decodeCell } from '../implementation-cells.js';
import { tidyName } from '../values/text.js';
import { type Column, collect, type Layout, type RowCells } from './layout.js';

/** Other wordings of the 36 field names. */
const ALIASES: Partial<Record<FieldKey, string[]>> = {
  agency: ['实施机构名称', '实施主体', '实施部门'],
  legalBases: ['设立依据'],
};

/** Fields of other lists that a workbook may carry beside the 36. */
export const EXTRA_LABELS: ReadonlyArray<readonly [FieldKey, string]> = LIST_FIELD_LABELS;

/** Every field with its name in the form, in order. */
export const FIELD_LABELS: ReadonlyArray<readonly [FieldKey, string]> = [...ELEMENT_LABELS, ...EXTRA_LABELS];

/** 实施清单 as a table, one row a matter, the 36 field names as its header. */
export const implementationRows: Layout = {
  id: 'implementation-rows',
  title: '政务服务事项实施清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  columns: [
    { header: '序号', optional: true },
    ...ELEMENT_LABELS.map(([key, header]): Column => ({ header, aliases: ALIASES[key] ?? [] })),
    ...EXTRA_LABELS.map(([, header]): Column => ({ header, optional: true })),
  ],
  map(row) {
    const { elements, faults } = readElements(row);
    return { name: tidyName(elements.name?.[0]?.value ?? ''), elements, faults };
  },
};

function readElements(row: RowCells): { elements: Elements; faults: string[] } {
  const faults: string[] = [];
  const fields: { [K in FieldKey]?: Statement<AllValues[K]>[] } = {};
  const read = <K extends FieldKey>(key: K, label: string): void => {
    try {
      const statements = decodeCell(key, row.text(label));
      if (statements.length > 0) Object.assign(fields, { [key]: statements });
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      faults.push(`“${label}”填写有误：${error.message}。`);
    }
  };
  for (const [key, label] of FIELD_LABELS) read(key, label);
  return { elements: collect(fields), faults };
}
