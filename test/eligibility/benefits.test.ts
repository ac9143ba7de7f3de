import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBenefits } from '../../src/eligibility/benefits.js';
import { loadQuestions } from '../../src/eligibility/questions.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
/** Row key → text of its cells without line breaks, and the name of the matter in that region. */
const rows = new Map<string, { cells: string[]; name: string }>();

beforeAll(async () => {
  wenban = await openTestWenban();
  for (const { implementations } of wenban.catalogue.current().items)
    for (const { sources, name } of implementations)
      for (const { key, row } of sources)
        if (row) rows.set(key, { name, cells: Object.values(row).map((cell) => cell.replace(/\n/g, '')) });
});
afterAll(() => wenban.close());

describe('the conditions in data/eligibility', () => {
  it('cover the benefit lists', () => {
    const keys = loadBenefits().map(({ key }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(110);
    const due = [...rows.keys()].filter((key) => /^(cq135|dz-|cq-jkb)/.test(key));
    // Grants to kindergartens and the building of institutions are nobody's own benefit.
    expect(due.filter((key) => !keys.includes(key))).toEqual(['cq135-005', 'dz-dis-08', 'dz-dis-09']);
    expect(keys.filter((key) => !rows.has(key))).toEqual([]);
  });

  it('quote their row word for word', () => {
    const wrong = loadBenefits().flatMap(({ key, quotes, validTo }) =>
      [...quotes.map(({ sentence }) => sentence), ...(validTo ? [validTo.sentence] : [])]
        .filter((sentence) => !rows.get(key)?.cells.some((cell) => cell.includes(sentence)))
        .map((sentence) => `${key}: ${sentence}`),
    );
    expect(wrong).toEqual([]);
  });

  it('carry the name of the matter', () => {
    const wrong = loadBenefits().filter(({ key, name }) => rows.get(key)?.name !== name);
    expect(wrong.map(({ key, name }) => [key, name, rows.get(key)?.name])).toEqual([]);
  });
});

describe('the questions', () => {
  it('have options whose shares make a whole', () => {
    for (const { fact, options } of loadQuestions())
      expect(
        options.reduce((sum, { share }) => sum + share, 0),
        fact,
      ).toBeCloseTo(1, 1);
  });
});
