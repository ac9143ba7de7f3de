import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggest } from '../../src/matching/suggest.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

describe('completing what is typed', () => {
  const texts = (typed: string): string[] => suggest(wenban.engine.current(), typed).map(({ text }) => text);

  it('begins with the first character and never gives more than eight', () => {
    for (const typed of ['社', '居', 's', '6', ' 社 ']) {
      const found = texts(typed);
      expect(found.length, typed).toBeGreaterThan(0);
      expect(found.length, typed).toBeLessThanOrEqual(8);
      expect(new Set(found).size).toBe(found.length);
    }
    expect(texts('  ')).toEqual([]);
  });

  it('gives names that begin with it before names that hold it', () => {
    const found = texts('社会保障');
    expect(found[0]).toMatch(/^社会保障/);
    const first = found.findIndex((text) => !text.startsWith('社会保障'));
    expect(found.slice(first).filter((text) => text.startsWith('社会保障'))).toEqual([]);
  });

  it('gives wordings of residents that begin with it, each with its matter', () => {
    const { items } = wenban.catalogue.current();
    const wording = items.flatMap(({ questions }) => questions).find((text) => text.startsWith('社保卡丢'));
    const found = suggest(wenban.engine.current(), (wording ?? '').slice(0, -1));
    const same = found.find(({ text }) => text === wording);
    const owner = items.find(({ id }) => id === same?.itemId);
    expect(owner?.questions).toContain(wording);
  });
});
