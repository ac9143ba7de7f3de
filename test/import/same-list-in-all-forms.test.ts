import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/import/draft.js';
import { readDocument } from '../../src/import/read-document.js';
import { cellPerLine, csv, docx, TestFolder, tabbed, type WordCell, xlsx } from './files.js';

const TITLE = '测试区政务服务事项目录清单';
const CATALOGUE = [
  [
    '序号',
    '事项名称',
    '事项类型',
    '行使内容',
    '实施机构名称',
    '服务对象',
    '服务主题',
    '设定依据',
    '办理形式',
    '是否公开',
  ],
  [
    '1',
    '居住证办理',
    '行政确认',
    '为流动人口办理“居住证”,含补办',
    '区公安局/乡镇人民政府(街道办事处)',
    '个人',
    '户籍办理/社会保障(社会保险、社会救助)',
    '1.《居住证暂行条例》(国务院令第663号)第九条：申领居住证。\n2.《某市居住证办法》(某府发〔2016〕1号)第三条：依法办理。',
    '窗口办理、网上办理',
    '是',
  ],
  [
    '2',
    '内部事项',
    '其他行政权力',
    '内部办理',
    '区档案局',
    '法人',
    '其他',
    '《某条例》第一条：略。',
    '窗口办理',
    '否',
  ],
];
const TOWN_HEADER = [
  [
    '序号',
    '事项名称',
    '事项类型',
    '行使内容',
    '实施机构名称',
    '服务对象',
    '服务主题',
    '设定依据',
    '办理类型',
    '行使层级',
    '',
    '',
    '',
    '填报类型',
  ],
  ['', '', '', '', '', '', '', '', '', '市', '县', '乡镇(街道)', '村(社区)', ''],
];
const TOWN_ROWS = [
  [
    '1',
    '高龄津贴',
    '社会保险',
    '发放津贴',
    '乡镇人民政府',
    '个人',
    '社会保障',
    '《某条例》第二条：发放。',
    '就近办',
    '',
    '√(审定)',
    '√\n(初审)',
    '√(代办)',
    '依申请服务类：办理类',
  ],
  [
    '2',
    '社保查询',
    '社会保险',
    '查询',
    '县人力社保局',
    '个人',
    '社会保障',
    '《某法》第三条：查询。',
    '网上办',
    '√',
    '√',
    '√',
    '',
    '依申请服务类：查询类',
  ],
];

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

/** The drafts without lines, which are counted differently in each kind of file. */
async function read(name: string, content: string | Buffer) {
  const { drafts, faults, document } = await readDocument(await folder.write(name, content), {
    regionCode: '500231',
  });
  expect(faults).toEqual([]);
  const plain = drafts.map((draft: Draft) => ({
    ...draft,
    table: { ...draft.table, line: 0 },
    row: { ...draft.row, line: 0, cells: draft.row.cells.map((cell) => ({ ...cell, line: 0 })) },
  }));
  return { drafts: plain, document };
}

describe('a 目录清单', () => {
  it('gives the same drafts as text, Word, Excel and CSV', async () => {
    const { drafts } = await read('清单.txt', cellPerLine([TITLE], CATALOGUE));
    expect(drafts.map(({ name }) => name)).toEqual(['居住证办理', '内部事项']);
    expect(drafts[0]!.elements).toMatchObject({
      agency: [{ value: '区公安局/乡镇人民政府(街道办事处)', source: 0 }],
      themes: [{ value: ['户籍办理', '社会保障(社会保险、社会救助)'], source: 0 }],
      handlingForms: [{ value: ['窗口办理', '网上办理'], source: 0 }],
      disclosed: [{ value: true, source: 0 }],
    });
    expect(drafts[0]!.elements.legalBases![0]!.value).toEqual([
      {
        title: '居住证暂行条例',
        docNumber: '国务院令第663号',
        article: '第九条',
        text: '1.《居住证暂行条例》(国务院令第663号)第九条：申领居住证。',
      },
      {
        title: '某市居住证办法',
        docNumber: '某府发〔2016〕1号',
        article: '第三条',
        text: '2.《某市居住证办法》(某府发〔2016〕1号)第三条：依法办理。',
      },
    ]);
    expect(drafts[1]!.elements.disclosed![0]!.value).toBe(false);

    const inText = drafts;
    expect((await read('清单.docx', docx([TITLE], CATALOGUE))).drafts).toEqual(inText);
    expect((await read('清单.xlsx', await xlsx([[TITLE], ...CATALOGUE], ['A1:J1']))).drafts).toEqual(inText);
    expect((await read('清单.csv', csv([[TITLE], ...CATALOGUE]))).drafts).toEqual(inText);
    expect((await read('清单带BOM.csv', `\uFEFF${csv([[TITLE], ...CATALOGUE])}`)).drafts).toEqual(inText);
    const gb18030 = iconv.encode(csv([[TITLE], ...CATALOGUE]), 'gb18030');
    expect((await read('清单国标.csv', gb18030)).drafts).toEqual(inText);
    const asText = iconv.encode(cellPerLine([TITLE], CATALOGUE), 'gb18030');
    expect((await read('清单国标.txt', asText)).drafts).toEqual(inText);
  });

  it('has a key made from region and title, so that importing it again changes nothing', async () => {
    const first = await read('甲.csv', csv([[TITLE], ...CATALOGUE]));
    const again = await read(
      '乙.csv',
      csv([[TITLE], ...CATALOGUE].map((row) => row.map((cell) => ` ${cell} `))),
    );
    expect(first.drafts[0]!.row.key).toMatch(/^t500231-[0-9a-f]{8}-001$/);
    expect(again.drafts.map(({ row }) => row.key)).toEqual(first.drafts.map(({ row }) => row.key));
    const other = await readDocument(`${folder.path}/甲.csv`, { regionCode: '500111' });
    expect(other.drafts[0]!.row.key).not.toBe(first.drafts[0]!.row.key);
  });

  it('takes title, 文号 and date from the text, and the file name where there is none', async () => {
    const above = [
      '重庆市某县人民政府办公室关于公布事项清单的通知',
      '某府办发〔2024〕7号',
      '2024年3月5日',
      '附件',
      TITLE,
    ];
    const { document, drafts } = await read('通知.txt', cellPerLine(above, CATALOGUE));
    expect(document).toMatchObject({
      title: above[0],
      docNumber: '某府办发〔2024〕7号',
      issuer: '重庆市某县人民政府办公室',
      date: '2024-03-05',
      regionCode: '500231',
    });
    expect(drafts[0]!.table.title).toBe(TITLE);
    const bare = await read('某县2024年清单.csv', csv(CATALOGUE));
    expect(bare.document).toMatchObject({ title: '某县2024年清单', docNumber: null, date: null });
    expect(bare.drafts[0]!.table.title).toBe('某县2024年清单');
  });
});

describe('a list with a header of two lines', () => {
  it('gives the same drafts as text, Word, Excel and CSV', async () => {
    // The text conversion prints a merged header cell once.
    const top = TOWN_HEADER[0]!.filter((cell) => cell !== '');
    const inText = await read('乡镇.txt', cellPerLine([TITLE], [top, TOWN_HEADER[1]!, ...TOWN_ROWS]));
    expect(inText.drafts[0]!.elements.exerciseLevels![0]!.value).toEqual([
      { level: 'county', role: '审定' },
      { level: 'town', role: '初审' },
      { level: 'village', role: '代办' },
    ]);
    const grid = [...TOWN_HEADER, ...TOWN_ROWS];
    const wordTop: WordCell[] = top.map((text) =>
      text === '行使层级' ? { text, span: 4 } : { text, merge: 'restart' as const },
    );
    const wordSub: WordCell[] = TOWN_HEADER[1]!.map((text) =>
      text === '' ? { text, merge: 'continue' as const } : text,
    );
    expect((await read('乡镇.docx', docx([TITLE], [wordTop, wordSub, ...TOWN_ROWS]))).drafts).toEqual(
      inText.drafts,
    );
    const merged = [
      'A1:N1',
      'J2:M2',
      ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'N'].map((c) => `${c}2:${c}3`),
    ];
    expect((await read('乡镇.xlsx', await xlsx([[TITLE], ...grid], merged))).drafts).toEqual(inText.drafts);
    expect((await read('乡镇.csv', csv([[TITLE], ...grid]))).drafts).toEqual(inText.drafts);
  });
});

describe('rows that a page break or a conversion spoiled', () => {
  const header = ['序号', '服务项目', '服务对象', '服务指导标准', '支出责任', '牵头责任单位'];
  const town = TOWN_HEADER[0]!.filter((cell) => cell !== '');

  it('rejoins each cell of a torn row with its column', async () => {
    // A row on one line cannot hold a line break.
    const [whole, next] = TOWN_ROWS.map((row) => row.map((cell) => cell.replace('\n', ''))) as [
      string[],
      string[],
    ];
    const upper = whole.map((cell, i) => (i === 7 ? '《某条例》第二条：' : cell));
    const lower = whole.map((_, i) => (i === 7 ? '发放。' : ''));
    const intact = await read('整.txt', tabbed([TITLE], [...TOWN_HEADER, whole, next]));
    const torn = await read('断.txt', tabbed([TITLE], [...TOWN_HEADER, upper, lower, next]));
    expect(torn.drafts).toEqual(intact.drafts);
    const paged = await read(
      '断页.txt',
      tabbed([TITLE], [...TOWN_HEADER, upper, ...TOWN_HEADER, lower, next]),
    );
    expect(paged.drafts).toEqual(intact.drafts);
    const perLine = await read('断竖.txt', cellPerLine([TITLE], [town, TOWN_HEADER[1]!, upper, lower, next]));
    expect(perLine.drafts).toEqual(intact.drafts);
  });

  it('numbers rows by position where the printed number was lost', async () => {
    const [first, second] = TOWN_ROWS as [string[], string[]];
    const text = `${cellPerLine([TITLE], [town, TOWN_HEADER[1]!, first])}\n \t${second.slice(1).join('\n\t')}`;
    const { drafts } = await read('丢号.txt', text);
    expect(drafts.map(({ row, name }) => [row.seq, name])).toEqual([
      [1, '高龄津贴'],
      [2, '社保查询'],
    ]);
    expect(drafts[1]!.row.cells[0]).toMatchObject({ header: '序号', text: '' });
  });

  it('keeps all parts of a row that spans several, and hands headings to the rows below', async () => {
    const rows = [
      header,
      ['一、救助'],
      ['1', '医疗救助', '低保对象', '七成', '区县', '市民政局'],
      ['', '', '大病患者', '', '', '市卫生健康委'],
      ['二、住房'],
      ['2', '公租房', '住房困难家庭', '实物', '区县', '市住建委'],
    ];
    const { drafts } = await read('清单.docx', docx(['某市基本公共服务清单'], rows));
    expect(drafts.map(({ elements }) => [elements.section![0]!.value, elements.agency![0]!.value])).toEqual([
      ['一、救助', '市民政局、市卫生健康委'],
      ['二、住房', '市住建委'],
    ]);
    expect(drafts[0]!.elements.conditions![0]!.value).toEqual(['低保对象', '大病患者']);
  });

  it('keeps columns the form does not know, as printed', async () => {
    const rows = [
      [...header, '备注'],
      ['1', '公租房', '住房困难家庭', '实物', '区县', '市住建委', '试行'],
    ];
    const { drafts } = await read('多列.csv', csv(rows));
    expect(drafts[0]!.row.cells.at(-1)).toMatchObject({ header: '备注', text: '试行' });
  });
});
