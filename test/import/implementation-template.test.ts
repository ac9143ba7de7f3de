import ExcelJS, { type Worksheet } from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ELEMENT_LABELS } from '../../entities/elements.js';
import { LEGAL_PERSON_THEMES, MATTER_TYPES, PERSONAL_THEMES } from '../../entities/official-terms.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { checkDrafts } from '../../src/checks/check-catalogue.js';
import { buildTemplate } from '../../src/import/implementation-workbook.js';
import { readDocument } from '../../src/import/read-document.js';
import { EXAMPLE_SHEET } from '../../src/import/readers/xlsx.js';
import { TestFolder, zip } from './files.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

async function open(bytes: Buffer) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  return workbook;
}

const bytesOf = async (workbook: ExcelJS.Workbook) => Buffer.from(await workbook.xlsx.writeBuffer());
const read = async (bytes: Buffer, name = '填报.xlsx') =>
  readDocument(await folder.write(name, bytes), { regionCode: '500111' });

/** The cell to fill in for a field: of the form its line, of the table the first row. */
function cellFor(sheet: Worksheet, style: 'form' | 'rows', label: string) {
  for (let n = 1; n <= 60; n++) {
    if (style === 'form' && sheet.getCell(n, 2).value === label) return sheet.getCell(n, 3);
    if (style === 'rows' && sheet.getCell(2, n).value === label) return sheet.getCell(3, n);
  }
  throw new Error(`no field ${label}`);
}

/** The terms a cell offers, read from the hidden sheet its formula points to. */
function offered(workbook: ExcelJS.Workbook, formula: string): string[][] {
  return [...formula.matchAll(/词表!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)/g)].map(([, column, from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
      String(workbook.getWorksheet('词表')?.getCell(`${column}${Number(from) + i}`).value),
    ),
  );
}

describe.each(['form', 'rows'] as const)('the template as %s', (style) => {
  it('asks for all 36 elements in order', async () => {
    const sheet = (await open(await buildTemplate(style))).getWorksheet('实施清单')!;
    const labels = ELEMENT_LABELS.map((_, i) =>
      style === 'form' ? sheet.getCell(i + 3, 2).value : sheet.getCell(2, i + 2).value,
    );
    expect(labels).toEqual(ELEMENT_LABELS.map(([, label]) => label));
  });

  it('offers the printed terms as drop-down lists', async () => {
    const workbook = await open(await buildTemplate(style));
    const sheet = workbook.getWorksheet('实施清单')!;
    const listsFor = (label: string) => {
      const { dataValidation } = cellFor(sheet, style, label);
      expect(dataValidation?.type, label).toBe('list');
      return offered(workbook, String(dataValidation?.formulae[0]));
    };
    expect(listsFor('事项类型')).toEqual([[...MATTER_TYPES]]);
    // For legal persons first: the formula asks for 法人.
    expect(listsFor('服务主题')).toEqual([[...LEGAL_PERSON_THEMES], [...PERSONAL_THEMES]]);
    expect(listsFor('是否收费')).toEqual([['是', '否']]);
    expect(listsFor('办件类型')).toEqual([['承诺件', '即办件']]);
    expect(cellFor(sheet, style, '服务主题').dataValidation.formulae[0]).toContain(
      `IF(${cellFor(sheet, style, '服务对象').address}="法人",`,
    );
    expect(cellFor(sheet, style, '是否公开').dataValidation.showErrorMessage).toBe(true);
  });

  it('has a filled example that an import passes over, and that keeps every rule', async () => {
    const workbook = await open(await buildTemplate(style));
    expect(workbook.getWorksheet(EXAMPLE_SHEET)).toBeDefined();
    expect((await read(await bytesOf(workbook))).drafts).toEqual([]);
    workbook.removeWorksheet(workbook.getWorksheet('实施清单')!.id);
    workbook.getWorksheet(EXAMPLE_SHEET)!.name = '填好的';
    const result = await read(await bytesOf(workbook));
    expect(result.faults).toEqual([]);
    expect(result.drafts.map(({ name }) => name)).toEqual(['居住证办理（示例）']);
    const catalogue = { revision: 1, publishedAt: '', items: [], regions: loadRegions() };
    const findings = checkDrafts([result], catalogue, '2026-03-02');
    expect(findings.filter(({ rule }) => rule !== 'document-number-unknown')).toEqual([]);
  });

  /** The template with the example's matter in it, for damage. */
  async function filled(): Promise<{ workbook: ExcelJS.Workbook; cell: (label: string) => ExcelJS.Cell }> {
    const workbook = await open(await buildTemplate(style));
    workbook.removeWorksheet(workbook.getWorksheet('实施清单')!.id);
    const sheet = workbook.getWorksheet(EXAMPLE_SHEET)!;
    sheet.name = '填报';
    return { workbook, cell: (label) => cellFor(sheet, style, label) };
  }

  it('tells every mistake of a filled form at once, with sheet, cell and rule', async () => {
    const { workbook, cell } = await filled();
    cell('是否收费').value = '看情况';
    cell('行使层级').value = '火星';
    cell('承诺办结时限').value = new Date('2026-05-07T00:00:00Z');
    // Cells read from a file share their style: a new one for this cell alone.
    cell('承诺办结时限').style = { numFmt: 'yyyy-mm-dd' };
    cell('法定办结时限').value = { formula: 'A1/0', result: { error: '#DIV/0!' } } as ExcelJS.CellValue;
    cell('法定办结时限').style = { numFmt: 'yyyy-mm-dd' };
    cell('数量限制').value = { formula: 'A1/0', result: { error: '#DIV/0!' } } as ExcelJS.CellValue;
    cell('申请材料').value = '身份证\n〔出处：2〕';
    cell('咨询电话').value = '023-4376';
    cell('受理条件').value = '其他材料齐全';
    const result = await read(await bytesOf(workbook));
    const address = (label: string) => `填报!${cell(label).address}`;
    const faults = new Map(result.faults.map((fault) => [fault.cell, fault.message]));
    expect(faults.get(address('是否收费'))).toBe('“是否收费”填写有误：应填“是”或“否”，现为“看情况”。');
    expect(faults.get(address('行使层级'))).toContain('火星');
    expect(faults.get(address('承诺办结时限'))).toContain('日期格式');
    expect(faults.get(address('数量限制'))).toContain('公式');
    expect(faults.get(address('法定办结时限'))).toMatch(/日期格式|公式/);
    expect(faults.get(address('申请材料'))).toContain('没有第 2 个出处');
    const catalogue = { revision: 1, publishedAt: '', items: [], regions: loadRegions() };
    const findings = checkDrafts([result], catalogue, '2026-03-02').filter(
      ({ severity }) => severity === 'error',
    );
    const found = findings.map(({ rule, place }) => [rule, place?.cell]);
    expect(found).toContainEqual(['phone-form', address('咨询电话')]);
    expect(found).toContainEqual(['vague-words', address('受理条件')]);
    expect(found.filter(([rule]) => rule === 'unreadable')).toHaveLength(6);
  });

  it('takes the result of a formula, full-width digits and a hyperlink for what they say', async () => {
    const { workbook, cell } = await filled();
    cell('数量限制').value = { formula: '"无"&""', result: '无' } as ExcelJS.CellValue;
    cell('承诺办结时限').value = '３个工作日';
    cell('申请材料').value = '照片｜份数：２';
    cell('结果样本').value = { text: '样本', hyperlink: 'https://example.org/a' };
    const { drafts, faults } = await read(await bytesOf(workbook));
    expect(faults).toEqual([]);
    const { elements } = drafts[0]!;
    expect(elements.quota?.[0]?.value).toBe('无');
    expect(elements.promisedTimeLimit?.[0]?.value).toEqual({
      days: 3,
      unit: 'workingDay',
      text: '３个工作日',
    });
    expect(elements.materials?.[0]?.value).toEqual([{ name: '照片', copies: 2 }]);
    expect(elements.resultSample?.[0]?.value).toBe('样本');
  });

  it('refuses macros, whatever the file is called', async () => {
    const message = '工作簿带有宏，已拒绝读取，请另存为不带宏的 .xlsx 后再导入。';
    const bytes = await buildTemplate(style);
    expect((await read(bytes, '填报.xlsm')).faults[0]?.message).toBe(message);
    const withMacros = zip([
      { name: 'xl/workbook.xml', data: '<workbook/>' },
      { name: 'xl/vbaProject.bin', data: 'x' },
    ]);
    expect((await read(withMacros)).faults[0]?.message).toBe(message);
  });
});

describe('a table of several matters', () => {
  async function table() {
    const workbook = await open(await buildTemplate('rows'));
    const sheet = workbook.getWorksheet('实施清单')!;
    workbook.removeWorksheet(workbook.getWorksheet(EXAMPLE_SHEET)!.id);
    const put = (row: number, label: string, value: ExcelJS.CellValue) => {
      sheet.getCell(row, Number(cellFor(sheet, 'rows', label).col)).value = value;
    };
    return { workbook, sheet, put };
  }

  it('may have empty rows between, and none lost', async () => {
    const { workbook, sheet, put } = await table();
    for (const [row, name] of [
      [3, '甲'],
      [6, '乙'],
    ] as const) {
      sheet.getCell(row, 1).value = row === 3 ? '１' : 2;
      put(row, '事项名称', name);
    }
    const { drafts, faults } = await read(await bytesOf(workbook));
    expect(faults).toEqual([]);
    expect(drafts.map(({ name, row }) => [name, row.seq, row.line])).toEqual([
      ['甲', 1, 3],
      ['乙', 2, 6],
    ]);
  });

  it('may not have merged cells: nobody could tell whether the lower one is empty', async () => {
    const { workbook, sheet, put } = await table();
    for (const row of [3, 4]) {
      sheet.getCell(row, 1).value = row - 2;
      put(row, '事项名称', `事项${row}`);
    }
    put(3, '实施机构', '区民政局');
    const column = cellFor(sheet, 'rows', '实施机构').address.replace(/\d/g, '');
    sheet.mergeCells(`${column}3:${column}4`);
    const { faults } = await read(await bytesOf(workbook));
    expect(faults).toEqual([
      {
        file: '填报.xlsx',
        line: 4,
        cell: `实施清单!${column}4`,
        message: '“实施机构”：这一格与别的行合并了，请取消合并，每格各填各的。',
      },
    ]);
  });

  it('may hold several regions, each row its own, and says where a code is wrong', async () => {
    const { workbook, sheet, put } = await table();
    const last = sheet.columnCount + 1;
    sheet.getCell(2, last).value = '行政区划';
    for (const [row, code] of [
      [3, '500231'],
      [4, '垫江'],
    ] as const) {
      sheet.getCell(row, 1).value = row - 2;
      put(row, '事项名称', `事项${row}`);
      sheet.getCell(row, last).value = code;
    }
    const { drafts, faults } = await read(await bytesOf(workbook));
    expect(drafts.map(({ regionCode }) => regionCode)).toEqual(['500231', '500111']);
    expect(faults.map(({ message }) => message)).toEqual([
      '“行政区划”填写有误：应填行政区划代码，如 500111，现为“垫江”。',
    ]);
  });
});
