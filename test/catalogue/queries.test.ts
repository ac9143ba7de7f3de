import { beforeAll, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import {
  agencies,
  findItem,
  type ItemQuery,
  regionsInUse,
  searchItems,
  splitAgencies,
  themes,
} from '../../src/catalogue/queries.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { readResult } from './factories.js';

let snapshot: Snapshot;

beforeAll(async () => {
  const ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  const natural = { audience: [{ value: '自然人、法人', source: 0 }] };
  const results = [
    readResult('000.txt', [
      { key: 'cq135-050', name: '最低生活保障', section: '五、基本社会服务', agency: '市民政局' },
    ]),
    readResult('001.txt', [
      {
        key: 'dj-017',
        name: '补、换社会保障卡',
        type: '社会保险',
        agency: '县人力社保局/乡镇人民政府(街道办事处)',
        elements: {
          ...natural,
          exerciseLevels: [{ value: [{ level: 'county' }, { level: 'town' }], source: 0 }],
        },
      },
    ]),
    readResult('004.txt', [
      { key: 'dzq-zdpyc-164', name: '个体工商户设立登记', type: '行政许可', agency: '区市场监管局' },
      { key: 'dzq-zdpyc-163', name: '个体工商户变更登记', type: '行政许可', agency: '区市场监管局' },
    ]),
  ];
  const questions = [{ row: { key: 'dzq-zdpyc-164', name: '' }, questions: ['开小店要办啥子执照'] }];
  await applyDrafts(ds, results, { links: [], questions });
  snapshot = await loadSnapshot(ds);
  await ds.destroy();
});

const ids = (query: ItemQuery) => searchItems(snapshot, query).items.map(({ id }) => id);

describe('searching the catalogue', () => {
  it('finds by part of a name, by a wording, and by most of the characters', () => {
    expect(ids({ q: '社会保障卡' })).toEqual(['dj-017']);
    expect(ids({ q: '小店要办啥子' })).toEqual(['dzq-zdpyc-164']);
    expect(ids({ q: '个体工商户登记' })).toEqual(['dzq-zdpyc-163', 'dzq-zdpyc-164']);
    expect(ids({ q: '双色球' })).toEqual([]);
  });

  it('keeps the order of the real matcher, within the other conditions', () => {
    const rank = () => ['dzq-zdpyc-164', 'gone', 'dj-017', 'dzq-zdpyc-163'];
    const found = searchItems(snapshot, { q: 'x', type: '行政许可' }, rank);
    expect(found.items.map(({ id }) => id)).toEqual(['dzq-zdpyc-164', 'dzq-zdpyc-163']);
  });

  it('takes a region with what the regions above it offer', () => {
    expect(ids({ region: '垫江' })).toEqual(['cq135-050', 'dj-017']);
    expect(ids({ region: '500000' })).toEqual(['cq135-050']);
    expect(ids({ region: '达州' })).toEqual([]);
    expect(ids({ region: '桃花源' })).toEqual([]);
  });

  it.each([
    [{ theme: '社会保险' }, ['dj-017']],
    [{ audience: '法人' }, ['dj-017']],
    [{ type: '行政许可' }, ['dzq-zdpyc-163', 'dzq-zdpyc-164']],
    [{ agency: '县人力社保局' }, ['dj-017']],
    [{ level: 'town' as const }, ['dj-017']],
    [{ level: 'village' as const }, []],
  ])('filters by %j', (query, expected) => expect(ids(query)).toEqual(expected));

  it('counts every facet over all pages', () => {
    const found = searchItems(snapshot, { page: 2, pageSize: 3 });
    expect(found).toMatchObject({ total: 4, page: 2, pageSize: 3 });
    expect(found.items).toHaveLength(1);
    expect(found.facets.region).toEqual([
      { value: '500111', count: 2 },
      { value: '500000', count: 1 },
      { value: '500231', count: 1 },
    ]);
    expect(found.facets.type[0]).toEqual({ value: '行政许可', count: 2 });
    expect(found.facets.level.map(({ value }) => value)).toEqual(['county', 'town']);
  });
});

describe('lists for filters', () => {
  it('gives one item by id', () => {
    expect(findItem(snapshot, 'dj-017')?.name).toBe('补、换社会保障卡');
    expect(findItem(snapshot, 'dj-999')).toBeNull();
  });

  it('gives regions in use with those above them', () => {
    expect(regionsInUse(snapshot).map(({ name }) => name)).toEqual([
      '中华人民共和国',
      '重庆市',
      '大足区',
      '垫江县',
    ]);
  });

  it('gives themes and single agencies with their counts', () => {
    expect(themes(snapshot).map(({ value }) => value)).toEqual(['社会保险', '社会服务']);
    expect(agencies(snapshot)[0]).toEqual({
      name: '区市场监管局',
      region: { code: '500111', name: '大足区' },
      items: 2,
    });
    expect(agencies(snapshot).map(({ name }) => name)).toContain('乡镇人民政府(街道办事处)');
  });

  it.each([
    ['区生态环境局 /经开区生态环境局', ['区生态环境局', '经开区生态环境局']],
    ['县医院/乡镇(街道/社区)卫生院', ['县医院', '乡镇(街道/社区)卫生院']],
    ['市财政局、市教委', ['市财政局', '市教委']],
    [null, []],
  ])('splits %j', (agency, expected) => expect(splitAgencies(agency)).toEqual(expected));
});
