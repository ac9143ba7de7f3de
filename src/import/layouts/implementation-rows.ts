import {
  type AllValues,
  ELEMENT_LABELS,
  type Elements,
  type FieldKey,
  LIST_FIELD_LABELS,
  type Statement,
} from '../../../entities/elements.js';
import { type CitedSource, decodeSources, SOURCES_LABEL } from '../cited-source.js';
import { CellError, decodeCell } from '../implementation-cells.js';
import { tidyName } from '../values/text.js';
import { type CellFault, type Column, collect, type Layout, type RowCells } from './layout.js';

/** Other wordings of the 36 field names. */
const ALIASES: Partial<Record<FieldKey, string[]>> = {
  agency: ['实施机构名称', '实施主体', '实施部门'],
  legalBases: ['设立依据'],
};

/** Fields of other lists that a workbook may carry beside the 36. */
export const EXTRA_LABELS: ReadonlyArray<readonly [FieldKey, string]> = LIST_FIELD_LABELS;

/** Every field with its name in the form, in order. */
export const FIELD_LABELS: ReadonlyArray<readonly [FieldKey, string]> = [...ELEMENT_LABELS, ...EXTRA_LABELS];

/** Name of the column that tells rows of several regions apart. */
export const REGION_LABEL = '行政区划';

/** 实施清单 as a table, one row a matter, the 36 field names as its header. */
export const implementationRows: Layout = {
  id: 'implementation-rows',
  title: '政务服务事项实施清单',
  nameHeader: '事项名称',
  continuation: 'torn',
  filledIn: true,
  columns: [
    { header: '序号', optional: true },
    ...ELEMENT_LABELS.map(([key, header]): Column => ({ header, aliases: ALIASES[key] ?? [] })),
    ...[...EXTRA_LABELS.map(([, header]) => header), REGION_LABEL, SOURCES_LABEL].map(
      (header): Column => ({ header, optional: true }),
    ),
  ],
  map(row) {
    const faults: CellFault[] = [];
    const cited = readSources(row, faults);
    const elements = readElements(row, cited.length, faults);
    const regionCode = readRegion(row, faults);
    return {
      name: tidyName(elements.name?.[0]?.value ?? ''),
      elements,
      faults,
      ...(cited.length > 0 ? { cited } : {}),
      ...(regionCode === null ? {} : { regionCode }),
    };
  },
};

function readElements(row: RowCells, cited: number, faults: CellFault[]): Elements {
  const fields: { [K in FieldKey]?: Statement<AllValues[K]>[] } = {};
  const read = <K extends FieldKey>(key: K, label: string): void => {
    try {
      const statements = decodeCell(key, row.text(label));
      const missing = statements.find(({ source }) => source > cited);
      if (missing)
        throw new CellError(`没有第 ${missing.source} 个出处，“${SOURCES_LABEL}”只列了 ${cited} 个`);
      if (statements.length > 0) Object.assign(fields, { [key]: statements });
    } catch (error) {
      faults.push(cellFault(label, error));
    }
  };
  for (const [key, label] of FIELD_LABELS) read(key, label);
  return collect(fields);
}

function readSources(row: RowCells, faults: CellFault[]): CitedSource[] {
  try {
    return decodeSources(row.text(SOURCES_LABEL));
  } catch (error) {
    faults.push(cellFault(SOURCES_LABEL, error));
    return [];
  }
}

function readRegion(row: RowCells, faults: CellFault[]): string | null {
  const code = row.text(REGION_LABEL).normalize('NFKC').trim();
  if (code === '') return null;
  if (/^\d{6,12}(-\d{2})?$/.test(code)) return code;
  faults.push(cellFault(REGION_LABEL, new CellError(`应填行政区划代码，如 500111，现为“${code}”`)));
  return null;
}

function cellFault(header: string, error: unknown): CellFault {
  if (!(error instanceof CellError)) throw error;
  return { header, message: `“${header}”填写有误：${error.message}。` };
}
