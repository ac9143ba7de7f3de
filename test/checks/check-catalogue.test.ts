import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBundled } from '../../src/catalogue/bundled.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { accept, loadAccepted } from '../../src/checks/accepted.js';
import { checkCatalogue, checkDrafts } from '../../src/checks/check-catalogue.js';
import { findingLines } from '../../src/checks/print-findings.js';
import { loadPlaces } from '../../src/places/load-places.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { readResult } from '../catalogue/factories.js';
import { place } from '../places/factories.js';

/** The day the acceptances were written for; what is accepted then stays accepted. */
const TODAY = '2026-12-01';

let ds: DataSource;
let bundled: Snapshot;

beforeAll(async () => {
  ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  await publishBundled(ds);
  bundled = await loadSnapshot(ds, undefined, { forStaff: true });
});
afterAll(() => ds.destroy());

describe('the bundled catalogue', () => {
  it('has no error but those that are accepted with a reason, each of which is still there', () => {
    const findings = checkCatalogue(bundled, TODAY, {
      places: loadPlaces(bundled.regions),
      accepted: loadAccepted(),
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(findings.filter(({ rule }) => rule === 'acceptance-unused')).toEqual([]);
    expect(findings.filter(({ accepted }) => accepted).length).toBeGreaterThan(0);
  });

  it('gives every finding a place in a document', () => {
    for (const { place: where, region, key } of checkCatalogue(bundled, TODAY)) {
      expect(where?.document, key).toBeTruthy();
      expect(region.name, key).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('checking', () => {
  it('looks at places as well', () => {
    const wrong = place({ key: 'place-x', regionCode: '500111', phones: ['12'], hours: '早上' });
    const found = checkCatalogue({ ...bundled, items: [] }, TODAY, { places: [wrong] });
    expect(found.map(({ rule, key }) => [rule, key])).toEqual([
      ['phone-form', 'place-x'],
      ['hours-form', 'place-x'],
    ]);
  });

  it('tells of files what could not be read, what stands in them twice, and where', () => {
    const file = readResult('新清单.xlsx', [
      { key: 'dzq-001', name: '犬只登记', agency: '区公安局' },
      { key: 'dzq-002', name: '犬只登记', agency: '区公安局' },
      {
        key: 'dzq-003',
        name: '养犬年检',
        elements: { consultPhones: [{ value: [{ number: '无' }], source: 0 }] },
      },
    ]);
    const faulty = {
      ...file,
      faults: [{ file: '新清单.xlsx', line: 3, cell: '清单!C3', message: '序号重复。' }],
    };
    const findings = checkDrafts([faulty], bundled, TODAY);
    expect(findings.map(({ rule, severity, place: where }) => [rule, severity, where?.line])).toEqual([
      ['unreadable', 'error', 3],
      ['duplicate-matter', 'warning', 12],
      ['phone-form', 'warning', 13],
    ]);
    expect(findings[0]?.place?.cell).toBe('清单!C3');
  });

  it('accepts an error for one source only, and tells of an acceptance that fits nothing', () => {
    const wrong = place({ key: 'place-x', regionCode: '500111', phones: ['12'] });
    const findings = checkCatalogue({ ...bundled, items: [] }, TODAY, { places: [wrong] });
    const elsewhere = { rule: 'phone-form', key: 'place-x', source: 'guide-y', reason: '他处原文如此' };
    const here = { ...elsewhere, source: findings[0]?.place?.key, reason: '原文如此' };
    expect(accept(findings, [elsewhere])).toEqual({ findings, unused: [elsewhere] });
    const judged = accept(findings, [elsewhere, here]);
    expect(judged.findings).toMatchObject([{ severity: 'warning', accepted: '原文如此' }]);
    expect(judged.unused).toEqual([elsewhere]);
  });

  it('prints every error, and of many equal warnings the first few', () => {
    const places = Array.from({ length: 6 }, (_, i) =>
      place({ key: `place-${i}`, regionCode: '500111', phones: ['43762345'] }),
    );
    const findings = checkCatalogue({ ...bundled, items: [] }, TODAY, { places });
    expect(findingLines(findings).slice(-2)).toEqual([
      '提示 phone-area-code：另有 3 处，加 --all 全部列出。',
      '共 0 处错误，6 处提示。',
    ]);
    expect(findingLines(findings, { all: true })).toHaveLength(7);
    expect(findingLines(findings)[0]).toMatch(/^提示 phone-area-code｜大足区 place-0 place-0·办理地点｜/);
  });
});
