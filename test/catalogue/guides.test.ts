import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { implementationFor, MatterInRegion } from '../../src/answer/resolve.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { type Guide, guideDrafts, loadGuides, parseGuides } from '../../src/catalogue/guides.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { mergeReadings } from '../../src/catalogue/merge.js';
import { applyDrafts, type PublishReport } from '../../src/catalogue/publish.js';
import { readingOfGuide } from '../../src/catalogue/readings.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { readBundledDocuments } from '../../src/import/read-document.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { reading } from './factories.js';

const TODAY = '2026-11-24';
const page = { url: 'https://rlsbj.cq.gov.cn/x', title: '办事指南', date: '2023-07-28' };

/** A guide as a line of a file holds it. */
function line(facts: Partial<Guide> = {}): string {
  return JSON.stringify({
    key: 'guide-card',
    matters: ['dj-016'],
    situation: null,
    name: '新办社会保障卡',
    regionCode: '500000',
    agency: '市人力社保局',
    confidence: 'high',
    notes: null,
    sources: [page],
    elements: { materials: [{ name: '居民身份证' }] },
    sourceOf: {},
    ...facts,
  });
}

const guides = (...facts: Partial<Guide>[]) => parseGuides(facts.map(line).join('\n'), 'x.jsonl');
const readings = (...facts: Partial<Guide>[]) => guideDrafts(guides(...facts)).map(readingOfGuide);

describe('a file of guides', () => {
  it('is read line by line, in the order of the file names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guides-'));
    try {
      writeFileSync(join(folder, 'b.jsonl'), line());
      writeFileSync(join(folder, 'a.jsonl'), `\n${line({ key: 'guide-a' })}\n`);
      writeFileSync(join(folder, 'README.md'), 'no guide');
      expect(loadGuides(folder).map(({ key }) => key)).toEqual(['guide-a', 'guide-card']);
      writeFileSync(join(folder, 'c.jsonl'), `${line({ key: 'guide-c' })}\n${line()}`);
      expect(() => loadGuides(folder)).toThrow('c.jsonl 第 2 行：guide-card 已经用过');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(loadGuides(folder)).toEqual([]);
  });

  it.each([
    ['{"key":', 'x.jsonl 第 1 行：缺少内容，或不是一行 JSON'],
    [line({ sources: [] }), 'x.jsonl 第 1 行：sources 没有出处'],
    [line({ key: 'dj-016' }), 'x.jsonl 第 1 行：key 应为 guide- 加小写字母、数字和连字符'],
    [line({ sources: [{ ...page, date: '2023年' }] }), 'sources.0.date 日期应为'],
    [line({ sourceOf: { materials: 1 } }), 'sourceOf.materials 没有第 1 个出处'],
    [line({ sourceOf: { process: 0 } }), 'sourceOf.process 没有这个要素'],
    [line({ matters: [], situation: '租房提取' }), 'situation 只有挂在某个事项下才有办理情形'],
    [line({ elements: { materials: [] } }), 'elements.materials 不能为空'],
    [line({ elements: { level: '县' } as never }), 'elements 不认识 level'],
    [line({ confidence: 'sure' as never }), 'confidence 内容不合格式'],
  ])('is refused with one sentence in Chinese that names the place: %#', (text, message) => {
    expect(() => parseGuides(text, 'x.jsonl')).toThrow(message);
  });
});

describe('guideDrafts', () => {
  it('puts source, confidence, note and situation on every statement', () => {
    const [draft] = guideDrafts(
      guides({
        confidence: 'medium',
        notes: '2011年口径',
        situation: '租房提取',
        sources: [page, { ...page, date: null }],
        sourceOf: { materials: 1 },
      }),
    );
    const extra = { confidence: 'medium', note: '2011年口径', situation: '租房提取' };
    expect(draft?.elements).toEqual({
      name: [{ value: '新办社会保障卡', source: 0, ...extra }],
      agency: [{ value: '市人力社保局', source: 0, ...extra }],
      materials: [{ value: [{ name: '居民身份证' }], source: 1, ...extra }],
    });
  });

  it('makes one draft for each matter', () => {
    const drafts = guideDrafts(guides({ matters: ['dj-016', 'dj-017'] }, { key: 'guide-own', matters: [] }));
    expect(drafts.map(({ key, matter }) => [key, matter])).toEqual([
      ['guide-card', 'dj-016'],
      ['guide-card@dj-017', 'dj-017'],
      ['guide-own', null],
    ]);
  });
});

describe('merging guides', () => {
  const row = reading({ key: 'dj-016', name: '新办社会保障卡', agency: '县人力社保局', type: '社会保险' });

  it('adds to what the list prints for the region, under the list’s name and agency', () => {
    const { items } = mergeReadings([row, ...readings({ regionCode: '500231', name: '办社保卡' })], []);
    expect(items[0]?.implementations).toHaveLength(1);
    expect(items[0]?.implementations[0]).toMatchObject({
      agency: '县人力社保局',
      name: '新办社会保障卡',
      elements: { materials: [{ source: 1, confidence: 'high' }] },
      sources: [
        { kind: 'row', key: 'dj-016' },
        { kind: 'web', key: 'guide-card' },
      ],
    });
  });

  it('makes one implementation of all guides of a region, which no part of the matter and no rumour names', () => {
    const [item] = mergeReadings(
      [
        row,
        ...readings(
          { key: 'guide-a', confidence: 'low', agency: '传闻' },
          { key: 'guide-b', situation: '网上申领', name: '网上申领社保卡', agency: '某网站' },
        ),
      ],
      [],
    ).items;
    expect(item?.implementations[1]).toMatchObject({
      regionCode: '500000',
      name: '新办社会保障卡',
      agency: null,
    });
  });

  it('hears a guide of two rows once where they are one matter', () => {
    const twin = reading({ key: 'dzq-zdpyc-001', name: '新办社会保障卡', type: '社会保险' });
    const { items } = mergeReadings([row, twin, ...readings({ matters: ['dj-016', 'dzq-zdpyc-001'] })], []);
    expect(items[0]?.implementations[2]?.sources).toHaveLength(1);
  });

  it('joins guides to a matter that a guide founds, and leaves out those whose matter is gone', () => {
    const { items, orphans } = mergeReadings(
      readings(
        { key: 'guide-marry-cq', matters: [] },
        { key: 'guide-marry-dz', matters: ['guide-marry-cq'], regionCode: '511700' },
        { key: 'guide-gone', matters: ['dj-099'] },
      ),
      [],
    );
    expect(items.map(({ id, implementations }) => [id, implementations.length])).toEqual([
      ['guide-marry-cq', 2],
    ]);
    expect(orphans).toEqual(['guide-gone']);
  });
});

describe('the guides that ship', () => {
  let ds: DataSource;
  let all: Guide[];
  let report: PublishReport;
  let snapshot: Snapshot;

  beforeAll(async () => {
    all = loadGuides();
    ds = await createDataSource('sqlite::memory:').initialize();
    await migrate(ds);
    report = await applyDrafts(ds, await readBundledDocuments(), { guides: guideDrafts(all) });
    snapshot = await loadSnapshot(ds);
  });
  afterAll(() => ds.destroy());

  const item = (id: string) => snapshot.items.find((one) => one.id === id) as ItemRecord;
  const matterIn = (id: string, region: string | null) =>
    new MatterInRegion(item(id), region, snapshot.regions, TODAY);

  it('name matters and regions that exist', () => {
    expect(report.warnings).toEqual([]);
    const regions = loadRegions();
    expect(all.filter(({ regionCode }) => !regions.findByCode(regionCode))).toEqual([]);
  });

  it('are published once, and stay when a list is imported without them', async () => {
    const again = await applyDrafts(ds, await readBundledDocuments());
    expect(again).toMatchObject({ published: false, revision: 1 });
  });

  it('leave every statement with a source, a page or a printed row', () => {
    for (const { implementations } of snapshot.items)
      for (const { elements, sources } of implementations)
        for (const statements of Object.values(elements))
          for (const { source } of statements) expect(sources[source]?.document).toBeTruthy();
  });

  it('serve every district where the city’s guide speaks of a matter that one county prints', () => {
    const inDazu = matterIn('dj-017', '500111');
    expect(inDazu.shown?.regionCode).toBe('500000');
    expect(inDazu.find('materials')?.value[0]).toEqual({ name: '本人身份证', form: '原件' });
    const inDianjiang = matterIn('dj-017', '500231');
    expect(inDianjiang.shown?.sources[0]?.key).toBe('dj-017');
    expect(inDianjiang.find('materials')?.inherited).toBe(true);
    expect(inDianjiang.find('feeStandard')?.source.key).toBe('dj-017');
  });

  it('never stand before the printed row of a matter', () => {
    for (const one of snapshot.items) {
      const printed = one.implementations.filter(({ sources }) => sources.some(({ row }) => row));
      if (printed.length === 0) continue;
      expect(printed).toContain(implementationFor(one, null, snapshot.regions));
      for (const own of printed) {
        const shown = implementationFor(one, own.regionCode, snapshot.regions);
        expect(shown?.sources[0]?.row, one.id).toBeDefined();
      }
    }
    // 万州区 has a guide of its own; the row of 重庆市 is shown, with the district's address.
    const rent = matterIn('cq135-064', '500101');
    expect(rent.shown?.sources[0]?.key).toBe('cq135-064');
    expect(rent.find('locations')).toMatchObject({
      inherited: false,
      source: { key: 'guide-zf-public-rent-wz' },
    });
  });

  it('keep what holds for a part of a matter apart', () => {
    const employment = matterIn('cq135-013', '500000');
    expect(employment.find('materials')).toBeNull();
    expect(employment.situations('materials')).toContain('失业登记');
    expect(employment.find('materials', '失业登记')?.value[0]?.name).toBe('《重庆市失业登记申请表》');
  });

  it('hide what nobody has verified, and keep it for the keeper', async () => {
    const low = all.filter(({ confidence }) => confidence === 'low');
    expect(low.length).toBeGreaterThan(0);
    expect(item('dj-016').implementations.map(({ regionCode }) => regionCode)).not.toContain('511700');
    const premarital = matterIn('cq135-044', '500000');
    expect(premarital.all('conditions').map(({ source }) => source.key)).toEqual(['cq135-044']);
    const kept = await ds.getRepository('source_ref').countBy({ key: 'guide-hr-card-new-dz' });
    expect(kept).toBe(1);
  });

  it('cite a document of the catalogue by its name, without an address', () => {
    const phone = matterIn('dj-018', '500231').find('consultPhones');
    expect(phone?.value).toEqual([{ number: '12333', label: '人社热线' }]);
    expect(phone?.source).toMatchObject({ document: '000_94b5cce5f73d33fd.txt', date: '2018-05-08' });
    expect(phone?.source.url).toBeUndefined();
  });
});
