import { describe, expect, it } from 'vitest';
import { ServiceItemNotFoundError } from '../../src/errors.js';
import { type CounterMatter, countersFor } from '../../src/places/counters.js';
import { servesDomains } from '../../src/places/domains.js';
import { Places, type PlacesRequest } from '../../src/places/find-places.js';
import { loadCalendar } from '../../src/places/holiday-calendar.js';
import type { PlaceRecord } from '../../src/places/load-places.js';
import { distanceMeters, PlaceDirectory } from '../../src/places/place-directory.js';
import { item, place, regions, snapshotOf, source } from './factories.js';

const calendar = loadCalendar();
const town = place({ key: 'place-town', name: '棠香街道便民服务中心', regionCode: '500111001' });
const county = place({ key: 'place-county', name: '大足区政务服务大厅', regionCode: '500111' });
const province = place({ key: 'place-province', regionCode: '500000', domains: ['医保'] });
const elsewhere = place({ key: 'place-elsewhere', regionCode: '511700' });
const doubtful = place({ key: 'place-doubtful', regionCode: '500111', confidence: 'low' });
const all = [elsewhere, province, doubtful, county, town];

describe('places by region', () => {
  const keys = (regionCode?: string) =>
    new PlaceDirectory(all, regions).find({ regionCode }).map((found) => found.place.key);

  it('come nearest level first: the region, what lies in it, what lies above it', () => {
    expect(keys('500111')).toEqual(['place-county', 'place-town', 'place-province']);
    expect(keys('500111001')).toEqual(['place-town', 'place-county', 'place-province']);
    expect(keys('500000')).toEqual(['place-province', 'place-county', 'place-town']);
  });

  it('of other regions stay away, also those of a neighbouring town', () => {
    expect(keys('500111002')).toEqual(['place-county', 'place-province']);
    expect(keys('511700')).toEqual(['place-elsewhere']);
  });

  it('of low confidence are never among them', () => {
    expect(keys()).toHaveLength(4);
    expect(keys()).not.toContain('place-doubtful');
  });
});

describe('places near a point', () => {
  const here = { latitude: 29.7, longitude: 105.72 };
  const far = place({ key: 'place-far', regionCode: '500111', latitude: 29.9, longitude: 105.72 });
  const close = place({ key: 'place-close', regionCode: '500000', latitude: 29.701, longitude: 105.72 });

  it('come by distance, those of unknown position after them by level', () => {
    const found = new PlaceDirectory([...all, far, close], regions).find({
      near: here,
      regionCode: '500111',
    });
    expect(found.map(({ place: { key } }) => key)).toEqual([
      'place-close',
      'place-far',
      'place-county',
      'place-town',
      'place-province',
    ]);
    expect(found.map((one) => one.distanceMeters)).toEqual([111, 22239, null, null, null]);
  });

  it('are measured on the sphere, across the date line too', () => {
    // A degree of a great circle is 111.195 km.
    expect(distanceMeters({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(
      111_195,
      0,
    );
    expect(distanceMeters({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
      111_195,
      0,
    );
    expect(distanceMeters(here, here)).toBe(0);
  });
});

describe('the counters of a matter', () => {
  const insurance = place({ key: 'place-insurance', regionCode: '500111', domains: ['医保'] });
  const exitHall = place({
    key: 'place-exit',
    regionCode: '500000',
    domains: ['公安', '出入境'],
    agency: '重庆市公安局',
  });
  const counters = (
    matter: Partial<CounterMatter>,
    regionCode: string,
    places: PlaceRecord[] = [...all, insurance, exitHall],
  ) => {
    const full = { name: '事项', type: null, agency: null, levels: [], ...matter };
    const found = countersFor(full, regionCode, new PlaceDirectory(places, regions));
    return { ...found, keys: found.places.map(({ key }) => key) };
  };

  it('are at the stated levels only, nearest first; within a level its department before the hall', () => {
    const matter = { name: '城乡居民医保参保登记', agency: '区医保局' };
    expect(counters({ ...matter, levels: ['county', 'town'] }, '500111001').keys).toEqual([
      'place-town',
      'place-insurance',
      'place-county',
    ]);
    expect(counters({ ...matter, levels: ['county'] }, '500111001').keys).toEqual([
      'place-insurance',
      'place-county',
    ]);
  });

  it('take 市级 of a municipality for the level of a province', () => {
    expect(counters({ name: '医保目录查询', levels: ['city'] }, '500231').keys).toEqual(['place-province']);
  });

  it('read the level from the agency where no level is stated', () => {
    const found = counters({ agency: '乡镇人民政府(街道办事处)' }, '500111001');
    expect(found.keys).toEqual(['place-town']);
    expect(found.kinds).toEqual([{ level: 'town', name: '乡镇（街道）公共服务中心', region: '棠香街道' }]);
  });

  it('send nobody to a counter of another field', () => {
    const passport = { name: '普通护照首次申请', agency: '公安局出入境管理机构' };
    expect(counters(passport, '500231').keys).toEqual(['place-exit']);
    expect(counters({ name: '出生登记', agency: '县公安局', levels: ['county'] }, '500231').keys).toEqual([]);
  });

  it('of which only the kind is known are told by their kind, and that the address is not known', () => {
    const found = counters({ name: '医疗救助', agency: '县民政局', levels: ['county', 'town'] }, '500231');
    expect(found.keys).toEqual([]);
    expect(found.kinds.map(({ name, region }) => [name, region])).toEqual([
      ['乡镇（街道）公共服务中心', null],
      ['区县政务服务大厅', '垫江县'],
    ]);
    expect(found.note).toBe(
      '只知道可到乡镇（街道）公共服务中心、垫江县的区县政务服务大厅办理，具体地址资料没有载明，出门前可拨打12345问清。',
    );
    expect(counters({ agency: '市人力社保局经办机构' }, '511700', []).note).toContain('市级政务服务大厅');
    expect(counters({ agency: '供水企业' }, '500231', []).note).toContain('由供水企业办理');
    expect(counters({}, '500231', []).note).toContain('没有查到办理窗口');
  });
});

it('tells fields of work by words', () => {
  expect(servesDomains(['住房保障'], '公租房申请 区住房城乡建委')).toBe(true);
  expect(servesDomains(['公安', '户籍'], '居民身份证换领 公安局')).toBe(true);
  expect(servesDomains(['公安', '出入境'], '居民身份证换领 公安局')).toBe(false);
  expect(servesDomains(['文旅', '图书馆'], '旅行社设立 区文化旅游委')).toBe(false);
  expect(servesDomains(['殡仪馆'], '遗体火化 殡仪馆')).toBe(true);
  expect(servesDomains(['公积金'], '住房公积金提取')).toBe(true);
  expect(servesDomains(['住房'], '住房公积金提取')).toBe(false);
  expect(servesDomains([], '任何事')).toBe(false);
  // The agency decides on the department, and 户籍地 only says whose residents it serves.
  expect(servesDomains(['公安', '户籍'], '居住地残联受理，户籍地残联审核', '残疾人证办理')).toBe(false);
  expect(servesDomains(['公安', '户籍'], '户口所在地街道', '独生子女证')).toBe(false);
  expect(servesDomains(['公安', '户籍'], '区残联', '残疾人居民身份证代办')).toBe(false);
  expect(servesDomains(['公安', '户籍'], '行政审批局', '居民身份证换领')).toBe(true);
});

describe('what residents get', () => {
  const located = item('dzq-1', '不动产登记', [
    {
      agency: '区规划自然资源局',
      sources: [{ ...source, row: { 事项名称: '不动产登记' } }],
      elements: {
        exerciseLevels: [{ value: [{ level: 'county' }], source: 0 }],
        locations: [
          {
            value: [
              { name: '不动产登记中心', address: '某路8号', hours: '周一至周五9:00-17:00' },
              { name: '居住地派出所' },
              { name: '大足区政务服务大厅' },
            ],
            source: 0,
            confidence: 'medium',
          },
          { value: [{ name: '旧登记所', address: '某路9号' }], source: 0, validTo: '2020-12-31' },
          { value: [{ name: '传说中的窗口', address: '某路10号' }], source: 0, confidence: 'low' },
        ],
      },
    },
  ]);
  const elsewhereOnly = item('dj-1', '生育登记', [{ regionCode: '500231', agency: '县卫生健康委' }]);
  const snapshot = snapshotOf([located, elsewhereOnly]);
  const places = new Places({
    snapshot: () => snapshot,
    places: all,
    calendar,
    now: () => new Date('2026-11-25T10:00:00+08:00'),
  });
  const find = (request: Partial<PlacesRequest>) => places.find({ limit: 20, ...request });
  const names = (request: Partial<PlacesRequest>) => find(request).map(({ name }) => name);

  it('holds the places that implementations state, unless doubtful, out of force or without an address', () => {
    const stated = find({ regionCode: '500111' }).find(({ name }) => name === '不动产登记中心');
    expect(stated).toMatchObject({
      address: '某路8号',
      region: { code: '500111', name: '大足区' },
      agency: '区规划自然资源局',
      itemIds: ['dzq-1'],
      verify: '办理前请电话核实',
      opening: { open: true, closesAt: '2026-11-25T17:00:00+08:00' },
    });
    expect(stated?.sources).toEqual([source]);
    expect(names({})).not.toEqual(expect.arrayContaining(['居住地派出所', '旧登记所', '传说中的窗口']));
  });

  it('takes a place of a county that the list of a whole city states for the county’s', () => {
    const listed = item('cq-1', '身份证', [
      {
        regionCode: '500000',
        elements: {
          locations: [{ value: [{ name: '大足区公安局', address: '某路8号' }], source: 0 }],
        },
      },
    ]);
    const found = new Places({ snapshot: () => snapshotOf([listed]), places: [], calendar });
    expect(found.find({ regionCode: '500231', limit: 5 })).toEqual([]);
    expect(found.find({ regionCode: '500111', limit: 5 })).toMatchObject([{ region: { code: '500111' } }]);
  });

  it('knows which matters name a place', () => {
    const hall = find({ regionCode: '500111' }).find(({ name }) => name === '大足区政务服务大厅');
    expect(hall).toMatchObject({ itemIds: ['dzq-1'], verify: null, opening: null });
  });

  it('is narrowed to the counters of a matter, in its region or in all that handle it', () => {
    expect(names({ itemId: 'dzq-1', regionCode: '500111' })).toEqual([
      '大足区政务服务大厅',
      '不动产登记中心',
    ]);
    expect(names({ itemId: 'dzq-1' })).toEqual(['大足区政务服务大厅', '不动产登记中心']);
    expect(names({ itemId: 'dj-1', regionCode: '500231' })).toEqual([]);
    expect(places.counters('dj-1', '500231')).toEqual({
      counters: [{ level: 'county', name: '区县政务服务大厅', region: '垫江县' }],
      note: expect.stringContaining('垫江县的区县政务服务大厅'),
    });
    // The neighbour's implementation says nothing of this county.
    expect(places.counters('dj-1', '500111')).toEqual({
      counters: [],
      note: expect.stringContaining('没有查到'),
    });
    expect(places.counters('dzq-1', '500111')).not.toHaveProperty('note');
  });

  it('is as long as asked for, and says when there is no such matter', () => {
    expect(find({ limit: 2 })).toHaveLength(2);
    expect(() => find({ itemId: 'nope' })).toThrow(ServiceItemNotFoundError);
  });
});
