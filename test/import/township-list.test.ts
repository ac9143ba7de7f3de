import { beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/import/draft.js';
import { readBundledDocuments } from '../../src/import/read-document.js';

const HEADERS = [
  '序号',
  '事项名称',
  '事项类型',
  '行使内容',
  '实施机构名称',
  '服务对象',
  '服务主题',
  '设定依据',
  '办理类型',
  '行使层级/市',
  '行使层级/县',
  '行使层级/乡镇(街道)',
  '行使层级/村(社区)',
  '填报类型',
];
const TYPES =
  /^(社会保险|其他公共服务|公共服务|人口和计划生育|基本社会服务|劳动就业服务|公共\s*文化体育|基本住房保障|残疾人基本公共服务|基本医疗卫生)$/;
/** Rows whose printed number was lost in the file. */
const WITHOUT_NUMBER = [16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 29, 30, 32, 35, 38, 39, 40, 46];

let rows: Draft[];
beforeAll(async () => {
  const results = await readBundledDocuments();
  rows = results.flatMap(({ drafts }) => drafts).filter(({ row }) => row.table === 'dj');
});

const keysWith = (field: keyof Draft['elements']) =>
  rows.filter(({ elements }) => elements[field]).map(({ row }) => row.key);
const row = (key: string) => rows.find((each) => each.row.key === key)!;

describe('every row of the 98', () => {
  it('has the 14 columns, in order', () => {
    for (const { row } of rows)
      expect(
        row.cells.map(({ header }) => header),
        row.key,
      ).toEqual(HEADERS);
  });

  it('has under each header what belongs there', () => {
    for (const { row, name } of rows) {
      const cell = (header: string) => row.cells.find((each) => each.header === header)!.text;
      const at = `${row.key} ${name}`;
      expect(cell('序号'), at).toBe(WITHOUT_NUMBER.includes(row.seq) ? '' : String(row.seq));
      expect(cell('事项名称').length, at).toBeGreaterThan(3);
      expect(cell('事项名称').length, at).toBeLessThan(45);
      expect(cell('事项类型'), at).toMatch(TYPES);
      expect(cell('行使内容').length, at).toBeGreaterThan(5);
      expect(cell('实施机构名称'), at).toMatch(/政府|办事处|卫生院|医院|保健院|疾控中心|企业/);
      expect(cell('服务对象'), at).toMatch(/^(个人|自然人|个人\/\s*法人)$/);
      expect(cell('服务主题').length, at).toBeLessThan(25);
      expect(cell('设定依据'), at).toContain('《');
      expect(cell('办理类型'), at).toMatch(/^(?:(?:马上办|网上办|就近办|一次办)理?[、/\s]*)+$/);
      for (const header of HEADERS.slice(9, 13)) expect(cell(header), at).toMatch(/^(√(\n?\([^()]+\))?)?$/);
      expect(cell('填报类型'), at).toMatch(/^((市|区县|乡镇)：)?(依申请服务类|主动服务类)：/);
    }
  });

  it('is read into the same elements throughout', () => {
    for (const { row, elements } of rows) {
      for (const field of ['type', 'content', 'agency', 'audience', 'themes', 'filingType'] as const)
        expect(elements[field], `${row.key} ${field}`).toHaveLength(1);
      expect(elements.agency![0]!.value, row.key).not.toMatch(/\s|\/\/|\/$/);
      for (const kind of elements.convenience![0]!.value)
        expect(kind).toMatch(/^(马上办|网上办|就近办|一次办)$/);
      const levels = elements.exerciseLevels![0]!.value;
      expect(levels.length, row.key).toBe(row.cells.slice(9, 13).filter(({ text }) => text !== '').length);
      expect(
        levels.some(({ level }) => level === 'town'),
        row.key,
      ).toBe(true);
      for (const basis of elements.legalBases![0]!.value) {
        expect(basis.title.length, `${row.key} ${basis.text.slice(0, 30)}`).toBeGreaterThan(3);
        expect(basis.title).not.toMatch(/[：。]/);
        expect(basis.docNumber ?? '〔2000〕1号', row.key).toMatch(/(〔\d{4}〕\d+号|第\d+号令?|令\d+号)$/);
      }
    }
  });

  it('keeps the remarks beside the marks', () => {
    expect(row('dj-007').elements.exerciseLevels![0]!.value).toEqual([
      { level: 'town', role: '审定' },
      { level: 'village', role: '初审' },
    ]);
    expect(row('dj-017').elements.exerciseLevels![0]!.value[2]).toEqual({
      level: 'town',
      note: '由于实施需要部署制卡设备，大部分乡镇网点可办理补换卡业务',
    });
    expect(row('dj-046').elements.exerciseLevels![0]!.value[2]).toEqual({ level: 'town', note: '同第44项' });
  });

  it('keeps a theme with its bracket and a filing type for each level', () => {
    expect(row('dj-069').elements.themes![0]!.value).toEqual(['社会保障(社会保险、社会救助)', '医疗卫生']);
    expect(row('dj-052').elements.filingType![0]!.value).toBe('依申请服务类：办理类');
    expect(row('dj-014').elements.filingType![0]!.value.split('\n')).toHaveLength(3);
  });
});

// Each of these lists was checked by hand against the legal bases of all 98 rows.
describe('what the legal basis states for the citizen', () => {
  it('fees: 补、换社会保障卡 costs 25 yuan, the others are free of charge', () => {
    const fees = rows.flatMap(({ row, elements }) =>
      (elements.feeStandard?.[0]?.value ?? []).map(
        ({ amount, per }) => `${row.key} ${amount}${per ? `/${per}` : ''}`,
      ),
    );
    expect(fees).toEqual([
      'dj-014 0',
      'dj-015 0',
      'dj-015 0',
      'dj-017 25/卡',
      'dj-017 25/卡',
      'dj-018 0',
      'dj-031 0',
      'dj-043 0',
      'dj-064 0',
      'dj-064 0',
      'dj-073 0',
      'dj-077 0',
      'dj-078 0',
      'dj-087 0',
      'dj-089 0',
      'dj-089 0',
      'dj-093 0',
      'dj-095 0',
      'dj-098 0',
    ]);
    expect(row('dj-017').elements.feeStandard![0]!.printed).toContain('按规定缴纳每卡25元工本费');
  });

  it('time limits: a card after 30 working days, and the three stages of 廉租房', () => {
    expect(keysWith('legalTimeLimit')).toEqual(['dj-017', 'dj-042']);
    expect(row('dj-017').elements.legalTimeLimit![0]!.value).toMatchObject({ days: 30, unit: 'workingDay' });
    const stages = row('dj-042').elements.legalTimeLimit![0]!.value;
    expect(stages.days).toBeUndefined();
    expect(stages.text.split('\n').map((line) => /(\d+)日内/.exec(line)?.[1])).toEqual(['30', '15', '15']);
  });

  it('steps, papers and who is meant', () => {
    expect(keysWith('process')).toEqual(['dj-016', 'dj-042']);
    expect(row('dj-016').elements.process![0]!.value.map(({ text }) => text)).toEqual([
      '提出申请',
      '制卡审核',
      '制卡',
      '领卡启用',
    ]);
    expect(row('dj-042').elements.process![0]!.value.map(({ text }) => text.slice(0, 2))).toEqual([
      '申请',
      '初审',
      '审核',
    ]);
    expect(keysWith('materials')).toEqual(['dj-042']);
    expect(row('dj-042').elements.materials![0]!.value.map(({ name }) => name)).toEqual([
      '居民户口簿',
      '身份证',
      '婚姻状况证明',
      '家庭收入证明',
      '家庭住房证明',
      '其他相关证明材料',
    ]);
    expect(keysWith('conditions')).toEqual(['dj-041', 'dj-058', 'dj-069']);
    expect(row('dj-041').elements.conditions![0]!.value[0]).toBe('城市居民最低生活保障家庭');
    expect(row('dj-069').elements.conditions![0]!.value).toHaveLength(8);
  });

  it('quotes the words each of these was read from', () => {
    for (const { row, elements } of rows) {
      const printed = row.cells.map(({ text }) => text).join('\n');
      for (const field of ['feeStandard', 'legalTimeLimit', 'process', 'materials', 'conditions'] as const)
        for (const line of elements[field]?.[0]?.printed?.split('\n') ?? []) expect(printed).toContain(line);
    }
  });
});
