import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '../../src/import/read-document.js';
import { csv, docx, TestFolder, xlsx } from './files.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

const read = async (name: string, content: string | Buffer) =>
  readDocument(await folder.write(name, content), { regionCode: '500111' });

/** A guide as an office writes it. */
const GUIDE = [
  ['事项名称', '生育服务登记'],
  ['办理依据', '《某市人口与计划生育条例》第二十条：生育的夫妻应当登记。'],
  ['一、受理机构', '镇人民政府（街道办事处）'],
  ['办理条件：', '1．夫妻一方户籍在本地\n2．已经怀孕或者生育'],
  ['申报材料', '（1）夫妻双方身份证｜形式：原件\n（2）结婚证｜形式：原件｜份数：１'],
  ['办理流程', '①申请\n②登记'],
  ['收费', '不收费'],
  ['承诺时限', '即时办结'],
  ['办公时间', '工作日 9:00—12:00，14:00—17:00'],
  ['联系电话', '023-43762345'],
];

describe('a guide with an element and its value in two columns', () => {
  it.each([
    ['办事指南.docx', async () => docx(['生育服务登记办事指南'], GUIDE)],
    ['办事指南.xlsx', async () => xlsx([['生育服务登记办事指南'], ...GUIDE])],
    ['办事指南.csv', async () => csv([['生育服务登记办事指南', ''], ...GUIDE])],
  ])('is read from %s into one matter', async (name, content) => {
    const { drafts, faults } = await read(name, await content());
    expect(faults).toEqual([]);
    expect(drafts.map((draft) => draft.name)).toEqual(['生育服务登记']);
    const { elements, row } = drafts[0]!;
    expect(elements).toMatchObject({
      agency: [{ value: '镇人民政府（街道办事处）', source: 0 }],
      conditions: [{ value: ['夫妻一方户籍在本地', '已经怀孕或者生育'] }],
      materials: [
        {
          value: [
            { name: '夫妻双方身份证', form: '原件' },
            { name: '结婚证', form: '原件', copies: 1 },
          ],
        },
      ],
      process: [{ value: [{ text: '申请' }, { text: '登记' }] }],
      feeStandard: [{ value: [{ amount: 0, text: '不收费' }] }],
      promisedTimeLimit: [{ value: { days: 0, text: '即时办结' } }],
      consultPhones: [{ value: [{ number: '023-43762345' }] }],
    });
    expect(elements.legalBases?.[0]?.value[0]?.title).toBe('某市人口与计划生育条例');
    expect(row.cells.find(({ header }) => header === '咨询电话')?.text).toBe('023-43762345');
  });

  it('is named by its title where no line names the matter', async () => {
    const { drafts, faults } = await read('无名.docx', docx(['生育服务登记办事指南'], GUIDE.slice(1)));
    expect(faults).toEqual([]);
    expect(drafts.map(({ name }) => name)).toEqual(['生育服务登记']);
  });

  it('goes on over merged cells', async () => {
    const rows = [
      ...GUIDE.slice(0, 4),
      [{ text: '所需材料', merge: 'restart' as const }, '身份证'],
      [{ text: '', merge: 'continue' as const }, '户口簿'],
    ];
    const { drafts } = await read('合并.docx', docx([], rows));
    expect(drafts[0]?.elements.materials?.[0]?.value).toEqual([{ name: '身份证' }, { name: '户口簿' }]);
  });

  it('may be one of several in a table, each from its name on', async () => {
    const second = GUIDE.map(([label, value]) => [label!, label === '事项名称' ? '再生育审批' : value!]);
    const { drafts, faults } = await read('两份.docx', docx([], [...GUIDE, ...second]));
    expect(faults).toEqual([]);
    expect(drafts.map(({ name, row }) => [name, row.seq])).toEqual([
      ['生育服务登记', 1],
      ['再生育审批', 2],
    ]);
  });

  it('may not state one element twice: nobody could tell which holds', async () => {
    const { drafts, faults } = await read('两次.docx', docx([], [...GUIDE, ['咨询电话', '12345']]));
    expect(faults.map(({ message }) => message)).toEqual(['“咨询电话”这一栏写了两次，请并成一栏。']);
    expect(drafts[0]?.elements.consultPhones?.[0]?.value).toEqual([{ number: '023-43762345' }]);
  });

  it('tells of a line that it does not know and of a value that does not fit, and drops nothing', async () => {
    const rows = [...GUIDE, ['网办深度', '四级'], ['是否支持预约办理', '看情况']];
    const { drafts, faults } = await read('不认识.docx', docx([], rows));
    expect(faults.map(({ message }) => message)).toEqual([
      '不认识“网办深度”这一栏，请改用实施清单的要素名称，或并入相应的要素。',
      '“是否支持预约办理”填写有误：应填“是”或“否”，现为“看情况”。',
    ]);
    expect(faults.every(({ line }) => (line ?? 0) > 10)).toBe(true);
    expect(drafts[0]?.row.cells).toContainEqual(
      expect.objectContaining({ header: '网办深度', text: '四级' }),
    );
  });

  it('is not any table of two columns', async () => {
    const { drafts, faults } = await read(
      '名单.docx',
      docx(
        [],
        [
          ['姓名', '电话'],
          ['甲', '1'],
          ['乙', '2'],
        ],
      ),
    );
    expect(drafts).toEqual([]);
    expect(faults[0]?.message).toContain('不认识这种清单');
  });
});
