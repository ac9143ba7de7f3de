import type { DataValidation, Workbook, Worksheet } from 'exceljs';
import type { FieldKey } from '../../entities/elements.js';
import { LEGAL_PERSON_THEMES, MATTER_TYPES, PERSONAL_THEMES } from '../../entities/official-terms.js';
import { FIELD_LABELS } from './layouts/implementation-rows.js';

/** Hidden, so that an import does not take it for a list. */
const SHEET = '词表';
const YES_NO = ['是', '否'];
const YES_NO_FIELDS: readonly FieldKey[] = [
  'feeCharged',
  'appointment',
  'onlinePayment',
  'courier',
  'disclosed',
];

/** Terms that a form offers, as 附件2 and 附件4 of 万州府办发〔2018〕41号 print them. */
const TERMS: readonly { title: string; terms: readonly string[]; fields: readonly FieldKey[] }[] = [
  { title: '事项类型', terms: MATTER_TYPES, fields: ['type'] },
  { title: '服务主题（个人）', terms: PERSONAL_THEMES, fields: [] },
  { title: '服务主题（法人）', terms: LEGAL_PERSON_THEMES, fields: [] },
  { title: '是否', terms: YES_NO, fields: YES_NO_FIELDS },
  { title: '办件类型', terms: ['承诺件', '即办件'], fields: ['handlingType'] },
  { title: '服务对象', terms: ['自然人', '法人', '自然人、法人'], fields: ['audience'] },
  { title: '实施主体性质', terms: ['法定机关', '授权组织', '受委托组织'], fields: ['agencyNature'] },
  { title: '通办范围', terms: ['全国', '跨省市', '跨区（县）'], fields: ['serviceScope'] },
  { title: '办理形式', terms: ['窗口办理', '网上办理'], fields: ['handlingForms'] },
  { title: '运行系统', terms: ['国家级', '市级', '区县级'], fields: ['system'] },
];

/** Where each list of terms stands in a workbook, by its title: `词表!$A$2:$A$21`. */
export type TermRanges = ReadonlyMap<string, string>;

/** Adds the hidden sheet of terms. */
export function addTerms(workbook: Workbook): TermRanges {
  const sheet = workbook.addWorksheet(SHEET, { state: 'hidden' });
  return new Map(
    TERMS.map(({ title, terms }, index) => {
      const column = sheet.getColumn(index + 1);
      column.values = [title, ...terms];
      return [title, `${SHEET}!$${column.letter}$2:$${column.letter}$${terms.length + 1}`];
    }),
  );
}

/**
 * Gives every cell to be filled its drop-down list. 服务主题 offers the terms for legal persons where 服务对象 is 法人.
 *
 * @param empty - rows of a table below those filled that offer their terms, too.
 */
export function offerTerms(sheet: Worksheet, style: 'form' | 'rows', terms: TermRanges, empty = 0): void {
  const found = new Map<string, { first: string; range: string }>();
  if (style === 'form')
    sheet.getColumn(2).eachCell((label, row) => {
      if (row > 2) found.set(String(label.value), { first: `C${row}`, range: `C${row}` });
    });
  else {
    const last = Math.max(sheet.rowCount, 3) + empty;
    sheet.getRow(2).eachCell((label, column) => {
      const { letter } = sheet.getColumn(column);
      found.set(String(label.value), { first: `${letter}3`, range: `${letter}3:${letter}${last}` });
    });
  }
  const labels = new Map<FieldKey, string>(FIELD_LABELS);
  const cellsOf = (field: FieldKey) => found.get(labels.get(field) ?? '');
  // Cell by cell exceljs would take minutes for a long table; it writes and reads ranges, but does not declare them.
  const { dataValidations } = sheet as unknown as {
    dataValidations: { add(range: string, validation: DataValidation): void };
  };
  for (const { title, fields } of TERMS)
    for (const field of fields) {
      const cells = cellsOf(field);
      const formula = terms.get(title);
      if (cells && formula)
        dataValidations.add(cells.range, listOf(formula, title, YES_NO_FIELDS.includes(field)));
    }
  const [themes, audience] = [cellsOf('themes'), cellsOf('audience')];
  const [personal, legal] = [terms.get('服务主题（个人）'), terms.get('服务主题（法人）')];
  if (themes && audience && personal && legal) {
    const formula = `IF(${audience.first}="法人",${legal},${personal})`;
    dataValidations.add(themes.range, listOf(formula, '服务主题', false));
  }
}

/** Cells may hold several values or statements: only 是/否 refuses what is not in the list. */
function listOf(formula: string, title: string, strict: boolean): DataValidation {
  return {
    type: 'list',
    allowBlank: true,
    formulae: [formula],
    showErrorMessage: strict,
    errorStyle: 'stop',
    errorTitle: title,
    error: '请从下拉列表里选。',
  };
}
