import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts, type PublishReport } from '../../src/catalogue/publish.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import type { ReadResult } from '../../src/import/draft.js';
import { readBundledDocuments } from '../../src/import/read-document.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';

describe('the five documents that ship', () => {
  let ds: DataSource;
  let results: ReadResult[];
  let report: PublishReport;
  let snapshot: Snapshot;
  let publishMs: number;

  beforeAll(async () => {
    results = await readBundledDocuments();
    ds = await createDataSource('sqlite::memory:').initialize();
    await migrate(ds);
    const start = performance.now();
    report = await applyDrafts(ds, results);
    publishMs = performance.now() - start;
    snapshot = await loadSnapshot(ds);
  });
  afterAll(() => ds.destroy());

  const item = (id: string) => snapshot.items.find((other) => other.id === id);
  const keysOf = (id: string) =>
    item(id)?.implementations.flatMap((implementation) => implementation.sources.map(({ key }) => key));

  it('publish every row, with every link and every wording leading to a row', async () => {
    expect(report.warnings).toEqual([]);
    expect(report.counts).toEqual({ created: 701, updated: 0, removed: 0, unchanged: 0 });
    const keys = snapshot.items.flatMap(({ id }) => keysOf(id) ?? []);
    expect(new Set(keys).size).toBe(701);
    expect(keys).toHaveLength(701);
    const rows = (table: string) => ds.getRepository(table).count();
    expect(await rows('source_document')).toBe(5);
    expect(await rows('source_table')).toBe(14);
    expect(await rows('printed_row')).toBe(701);
    expect(await rows('source_ref')).toBe(701);
    // 罢免、补选村民委员会成员 stands in two lists of 区民政局.
    expect(await rows('implementation')).toBe(700);
  });

  it.each([
    ['cq135-050', ['cq135-050', 'dz-soc-01'], '最低生活保障'],
    ['cq135-053', ['cq135-053', 'dz-soc-04'], '临时救助'],
    ['cq135-064', ['cq135-064', 'dz-hou-01'], '公共租赁住房'],
    ['cq135-010', ['cq135-010', 'dz-edu-07'], '普通高中国家助学金'],
    ['cq135-030', ['cq135-030', 'dz-med-01'], '居民健康档案'],
    ['cq135-004', ['cq135-004', 'dz-edu-04'], '学前教育资助'],
    ['dzq-zdpyc-273', ['dzq-zdpyc-273'], '特困人员救助供养'],
    ['dz-dis-02', ['dz-dis-02'], '重度残疾人护理补助'],
    ['dj-017', ['dj-017'], '补、换社会保障卡'],
    [
      'dzq-jjb-03',
      ['dzq-jjb-03', 'dzq-zdpyc-279'],
      '罢免、补选村民委员会成员或者村民委员会成员职务自行终止、辞职的备案',
    ],
  ])('make %s of %j', (id, keys, name) => {
    expect(keysOf(id)).toEqual(keys);
    expect(item(id)?.name).toBe(name);
  });

  it('never make one matter of two differently named rows of one region', () => {
    for (const { id, implementations } of snapshot.items) {
      const names = new Map<string, string>();
      for (const { regionCode, name } of implementations) {
        expect(names.get(regionCode) ?? name, id).toBe(name);
        names.set(regionCode, name);
      }
    }
  });

  it('link benefits to the counter matters that carry them out, both ways', () => {
    expect(item('cq135-051')?.linked).toContain('dzq-zdpyc-273');
    expect(item('dzq-zdpyc-273')?.linked).toContain('cq135-051');
    expect(item('cq135-064')?.linked).toContain('dj-042');
    expect(item('cq135-055')?.linked).toEqual(
      expect.arrayContaining(['dj-011', 'dzq-zdpyc-235', 'dzq-zdpyc-240']),
    );
  });

  it('name the own document of a table that a gazette or an annex prints', () => {
    const named = ['cq135-001', 'dj-001', 'dzq-jjb-01', 'dzq-zdpyc-001'].map((key) => {
      const sources = snapshot.items.flatMap(({ implementations }) =>
        implementations.flatMap((one) => one.sources),
      );
      const source = sources.find((one) => one.key === key);
      return [source?.docNumber, source?.date];
    });
    expect(named).toEqual([
      ['渝府办发〔2017〕184号', '2017-12-15'],
      [null, null],
      ['大足府办发〔2021〕23号', '2021-03-22'],
      ['大足府办发〔2021〕37号', '2021-03-31'],
    ]);
  });

  it('give every statement a source, and every source its row', () => {
    for (const { implementations } of snapshot.items)
      for (const { elements, sources } of implementations) {
        expect(sources.every(({ row, line }) => row && line)).toBe(true);
        const used = Object.values(elements).flatMap((statements) => statements.map(({ source }) => source));
        expect(Math.max(...used)).toBeLessThan(sources.length);
      }
  });

  it('are loaded within the promised ten seconds, and change nothing when they come again', async () => {
    expect(publishMs).toBeLessThan(10_000);
    const again = await applyDrafts(ds, results);
    expect(again).toMatchObject({ published: false, revision: 1 });
    expect(again.counts.unchanged).toBe(701);
  });
});
