import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledDocuments, readSourceJson, SOURCES_FOLDER } from '../../src/import/documents.js';
import type { Draft, ReadResult } from '../../src/import/draft.js';
import { type ReadProgress, readBundledDocuments } from '../../src/import/read-document.js';
import { squeeze } from '../../src/import/values/text.js';

const ROWS = {
  cq135: 87,
  dj: 98,
  'dz-edu': 8,
  'dz-job': 11,
  'dz-ins': 7,
  'dz-med': 21,
  'dz-soc': 13,
  'dz-hou': 3,
  'dz-cul': 11,
  'dz-dis': 17,
  'cq-jkb': 1,
  'dzq-jjb': 10,
  'dzq-zdpyc': 413,
  'dzq-zs': 1,
};

let results: ReadResult[];
let drafts: Map<string, Draft>;
const progress: ReadProgress[] = [];
let tookMs: number;
beforeAll(async () => {
  const started = performance.now();
  results = await readBundledDocuments((each) => progress.push(each));
  tookMs = performance.now() - started;
  drafts = new Map(results.flatMap((result) => result.drafts.map((draft) => [draft.row.key, draft])));
});

const get = (key: string): Draft => drafts.get(key)!;
const ofTable = (table: string): Draft[] => [...drafts.values()].filter(({ row }) => row.table === table);
const cellsOf = (key: string) =>
  Object.fromEntries(get(key).row.cells.map(({ header, text }) => [header, text]));
const elementOf = <K extends keyof Draft['elements']>(key: string, field: K) =>
  get(key).elements[field]?.[0]?.value;

describe('the five documents', () => {
  it('are read without faults, in well under 5 s, telling how far it is', () => {
    expect(results.flatMap(({ faults }) => faults)).toEqual([]);
    expect(tookMs).toBeLessThan(10_000);
    expect(progress.map(({ drafts, done, total }) => [drafts, done, total])).toEqual([
      [87, 1, 5],
      [98, 2, 5],
      [91, 3, 5],
      [1, 4, 5],
      [424, 5, 5],
    ]);
  });

  it('are the files their metadata was written for', () => {
    for (const { file, sha256 } of bundledDocuments())
      expect(
        createHash('sha256')
          .update(readFileSync(join(SOURCES_FOLDER, file)))
          .digest('hex'),
      ).toBe(sha256);
  });

  it('hold every row once, under the keys outside callers use', () => {
    const expected = Object.entries(ROWS).flatMap(([table, count]) => {
      const width = count > 80 ? 3 : 2;
      return Array.from({ length: count }, (_, i) => `${table}-${String(i + 1).padStart(width, '0')}`);
    });
    expect([...drafts.keys()].sort()).toEqual(expected.sort());
    expect(results.flatMap((result) => result.drafts)).toHaveLength(expected.length);
  });

  it('name title, region and the own document of each table', () => {
    const refs = [
      'cq135-001',
      'dj-001',
      'dz-edu-01',
      'cq-jkb-01',
      'dzq-jjb-01',
      'dzq-zdpyc-001',
      'dzq-zs-01',
    ].map((key) => {
      const { document } = results.find((result) => result.drafts.includes(get(key)))!;
      const { table, regionCode } = get(key);
      return [regionCode, table.docNumber ?? document.docNumber, table.date ?? document.date];
    });
    expect(refs).toEqual([
      ['500000', '渝府办发〔2017〕184号', '2017-12-15'],
      ['500231', null, null],
      ['511700', null, null],
      ['500000', '渝民〔2020〕238号', '2020-12-21'],
      ['500111', '大足府办发〔2021〕23号', '2021-03-22'],
      ['500111', '大足府办发〔2021〕37号', '2021-03-31'],
      ['500111', '大足府发〔2021〕10号', '2021-03-18'],
    ]);
    expect(results[0]!.document).toMatchObject({ docNumber: '万州府办发〔2018〕41号', regionCode: '500101' });
  });

  it('give for every cell a line where its words begin', () => {
    for (const { document, drafts } of results) {
      const lines = readFileSync(join(SOURCES_FOLDER, document.file), 'utf8').split('\n');
      for (const { row } of drafts)
        for (const { text, line } of row.cells)
          expect(lines[line - 1], `${row.key} line ${line}`).toContain(text.split('\n')[0]!.slice(0, 20));
    }
  });

  it('lose no word of a table: every cell line of the print stands in some row', () => {
    const file = '001_28d084069b39af7d.txt';
    const printed = readFileSync(join(SOURCES_FOLDER, file), 'utf8').split('\n').slice(45).join('');
    const kept = ofTable('dj').flatMap(({ row }) => row.cells.map(({ text }) => text));
    expect(squeeze(kept.join(''))).toBe(squeeze(printed.replace(/ \t/g, '\t')));
  });

  it('state only what the row itself says: every statement has source 0', () => {
    for (const { elements } of drafts.values())
      for (const statements of Object.values(elements))
        expect(statements.map(({ source }) => source)).toEqual([0]);
  });
});

describe('names', () => {
  it('are on one line without stray blanks', () => {
    for (const { name } of drafts.values()) expect(name).toMatch(/^\S+$/);
    expect(get('dzq-zdpyc-123').name).toBe('船舶IC卡申请');
    expect(get('dz-med-14').name).toBe('社区艾滋病高危行为人群干预');
  });

  it('are rejoined where a page break cut them', () => {
    expect(get('dzq-zdpyc-061').name).toMatch(/我市河流上建设的通航建筑物项目核准——外资$/);
    expect(get('dzq-zdpyc-202').name).toBe('公共场所卫生许可（除饭馆、咖啡馆、酒吧、茶座等）（延续)');
    expect(elementOf('dzq-zdpyc-061', 'agency')).toBe('区发展改革委');
    expect(get('dzq-zdpyc-062').name).toMatch(/^除跨现状或规划为四级/);
  });

  it('stay as printed where the print looks wrong, with the likely form beside', () => {
    expect(get('dj-075').name).toBe('艾滋病高危、行为人群干预');
    expect(get('dj-075').likely).toEqual({ 事项名称: '艾滋病高危行为人群干预' });
    expect(cellsOf('dzq-zdpyc-382').事项名称).toContain('单位 and 个人');
    expect(get('dzq-zdpyc-382').likely?.事项名称).toContain('单位和个人');
    expect(get('dzq-zdpyc-202').likely?.事项名称).toMatch(/（延续）$/);
  });

  it('have every curated misprint at the place it was seen', () => {
    for (const each of readSourceJson<{ key: string; header: string; print: string; likely: string }[]>(
      'likely.json',
    )) {
      expect(squeeze(cellsOf(each.key)[each.header]!), each.key).toContain(squeeze(each.print));
      expect(get(each.key).likely?.[each.header], each.key).toContain(each.likely);
    }
  });
});

describe('rows of each form, cell by cell', () => {
  it('基本公共服务清单 of 重庆市', () => {
    expect(get('cq135-006').row).toMatchObject({ seq: 6, line: 677 });
    expect(cellsOf('cq135-006')).toEqual({
      序号: '6',
      服务项目: '农村学前教育儿童营养改善',
      服务对象:
        '国家级贫困区县（含已摘帽贫困区县）除区县城区以外的农村公办幼儿园（含附设幼儿园、班）和取得办园许可的农村民办普惠性幼儿园就读的儿童',
      服务指导标准:
        '补助标准为每生每天4元，全年按照200天计算，即每生每年补助800元。鼓励其他区县因地制宜开展试点。',
      支出责任: '所需膳食补助资金由市和区县财政按一定比例分担。',
      牵头责任单位: '市教委、\n市财政局',
    });
    expect(elementOf('cq135-006', 'agency')).toBe('市教委、市财政局');
    expect(elementOf('cq135-006', 'section')).toBe('一、基本公共教育');
    expect(elementOf('cq135-087', 'section')).toBe('八、残疾人基本公共服务');
  });

  it('no. 52 of it, which spans three printed rows', () => {
    const { 服务对象, 服务指导标准, 支出责任, 牵头责任单位 } = cellsOf('cq135-052');
    expect(服务对象).toMatch(
      /^1．重点救助对象：[\s\S]*\n重特大疾病医疗救助对象：[\s\S]*\n疾病应急救助对象：/,
    );
    expect(服务指导标准).toMatch(
      /按不低于60%的比例予以救助。\n医疗机构对疾病应急救助对象[\s\S]*最高限额不超过3万元。$/,
    );
    expect(支出责任).toMatch(/适当补助。\n市政府设立全市疾病应急救助基金/);
    expect(牵头责任单位?.split('\n')).toHaveLength(3);
    expect(elementOf('cq135-052', 'agency')).toBe('市民政局、市卫生计生委、市财政局、市扶贫办');
    expect(elementOf('cq135-052', 'conditions')).toHaveLength(5);
    expect(get('cq135-053').name).toBe('临时救助');
  });

  it('服务清单 of 达州市, whose header words differ', () => {
    expect(cellsOf('dz-dis-01')).toEqual({
      序号: '1',
      服务项目: '困难残疾人生活补助',
      服务对象: '持二代证的达州籍低保对象',
      服务内容和保障标准: '2016年按每人每月60元执行，2017-2020年每年提高10元，到2020年达到每人每月100元',
      支出责任:
        '省财政按35%总体补助水平对市、县给予补助（其中：对扩权县补助比例为40%，对其他市县补助比例为30%）。',
      主责单位: '市民政局、市残联',
    });
    expect(elementOf('dz-dis-01', 'standard')).toMatch(/每人每月100元$/);
    // The last cell of a table must not swallow the chapter that follows it.
    for (const table of ['dz-edu', 'dz-med', 'dz-dis'])
      expect(ofTable(table).at(-1)!.row.cells.at(-1)!.text.length).toBeLessThan(30);
  });

  it('就近办', () => {
    expect(cellsOf('dzq-jjb-06')).toEqual({
      序号: '6',
      基本编码: '502014090000',
      事项名称: '公益性岗位补贴申领',
      事项类型: '公共服务',
      区级部门: '区人力社保局',
      '下放层级/是否下放到镇（街道）': '是',
      '下放层级/是否下放到村（社区）': '是',
    });
    expect(elementOf('dzq-jjb-06', 'exerciseLevels')).toEqual([{ level: 'town' }, { level: 'village' }]);
    for (const { elements } of ofTable('dzq-jjb')) expect(elements.basicCode![0]!.value).toMatch(/^\d{12}$/);
  });

  it('最多跑一次', () => {
    expect(get('dzq-zdpyc-074').row).toMatchObject({ seq: 74, line: 1152 });
    expect(get('dzq-zdpyc-074').elements).toEqual({
      name: [{ value: '不动产登记', source: 0 }],
      type: [{ value: '行政确认', source: 0 }],
      agency: [{ value: '区规划自然资源局', source: 0 }],
      convenience: [{ value: ['最多跑一次'], source: 0 }],
    });
    const types = new Set(ofTable('dzq-zdpyc').map(({ elements }) => elements.type![0]!.value));
    expect([...types].sort()).toEqual(
      ['行政许可', '行政确认', '行政奖励', '行政给付', '行政裁决', '其他行政权力', '公共服务'].sort(),
    );
  });
});
