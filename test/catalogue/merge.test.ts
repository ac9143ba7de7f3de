import { describe, expect, it } from 'vitest';
import { kindOf, normaliseName, publicServiceKind } from '../../src/catalogue/kinds.js';
import { mergeReadings } from '../../src/catalogue/merge.js';
import { readingOfGuide } from '../../src/catalogue/readings.js';
import { link, reading } from './factories.js';

/** Matters as lists of row keys. */
function matters(...args: Parameters<typeof mergeReadings>): string[][] {
  return mergeReadings(...args).items.map((item) =>
    item.implementations.flatMap((implementation) => implementation.sources.map((source) => source.key)),
  );
}

describe('names and kinds', () => {
  it.each([
    ['特困人员救助、供养', '特困人员救助供养'],
    ['“96096” 交通服务热线', '"96096"交通服务热线'],
    ['慢性病患者健康管理服务（高血压）', '慢性病患者健康管理服务(高血压)'],
  ])('%s and %s are one name', (a, b) => expect(normaliseName(a)).toBe(normaliseName(b)));

  it('keeps what stands in brackets', () => {
    const name = (disease: string) => normaliseName(`慢性病患者健康管理服务(${disease})`);
    expect(name('高血压')).not.toBe(name('2型糖尿病'));
  });

  it.each([
    ['四、基本医疗卫生', '医疗卫生'],
    ['达州市“十三五”时期基本医疗和公共卫生服务清单', '医疗卫生'],
    ['基本医疗卫生', '医疗卫生'],
    ['二、基本劳动就业创业', '劳动就业'],
    ['劳动就业服务', '劳动就业'],
    ['达州市“十三五”时期基本社会服务清单', '社会服务'],
    ['五、基本社会服务', '社会服务'],
    ['达州市“十三五”时期社会保险服务清单', '社会保险'],
    ['公共     文化体育', '公共文化体育'],
    ['八、残疾人基本公共服务', '残疾人公共服务'],
    ['一、基本公共教育', '公共教育'],
    ['行政许可', null],
    ['其他公共服务', null],
    ['公共服务', null],
    ['重庆市“十三五”基本公共服务清单', null],
  ])('%s is of kind %s', (text, kind) => expect(publicServiceKind(text)).toBe(kind));

  it('reads the kind from 事项类型 first, then the section, then the table', () => {
    const title = '达州市“十三五”时期基本住房保障服务清单';
    expect(kindOf({}, title)).toBe('住房保障');
    expect(kindOf({ section: [{ value: '一、基本公共教育', source: 0 }] }, title)).toBe('公共教育');
    expect(kindOf({ type: [{ value: '行政许可', source: 0 }] }, title)).toBe('行政许可');
    expect(kindOf({}, null)).toBeNull();
  });
});

describe('merging', () => {
  const lowIncome = { key: 'cq135-050', name: '最低生活保障', section: '五、基本社会服务' };
  const lowIncomeDazhou = {
    key: 'dz-soc-01',
    name: '最低生活保障',
    tableTitle: '达州市“十三五”时期基本社会服务清单',
  };

  it('makes one matter of 最低生活保障 in 重庆 and 达州, founded by the first', () => {
    const { items } = mergeReadings([reading(lowIncome), reading(lowIncomeDazhou)], []);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'cq135-050',
      name: '最低生活保障',
      themes: ['社会服务'],
      type: null,
    });
    expect(items[0]?.implementations.map(({ regionCode }) => regionCode)).toEqual(['500000', '511700']);
  });

  it('keeps a benefit and the counter matter of the same name apart: 特困人员救助供养', () => {
    const benefit = reading({ key: 'cq135-051', name: '特困人员救助供养', section: '五、基本社会服务' });
    const counter = reading({ key: 'dzq-zdpyc-273', name: '特困人员救助供养', type: '行政给付' });
    expect(matters([benefit, counter], [])).toEqual([['cq135-051'], ['dzq-zdpyc-273']]);
    const { related } = mergeReadings([benefit, counter], [link('related', 'dzq-zdpyc-273', 'cq135-051')]);
    expect(related).toEqual([{ from: 'cq135-051', to: 'dzq-zdpyc-273', note: null }]);
  });

  it('joins one agency named by two lists into one implementation with two sources: 罢免、补选村民委员会成员', () => {
    const name = '罢免、补选村民委员会成员或者村民委员会成员职务自行终止、辞职的备案';
    const same = { name, type: '其他行政权力', agency: '区民政局' };
    const { items } = mergeReadings(
      [
        reading({ key: 'dzq-jjb-03', basicCode: '501011027000', ...same }),
        reading({ key: 'dzq-zdpyc-279', ...same }),
      ],
      [],
    );
    const [implementation, ...more] = items[0]?.implementations ?? [];
    expect(more).toEqual([]);
    expect(implementation?.sources.map((source) => source.key)).toEqual(['dzq-jjb-03', 'dzq-zdpyc-279']);
    expect(implementation?.elements.agency).toEqual([
      { value: '区民政局', source: 0 },
      { value: '区民政局', source: 1 },
    ]);
    expect(implementation?.elements.basicCode).toEqual([{ value: '501011027000', source: 0 }]);
  });

  it('keeps two agencies of one region as two implementations of one matter', () => {
    const permit = { name: '建筑垃圾处置核准', type: '行政许可' };
    const { items } = mergeReadings(
      [
        reading({ key: 'dzq-zdpyc-009', agency: '区城管局', ...permit }),
        reading({ key: 'dzq-zdpyc-010', agency: '经开区建设局', ...permit }),
      ],
      [],
    );
    expect(items).toHaveLength(1);
    expect(items[0]?.implementations.map(({ agency }) => agency)).toEqual(['区城管局', '经开区建设局']);
  });

  it('does not take 设立 for 变更', () => {
    const type = '行政许可';
    const rows = [
      reading({ key: 'dzq-zdpyc-163', name: '个体工商户变更登记', type }),
      reading({ key: 'dzq-zdpyc-164', name: '个体工商户设立登记', type }),
    ];
    expect(matters(rows, [])).toHaveLength(2);
  });

  it('follows the official code whatever the name, and lets two codes contradict one name', () => {
    const type = '公共服务';
    const rows = [
      reading({ key: 'dj-001', name: '职业指导', type, basicCode: '502014080000' }),
      reading({ key: 'dzq-jjb-07', name: '职业指导服务', type, basicCode: '502014080000' }),
      reading({ key: 'dzq-jjb-08', name: '职业指导', type, basicCode: '502014999000' }),
    ];
    expect(matters(rows, [])).toEqual([['dj-001', 'dzq-jjb-07'], ['dzq-jjb-08']]);
  });

  it('follows a reviewed link over regions: 学前教育资助', () => {
    const rows = [
      reading({ key: 'cq135-004', name: '学前教育资助', section: '一、基本公共教育' }),
      reading({ key: 'dz-edu-04', name: '普惠性学前教育资助', section: '一、基本公共教育' }),
    ];
    expect(matters(rows, [])).toHaveLength(2);
    expect(matters(rows, [link('same', 'dz-edu-04', 'cq135-004')])).toEqual([['cq135-004', 'dz-edu-04']]);
  });

  it('refuses a link that would make two rows of one region one matter', () => {
    const rows = [
      reading({ key: 'cq135-078', name: '困难残疾人生活补贴和重度残疾人护理补贴', section: '八、残疾人' }),
      reading({ key: 'dz-dis-01', name: '困难残疾人生活补助' }),
      reading({ key: 'dz-dis-02', name: '重度残疾人护理补助' }),
    ];
    const { items, refused } = mergeReadings(rows, [
      link('same', 'cq135-078', 'dz-dis-01'),
      link('same', 'cq135-078', 'dz-dis-02'),
    ]);
    expect(items).toHaveLength(2);
    expect(refused.map(({ link: { to }, reason }) => [to.key, reason])).toEqual([
      ['dz-dis-02', 'sameRegion'],
    ]);
  });

  it('finds a linked row by its name after the list was numbered anew, and says when it is gone', () => {
    const rows = [
      reading({ key: 'dj-006', name: '独生子女父母光荣证办理', type: '人口和计划生育' }),
      reading({ key: 'dj-008', name: '出具婚育情况证明', type: '人口和计划生育' }),
      reading({ key: 'dzq-zdpyc-224', name: '婚育情况证明', type: '公共服务' }),
    ];
    const moved = link('same', 'dj-007 出具婚育情况证明', 'dzq-zdpyc-224 婚育情况证明');
    const gone = link('related', 'dj-006 门诊挂号服务', 'dzq-zdpyc-224 婚育情况证明');
    const { itemOf, refused } = mergeReadings(rows, [moved, gone]);
    expect(itemOf.get('dzq-zdpyc-224')).toBe('dj-008');
    expect(refused).toEqual([{ link: gone, reason: 'rowMissing' }]);
  });

  it('carries ids on, and never gives a row the id of another matter', () => {
    const type = '社会保险';
    const rows = [
      reading({ key: 'dj-016', name: '补、换社会保障卡', type }),
      reading({ key: 'dj-017', name: '社会保障卡注销', type }),
    ];
    const { itemOf } = mergeReadings(rows, [], new Map([['dj-016', 'dj-017']]));
    expect(Object.fromEntries(itemOf)).toEqual({ 'dj-016': 'dj-017', 'dj-017': 'dj-017~2' });
  });

  it('adds a guide to the matter it names, under its own agency and pages', () => {
    const row = reading({ key: 'dj-016', name: '新办社会保障卡', type: '社会保险', agency: '县人力社保局' });
    const page = { url: 'https://rlsbj.cq.gov.cn/x', title: '办事指南', date: '2026-01-05' };
    const guide = readingOfGuide({
      key: 'guide-001',
      matter: 'dj-016',
      regionCode: '500000',
      name: '新办社会保障卡',
      elements: { materials: [{ value: [{ name: '居民身份证' }], source: 0 }] },
      sources: [page],
    });
    const { items } = mergeReadings([row, guide], []);
    expect(items.map(({ id }) => id)).toEqual(['dj-016']);
    expect(items[0]?.implementations[1]).toMatchObject({
      regionCode: '500000',
      agency: null,
      sources: [{ kind: 'web', key: 'guide-001', ...page }],
    });
  });

  it('refuses one row key in two documents', () => {
    const row = reading({ key: 'dj-016', name: '新办社会保障卡' });
    expect(() => mergeReadings([row, { ...row }], [])).toThrow('dj-016');
  });
});
