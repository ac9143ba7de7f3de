import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceItem } from '../../entities/service-item.js';
import { loadSnapshot, RevisionNotFoundError } from '../../src/catalogue/compile.js';
import { applyDrafts, type PublishOptions, UnpublishableError } from '../../src/catalogue/publish.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { link, readResult } from './factories.js';

const TABLES = [
  'source_document',
  'source_table',
  'printed_row',
  'agency',
  'service_item',
  'implementation',
  'source_ref',
  'similar_question',
  'item_link',
] as const;

const plan = readResult('000.txt', [
  { key: 'cq135-050', name: '最低生活保障', section: '五、基本社会服务', agency: '市民政局' },
  { key: 'cq135-051', name: '特困人员救助供养', section: '五、基本社会服务', agency: '市民政局' },
]);
const county = readResult('001.txt', [
  { key: 'dj-017', name: '补、换社会保障卡', type: '社会保险', agency: '县人力社保局' },
  { key: 'dj-018', name: '居民养老保险和医疗保险信息查询', type: '社会保险', agency: '县人力社保局' },
]);
const city = readResult('002.txt', [
  { key: 'dz-soc-01', name: '最低生活保障', section: '基本社会服务', agency: '市民政局' },
]);
const settings: PublishOptions = {
  links: [link('related', 'dj-017', 'dj-018')],
  questions: [{ row: { key: 'dz-soc-01', name: '' }, questions: ['低保怎么办', '低保怎么办', '吃低保'] }],
  now: () => new Date('2026-03-01T08:00:00Z'),
};

describe.each(await engines())('publishing on $engine', ({ engine, create }) => {
  let database: TestDatabase;
  let ds: DataSource;

  beforeEach(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  const publish = (results = [city, county, plan], options: PublishOptions = {}) =>
    applyDrafts(ds, results, { ...settings, ...options });
  const counts = async () => {
    const entries = await Promise.all(
      TABLES.map(async (table) => [table, await ds.getRepository(table).count()] as const),
    );
    return Object.fromEntries(entries);
  };

  it('writes every table once and reads it back as a snapshot', async () => {
    await expect(loadSnapshot(ds)).rejects.toThrow(RevisionNotFoundError);
    const report = await publish();
    expect(report).toMatchObject({ published: true, revision: 1, warnings: [] });
    expect(report.counts).toEqual({ created: 5, updated: 0, removed: 0, unchanged: 0 });
    expect(await counts()).toEqual({
      source_document: 3,
      source_table: 3,
      printed_row: 5,
      agency: 3,
      service_item: 4,
      implementation: 5,
      source_ref: 5,
      similar_question: 2,
      item_link: 1,
    });

    const snapshot = await loadSnapshot(ds);
    expect(snapshot).toMatchObject({ revision: 1, publishedAt: '2026-03-01T08:00:00.000Z' });
    expect(snapshot.items.map(({ id }) => id)).toEqual(['cq135-050', 'cq135-051', 'dj-017', 'dj-018']);
    const [lowIncome, , card] = snapshot.items;
    expect(lowIncome?.questions).toEqual(['低保怎么办', '吃低保']);
    expect(lowIncome?.implementations.map(({ regionCode }) => regionCode)).toEqual(['500000', '511700']);
    expect(card?.linked).toEqual(['dj-018']);
    expect(card?.implementations[0]).toMatchObject({ agency: '县人力社保局', regionCode: '500231' });
    expect(card?.implementations[0]?.sources).toEqual([
      {
        document: '001.txt',
        title: '001.txt的标题',
        docNumber: '大足府办发〔2021〕37号',
        date: '2021-03-31',
        table: 'dj清单',
        seq: 17,
        key: 'dj-017',
        line: 27,
        row: { 序号: '17', 事项名称: '补、换社会保障卡' },
      },
    ]);
    expect(snapshot.regions.resolve('垫江')?.code).toBe('500231');
  });

  it('changes nothing when the same files come again', async () => {
    await publish();
    const before = await counts();
    const report = await publish();
    expect(report).toMatchObject({ published: false, revision: 1 });
    expect(report.counts).toEqual({ created: 0, updated: 0, removed: 0, unchanged: 5 });
    expect(await counts()).toEqual(before);
  });

  it('only reports with dryRun', async () => {
    const report = await publish([county], { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, published: true, revision: 0 });
    expect(report.documents[0]?.created.map(({ key }) => key)).toEqual(['dj-017', 'dj-018']);
    expect(Object.values(await counts()).every((rows) => rows === 0)).toBe(true);
  });

  it('shows 新增, 变更 and 取消 of a newer list, keeps ids, and leaves the earlier revision readable', async () => {
    await publish();
    const newer = readResult(
      '001-2027.txt',
      [
        { key: 'dj-017', name: '居民养老保险和医疗保险信息查询', type: '社会保险', agency: '县医保局' },
        { key: 'dj-018', name: '社会保障卡注销', type: '社会保险', agency: '县人力社保局' },
      ],
      'b',
    );
    const report = await publish([newer]);
    expect(report).toMatchObject({ published: true, revision: 2 });
    const [document] = report.documents;
    expect(document?.created.map(({ name }) => name)).toEqual(['社会保障卡注销']);
    expect(document?.updated).toEqual([
      {
        change: 'updated',
        key: 'dj-017',
        previousKey: 'dj-018',
        name: '居民养老保险和医疗保险信息查询',
        fields: [{ element: 'agency', before: ['县人力社保局'], after: ['县医保局'] }],
      },
    ]);
    expect(document?.removed.map(({ name }) => name)).toEqual(['补、换社会保障卡']);

    const now = await loadSnapshot(ds);
    const names = (items: typeof now.items) => items.map(({ id, name }) => `${id} ${name}`);
    expect(names(now.items)).toEqual([
      'cq135-050 最低生活保障',
      'cq135-051 特困人员救助供养',
      'dj-018 居民养老保险和医疗保险信息查询',
      'dj-018~2 社会保障卡注销',
    ]);
    expect(now.items[2]?.implementations[0]?.sources[0]).toMatchObject({ document: '001-2027.txt', seq: 17 });

    const then = await loadSnapshot(ds, 1);
    expect(then.revision).toBe(1);
    expect(names(then.items)).toContain('dj-017 补、换社会保障卡');
    expect(then.items.find(({ id }) => id === 'dj-018')?.implementations[0]).toMatchObject({
      agency: '县人力社保局',
      sources: [{ document: '001.txt', seq: 18 }],
    });
    await expect(loadSnapshot(ds, 3)).rejects.toThrow('revision 3 does not exist');
  });

  it('leaves rows of other documents untouched', async () => {
    await publish();
    await publish([
      readResult('002.txt', [{ key: 'dz-soc-02', name: '临时救助', section: '基本社会服务' }], 'b'),
    ]);
    const rows = await ds.manager.find(ServiceItem, { order: { id: 'ASC' } });
    expect(rows.map(({ id, sinceRevision, untilRevision }) => [id, sinceRevision, untilRevision])).toEqual([
      ['cq135-050', 1, null],
      ['cq135-051', 1, null],
      ['dj-017', 1, null],
      ['dj-018', 1, null],
      ['dz-soc-02', 2, null],
    ]);
  });

  it('publishes a changed link or wording alone', async () => {
    await publish();
    const questions = [{ row: { key: 'dj-017', name: '' }, questions: ['社保卡丢了'] }];
    expect(await publish([], { questions })).toMatchObject({ published: true, revision: 2 });
    const { items } = await loadSnapshot(ds);
    expect(items.flatMap((item) => item.questions)).toEqual(['社保卡丢了']);
  });

  it('keeps guides until they are given anew', async () => {
    const guide = {
      key: 'guide-001',
      matter: 'dj-017',
      regionCode: '500000',
      name: '补换社会保障卡',
      elements: {
        materials: [{ value: [{ name: '居民身份证' }], source: 1 }],
        consultPhones: [{ value: [{ number: '023-12333' }], source: 0 }],
      },
      sources: [
        { url: 'https://a.gov.cn', title: '甲', date: '2026-01-01' },
        { url: 'https://b.gov.cn', title: '乙', date: null },
      ],
    };
    await publish([county], { guides: [guide] });
    expect(await publish([plan])).toMatchObject({ revision: 2 });
    const implementation = (await loadSnapshot(ds)).items.find(({ id }) => id === 'dj-017')
      ?.implementations[0];
    expect(implementation).toMatchObject({ name: '补换社会保障卡', agency: null, regionCode: '500000' });
    expect(implementation?.elements.materials?.[0]?.source).toBe(1);
    expect(implementation?.sources.map(({ key, url, row }) => [key, url, row])).toEqual([
      ['guide-001', 'https://a.gov.cn', undefined],
      ['guide-001', 'https://b.gov.cn', undefined],
    ]);
    expect(await publish([plan, county])).toMatchObject({ published: false, revision: 2 });
    await publish([], { guides: [] });
    expect((await loadSnapshot(ds)).items.find(({ id }) => id === 'dj-017')?.implementations).toHaveLength(1);
  });

  it('warns about wordings and links that lead nowhere', async () => {
    const { warnings } = await publish([county], {
      questions: [{ row: { key: 'dj-099', name: '无' }, questions: ['x'] }],
    });
    expect(warnings).toEqual(['相似问“dj-099 无”未采用：清单中没有这一行']);
  });

  it('refuses faults, empty files and unknown regions, and then leaves everything as it was', async () => {
    const faulty = { ...county, faults: [{ file: '001.txt', line: 3, message: '缺少事项名称' }] };
    await expect(publish([faulty])).rejects.toThrow(UnpublishableError);
    await expect(publish([{ ...county, drafts: [] }])).rejects.toThrow('没有读到任何事项');
    const astray = readResult('9.txt', [{ key: 'x-01', name: '甲', regionCode: '999999' }]);
    await expect(publish([astray])).rejects.toThrow('第11行：没有代码为999999的行政区划');
    expect((await counts()).printed_row).toBe(0);
    expect(await publish([faulty], { partial: true })).toMatchObject({ revision: 1 });
  });

  it('rolls back what it wrote when it fails in the middle', async () => {
    await publish([plan]);
    const before = await counts();
    const onProgress = (done: number) => {
      if (done > 5) throw new Error('disk full');
    };
    await expect(publish([county], { onProgress })).rejects.toThrow('disk full');
    expect(await counts()).toEqual(before);
    expect((await loadSnapshot(ds)).revision).toBe(1);
    expect(await publish([county])).toMatchObject({ revision: 2 });
  });

  it('lets publications started together take turns', async () => {
    await Promise.all([publish([plan]), publish([county]), publish([city])]);
    const snapshot = await loadSnapshot(ds);
    expect(snapshot.revision).toBe(3);
    expect(snapshot.items).toHaveLength(4);
  });

  it.runIf(engine === 'mysql')('lets two processes take turns', async () => {
    const other = await createDataSource(database.url).initialize();
    try {
      await Promise.all([publish([plan]), applyDrafts(other, [county], settings)]);
    } finally {
      await other.destroy();
    }
    const snapshot = await loadSnapshot(ds);
    expect(snapshot.revision).toBe(2);
    expect(snapshot.items).toHaveLength(4);
  });
});
