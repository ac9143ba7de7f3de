import ExcelJS from 'exceljs';

/** One row of a 政务服务事项目录清单. */
export interface ListRow {
  name: string;
  agency?: string;
  content?: string;
}

const TITLE = '垫江县社会保险政务服务事项目录清单';
const HEADER =
  '序号,事项名称,事项类型,行使内容,实施机构名称,服务对象,服务主题,设定依据,办理形式,是否公开'.split(',');

/** A list of 垫江县 as rows of cells, title and header first. */
function cellsOf(rows: readonly ListRow[]): string[][] {
  return [
    [TITLE],
    HEADER,
    ...rows.map(({ name, agency = '县人力社保局', content = '办理' }, index) => [
      String(index + 1),
      name,
      '公共服务',
      content,
      agency,
      '自然人',
      '社会保障',
      '',
      '窗口办理',
      '是',
    ]),
  ];
}

/** The list as a CSV file. */
export function csvList(rows: readonly ListRow[]): Buffer {
  return Buffer.from(
    cellsOf(rows)
      .map((cells) => cells.join(','))
      .join('\n'),
  );
}

/**
 * The list as a workbook.
 * @param formula - stands in the cell of 行使内容 of the first row, with its stored result.
 */
export async function workbookList(
  rows: readonly ListRow[],
  formula?: { formula: string; result: string },
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('清单');
  sheet.addRows(cellsOf(rows));
  if (formula) sheet.getCell('D3').value = { ...formula, date1904: false };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
