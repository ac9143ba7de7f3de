import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ELEMENT_LABELS, type Elements } from '../../entities/elements.js';
import { decodeCell, encodeCell } from '../../src/import/implementation-cells.js';
import { buildTemplate, writeImplementationWorkbook } from '../../src/import/implementation-workbook.js';
import { readBundledDocuments, readDocument } from '../../src/import/read-document.js';
import { TestFolder, tabbed, xlsx } from './files.js';

const one = <T>(value: T) => [{ value, source: 0 }];

/** All 36 elements, with values chosen to be awkward in a cell. */
const FULL: Elements = {
  basicCode: one('500313002000'),
  implementationCode: one('0012'),
  name: one('居住证办理'),
  type: one('行政确认'),
  legalBases: one([
    {
      title: '居住证暂行条例',
      docNumber: '国务院令第663号',
      article: '第九条',
      text: '《居住证暂行条例》第九条：\n另起一段｜有竖线',
    },
    { title: '没有书名号的依据', text: '没有书名号的依据' },
  ]),
  exerciseLevels: one([
    { level: 'county', role: '审定' },
    { level: 'town', note: '只接件' },
    { level: 'village' },
  ]),
  authorityDivision: one('区县审定，乡镇受理'),
  content: one('第一段。\n第二段。\n\n空行之后 '),
  agency: one('区公安局'),
  agencyNature: one('法定机关'),
  legalTimeLimit: one({ days: 15, unit: 'workingDay', text: '15个工作日' }),
  conditions: one(['在本地居住半年以上', '有合法稳定就业\n或合法稳定住所', '\\反斜杠', '〔方括号〕', '']),
  materials: one([
    {
      name: '身份证',
      form: '原件',
      copies: 1,
      issuer: '公安机关',
      note: '当场退还',
      verifiedOnline: true,
      substitute: '电子证照',
    },
    { name: '居住证明：任选其一｜租房合同', verifiedOnline: false },
    { name: '照片' },
  ]),
  jointAgencies: one([]),
  intermediaryServices: one('无'),
  process: one([{ text: '受理', time: '当日' }, { text: '审核' }]),
  quota: one('无'),
  resultName: one('居住证'),
  resultSample: one('居住证样本.jpg'),
  feeCharged: one(true),
  feeStandard: one([
    { amount: 20, per: '证', text: '20元/证' },
    { amount: 0, exemptions: '低保户', text: '首次申领' },
    { text: '20元' },
  ]),
  feeBasis: one('=1+1'),
  audience: one('自然人'),
  handlingType: one('承诺件'),
  promisedTimeLimit: one({ text: '5个工作日' }),
  serviceScope: one('跨区（县）'),
  handlingForms: one(['窗口办理', '网上办理']),
  appointment: one(true),
  onlinePayment: one(false),
  courier: one(true),
  system: one('市级'),
  locations: one([
    {
      name: '某街道便民服务中心',
      address: '某路1号',
      window: '3号窗口',
      hours: '9:00—17:00',
      phones: ['023-1', '023-2'],
      latitude: 29.7,
      longitude: 105.72,
    },
    { name: '某村', phones: [] },
  ]),
  serviceHours: one('工作日 9:00—12:00\n14:00—17:30'),
  consultPhones: one([
    { number: '023-43762345', label: '窗口' },
    { number: '12345' },
    { number: '热线：12345' },
  ]),
  faqs: one([{ question: '可以代办吗？', answer: '可以。\n答：带委托书。' }]),
  supervisePhones: one([{ number: '12388' }]),
};

let folder: TestFolder;
beforeAll(async () => {
  folder = await TestFolder.create();
});
afterAll(() => folder.remove());

async function roundTrip(matters: Elements[], style: 'form' | 'rows') {
  const forms = matters.map((elements) => ({ elements }));
  const path = await folder.write(`${style}.xlsx`, await writeImplementationWorkbook(forms, style));
  return readDocument(path, { regionCode: '500111' });
}

describe.each(['form', 'rows'] as const)('an 实施清单 written as %s', (style) => {
  it('reads back to equal elements', async () => {
    expect(Object.keys(FULL)).toEqual(ELEMENT_LABELS.map(([key]) => key));
    const sparse: Elements = { name: one('只有名称'), feeCharged: one(false), materials: one([]) };
    const { drafts, faults, tables } = await roundTrip([FULL, sparse], style);
    expect(faults).toEqual([]);
    expect(drafts.map(({ elements }) => elements)).toEqual([FULL, sparse]);
    expect(drafts.map(({ row }) => row.seq)).toEqual([1, 2]);
    expect(tables.map(({ title }) => title)).toEqual(['政务服务事项实施清单']);
  });

  it('keeps several statements, their validity and the words they were read from', async () => {
    const matter: Elements = {
      name: one('社保卡补换'),
      feeStandard: [
        {
          value: [{ amount: 25, per: '卡', text: '25元/卡' }],
          source: 0,
          printed: '每卡25元\n工本费',
          validTo: '2023-12-31',
        },
        {
          value: [{ amount: 0, text: '免费' }],
          source: 0,
          validFrom: '2024-01-01',
          confidence: 'medium',
          note: '待核',
          situation: '网上申领',
        },
      ],
    };
    expect((await roundTrip([matter], style)).drafts[0]!.elements).toEqual(matter);
  });

  it('carries everything that was read from the five documents', async () => {
    const drafts = (await readBundledDocuments()).flatMap((result) => result.drafts);
    const chosen = drafts.filter(
      ({ row }) => row.seq % 7 === 0 || row.table === 'cq-jkb' || row.table === 'dzq-zs',
    );
    const back = await roundTrip(
      chosen.map(({ elements }) => elements),
      style,
    );
    expect(back.faults).toEqual([]);
    expect(back.drafts.map(({ elements }) => elements)).toEqual(chosen.map(({ elements }) => elements));
  });

  it('has a template that is an empty list', async () => {
    const path = await folder.write(`空${style}.xlsx`, await buildTemplate(style));
    const { drafts, faults } = await readDocument(path, { regionCode: '500111' });
    expect(drafts).toEqual([]);
    expect(faults.map(({ message }) => message)).toEqual(['清单里一个事项也没有。']);
  });
});

describe('an 实施清单 filled in by hand', () => {
  const form = (values: Record<string, string>) => [
    ['政务服务事项实施清单'],
    ['序号', '字段名', '数据类型（填写说明及规范）', '备注'],
    ...ELEMENT_LABELS.map(([, label], i) => [String(i + 1), label, values[label] ?? '', '']),
  ];

  it('understands plain words', async () => {
    const rows = form({
      事项名称: '老年优待证办理',
      设定依据:
        '1．《某省老年人条例》第十条：办理优待证。\n2．《某市办法》(某府发〔2019〕3号)第二条：免费办理。',
      行使层级: '区县、乡镇街道',
      法定办结时限: '20个工作日',
      承诺办结时限: '即时办结',
      申请材料: '身份证\n一寸照片',
      收费标准: '免费',
      是否收费: '否',
      咨询电话: '便民中心：023-43762345',
      常见问题: '问：外地老人能办吗？\n答：可以。\n凭居住证办理。',
    });
    const { drafts, faults } = await readDocument(await folder.write('手填.xlsx', await xlsx(rows)), {
      regionCode: '500111',
    });
    expect(faults).toEqual([]);
    const { elements } = drafts[0]!;
    expect(elements.legalBases![0]!.value.map(({ title }) => title)).toEqual(['某省老年人条例', '某市办法']);
    expect(elements.exerciseLevels![0]!.value).toEqual([{ level: 'county' }, { level: 'town' }]);
    expect(elements.legalTimeLimit![0]!.value).toEqual({ days: 20, unit: 'workingDay', text: '20个工作日' });
    expect(elements.promisedTimeLimit![0]!.value).toEqual({ days: 0, text: '即时办结' });
    expect(elements.materials![0]!.value).toEqual([{ name: '身份证' }, { name: '一寸照片' }]);
    expect(elements.feeStandard![0]!.value).toEqual([{ amount: 0, text: '免费' }]);
    expect(elements.feeCharged![0]!.value).toBe(false);
    expect(elements.consultPhones![0]!.value).toEqual([{ number: '023-43762345', label: '便民中心' }]);
    expect(elements.faqs![0]!.value).toEqual([
      { question: '外地老人能办吗？', answer: '可以。\n凭居住证办理。' },
    ]);
  });

  it('names the field that is filled in wrongly, and a field that is missing', async () => {
    const rows = form({ 事项名称: '甲', 是否收费: '看情况', 行使层级: '火星', 申请材料: '照片｜份数：两' });
    const { faults } = await readDocument(await folder.write('填错.xlsx', await xlsx(rows)), {
      regionCode: '500111',
    });
    expect(faults.map(({ message }) => message)).toEqual([
      '“行使层级”填写有误：没有“火星”这一层级，应为国家、省、市、区县、乡镇街道、村社区。',
      '“申请材料”填写有误：“份数”应填数字，现为“两”。',
      '“是否收费”填写有误：应填“是”或“否”，现为“看情况”。',
    ]);
    const short = form({ 事项名称: '甲' }).filter(([, label]) => label !== '监督电话');
    const gap = await readDocument(await folder.write('缺项.xlsx', await xlsx(short)), {
      regionCode: '500111',
    });
    expect(gap.faults[0]!.message).toBe('实施清单缺少字段“监督电话”。');
  });

  it('writes the unit of a time limit in words, and reads the codes of older workbooks, too', () => {
    const value = { text: '材料齐全后约一个月', days: 30, unit: 'calendarDay' } as const;
    const cell = encodeCell('legalTimeLimit', one(value));
    expect(cell).toBe('材料齐全后约一个月｜天数：30｜单位：自然日');
    for (const written of [cell, cell.replace('自然日', 'calendarDay')])
      expect(decodeCell('legalTimeLimit', written)).toEqual(one(value));
    expect(() => decodeCell('legalTimeLimit', '约一个月｜单位：旬')).toThrow(
      '没有“旬”这一单位，应为工作日、自然日',
    );
  });

  it('does not take the form as issued, which explains its fields, for a matter', async () => {
    const rows = form({ 基本编码: '（不填）。', 事项名称: '政务服务事项的具体名称。', 是否收费: '是/否。' });
    const text = tabbed(['政务服务事项实施清单'], rows.slice(1));
    const { drafts, faults } = await readDocument(await folder.write('样表.txt', text), {
      regionCode: '500111',
    });
    expect(drafts).toEqual([]);
    expect(faults.map(({ message }) => message)).toEqual(['清单里一个事项也没有。']);
  });

  it('refuses a value that no cell can hold', async () => {
    const tooLong: Elements = { name: one('长'), content: one('字'.repeat(40_000)) };
    await expect(writeImplementationWorkbook([{ elements: tooLong }], 'rows')).rejects.toThrow(RangeError);
  });
});
