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

  it('gives a name with brackets to who types it, with the brackets or without', () => {
    for (const typed of ['烟花爆竹经营（零', '烟花爆竹经营(零售)许可', '烟花爆竹经营零售'])
      expect(texts(typed)[0], typed).toBe('烟花爆竹经营（零售）许可证核发');
  });

  it('is full where a search finds enough, whatever topics that are not ours sound like it', () => {
    const { search } = wenban.engine.current();
    for (const typed of ['社保卡丢了', '小孩上学', '不动产登记证明']) {
      expect(search(typed).length, typed).toBeGreaterThanOrEqual(8);
      expect(texts(typed), typed).toHaveLength(8);
    }
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
