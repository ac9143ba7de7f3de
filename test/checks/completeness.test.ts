import { describe, expect, it } from 'vitest';
import { ELEMENT_LABELS, type Elements } from '../../entities/elements.js';
import { completeness, ELEMENT_WEIGHTS } from '../../src/checks/completeness.js';
import { alignedTable, completenessTable } from '../../src/checks/completeness-table.js';
import { item, snapshotOf } from '../places/factories.js';
import { COMPLETE, one } from './factories.js';

const TODAY = '2026-03-02';
const total = [...ELEMENT_WEIGHTS.values()].reduce((sum, weight) => sum + weight, 0);
const percent = (weight: number) => Math.round((1000 * weight) / total) / 10;

function scoresOf(elements: Elements, more: object = {}) {
  const figures = completeness(snapshotOf([item('a', '事项', [{ agency: null, elements, ...more }])]), TODAY);
  return figures.implementations[0];
}

describe('completeness', () => {
  it('weighs all 36 elements, most those that residents act on', () => {
    expect([...ELEMENT_WEIGHTS.keys()]).toEqual(ELEMENT_LABELS.map(([key]) => key));
    expect(ELEMENT_WEIGHTS.get('materials')).toBe(3);
    expect(ELEMENT_WEIGHTS.get('faqs')).toBe(2);
    expect(ELEMENT_WEIGHTS.get('system')).toBe(1);
  });

  it('is the weight of what is known; the name is always', () => {
    expect(scoresOf({})?.score).toBe(percent(2));
    expect(scoresOf({ materials: one([{ name: '身份证' }]) })?.score).toBe(percent(2 + 3));
    expect(scoresOf({}, { agency: '区公安局' })?.score).toBe(percent(2 + 2));
  });

  it('needs no fee standard of what is free, and no division of what one level does', () => {
    expect(scoresOf({ feeCharged: one(true) })?.states.feeStandard).toBe('missing');
    const free = scoresOf({
      feeCharged: one(false),
      exerciseLevels: one([{ level: 'county' as const }]),
    });
    expect(free?.states).toMatchObject({
      feeStandard: 'notNeeded',
      feeBasis: 'notNeeded',
      authorityDivision: 'notNeeded',
    });
  });

  it('does not count what residents may not see or what has run out', () => {
    const none = scoresOf({
      conditions: one(['甲'], { confidence: 'low' }),
      materials: one([{ name: '甲' }], { validTo: '2025-12-31' }),
      quota: one(''),
    });
    expect(none?.score).toBe(percent(2));
  });

  it('tells what a region states itself from what regions above state for it', () => {
    const figures = completeness(
      snapshotOf([
        item('a', '事项', [
          { regionCode: '500000', agency: '市公安局', elements: { materials: one([{ name: '身份证' }]) } },
          { regionCode: '500111', agency: '区公安局', elements: { conditions: one(['甲']) } },
          { regionCode: '511700', agency: '市公安局', elements: {} },
        ]),
      ]),
      TODAY,
    );
    const county = figures.implementations.find(({ region }) => region.code === '500111');
    expect(county?.states).toMatchObject({ materials: 'above', conditions: 'own', process: 'missing' });
    expect([county?.ownScore, county?.score]).toEqual([percent(2 + 2 + 3), percent(2 + 2 + 3 + 3)]);
    expect(figures.byRegion.map(({ name }) => name)).toEqual(['达州市', '重庆市', '大足区']);
    expect(figures.total.implementations).toBe(3);
  });

  it('counts a matter of two agencies for both, and keeps agencies of the same name in two regions apart', () => {
    const { byAgency } = completeness(
      snapshotOf([
        item('a', '甲', [{ agency: '区民政局/镇人民政府' }]),
        item('b', '乙', [
          { agency: '区民政局', elements: COMPLETE },
          { regionCode: '500231', agency: '区民政局' },
        ]),
      ]),
      TODAY,
    );
    const rows = byAgency.map(({ name, region, implementations }) => [name, region.name, implementations]);
    expect(rows).toContainEqual(['区民政局', '大足区', 2]);
    expect(rows).toContainEqual(['镇人民政府', '大足区', 1]);
    expect(rows).toContainEqual(['区民政局', '垫江县', 1]);
  });

  it('lists first what is asked most, then what is known least', () => {
    const figures = completeness(
      snapshotOf([
        item('a', '全的', [{ elements: COMPLETE }]),
        item('b', '空的', [{}]),
        item('c', '常问的', [{ elements: COMPLETE }]),
      ]),
      TODAY,
      new Map([['c', 7]]),
    );
    expect(figures.implementations.map(({ itemId }) => itemId)).toEqual(['c', 'b', 'a']);
    const table = completenessTable(figures, 'matter', 2);
    expect(table).toHaveLength(3);
    expect(table[1]?.slice(0, 5)).toEqual(['c', '常问的', '大足区', '', '7']);
    expect(table[2]).toContain('缺');
  });

  it('names the elements missing most', () => {
    const { byRegion } = completeness(snapshotOf([item('a', '甲', [{}, {}])]), TODAY);
    expect(byRegion[0]?.mostMissing).toHaveLength(5);
    expect(
      completenessTable({ ...completeness(snapshotOf([]), TODAY), byRegion }, 'region')[1]?.at(-1),
    ).toMatch(/^受理条件2、申请材料2/);
  });

  it('prints columns in line', () => {
    expect(
      alignedTable([
        ['甲乙', 'a'],
        ['b', 'c'],
      ]),
    ).toEqual(['甲乙  a', 'b     c']);
  });
});
