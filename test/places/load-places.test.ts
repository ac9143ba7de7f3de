import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { loadPlaces, PlacesError } from '../../src/places/load-places.js';

const LINE = {
  key: 'place-hall',
  name: '大足区政务服务大厅',
  address: '某路1号',
  hours: null,
  phones: ['023-43000000'],
  regionCode: '500111',
  domains: ['综合'],
  sources: [{ url: 'https://example.org/a', title: '公告', date: '2024' }],
  confidence: 'high',
  notes: '',
};

function load(...lines: (object | string)[]) {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-places-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(folder, 'a.jsonl'), text);
  return loadPlaces(loadRegions(), folder);
}

it('reads places with their sources; a document of the catalogue is no web address', () => {
  const [hall, office] = load(LINE, '', {
    ...LINE,
    key: 'place-office',
    sources: [{ url: '004_x.txt', title: '公报', date: null }],
  });
  expect(hall).toMatchObject({
    key: 'place-hall',
    hours: null,
    latitude: null,
    itemIds: [],
    sources: [
      { document: 'https://example.org/a', url: 'https://example.org/a', date: '2024', key: 'place-hall' },
    ],
  });
  expect(hall).not.toHaveProperty('notes');
  expect(office?.sources[0]).not.toHaveProperty('url');
});

it.each([
  ['broken JSON', '{', 'a.jsonl:1'],
  ['an unknown field', { ...LINE, fax: '1' }, 'fax'],
  ['an unknown region', { ...LINE, regionCode: '999999' }, '999999'],
  ['a latitude alone', { ...LINE, latitude: 29.7 }, 'longitude'],
  ['no source', { ...LINE, sources: [] }, 'sources'],
  ['an unknown confidence', { ...LINE, confidence: 'certain' }, 'confidence'],
])('names the line of %s', (_, line, message) => {
  expect(() => load(line)).toThrow(PlacesError);
  expect(() => load(line)).toThrow(message);
});

it('names every fault at once, and a key given twice', () => {
  expect(() => load(LINE, LINE, { ...LINE, key: 'hall' })).toThrow(/a\.jsonl:2.*twice[\s\S]*a\.jsonl:3: key/);
});

it('reads what ships, and a folder that is not there as no places', () => {
  expect(loadPlaces(loadRegions()).length).toBeGreaterThan(10);
  expect(loadPlaces(loadRegions(), '/nowhere')).toEqual([]);
});
