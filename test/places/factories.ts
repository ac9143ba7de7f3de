import { type Region, RegionTree } from '../../src/catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, Snapshot, SourceRef } from '../../src/catalogue/snapshot.js';
import type { PlaceRecord } from '../../src/places/load-places.js';

export const region = (
  code: string,
  name: string,
  level: Region['level'],
  parent: string | null,
): Region => ({
  code,
  name,
  shortNames: [],
  level,
  parent,
});

/** 重庆 with two counties and towns below one of them, and a city of another province. */
export const regions = new RegionTree([
  region('100000', '中华人民共和国', 'nation', null),
  region('500000', '重庆市', 'province', '100000'),
  region('510000', '四川省', 'province', '100000'),
  region('511700', '达州市', 'city', '510000'),
  region('500111', '大足区', 'county', '500000'),
  region('500231', '垫江县', 'county', '500000'),
  region('500111001', '棠香街道', 'town', '500111'),
  region('500111002', '龙岗街道', 'town', '500111'),
]);

export const source: SourceRef = {
  document: 'https://example.org/a',
  title: '办事指南',
  docNumber: null,
  date: '2024-01-23',
  table: null,
  seq: null,
  key: 'place-x',
  line: null,
  url: 'https://example.org/a',
};

/** A place; what a test does not say is filled in. */
export function place(facts: Partial<PlaceRecord> & Pick<PlaceRecord, 'key' | 'regionCode'>): PlaceRecord {
  return {
    name: facts.key,
    address: '某路1号',
    window: null,
    hours: null,
    phones: [],
    domains: ['综合'],
    agency: null,
    latitude: null,
    longitude: null,
    sources: [source],
    confidence: 'high',
    itemIds: [],
    ...facts,
  };
}

/** A matter with these implementations. */
export function item(id: string, name: string, implementations: Partial<ImplementationRecord>[]): ItemRecord {
  return {
    id,
    name,
    type: null,
    themes: [],
    questions: [],
    linked: [],
    implementations: implementations.map((implementation) => ({
      itemId: id,
      regionCode: '500111',
      agency: null,
      name,
      elements: {},
      sources: [source],
      ...implementation,
    })),
  };
}

/** A catalogue of these matters. */
export function snapshotOf(items: ItemRecord[]): Snapshot {
  return { revision: 1, publishedAt: '2026-01-01T00:00:00.000Z', items, regions };
}
