import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord } from '../../src/catalogue/snapshot.js';
import { Understanding } from '../../src/language/frame.js';
import { Lexicon } from '../../src/language/lexicon.js';
import { Segmenter } from '../../src/language/segment.js';
import { Meanings, nearness, together } from '../../src/matching/meanings.js';
import { trainMeanings } from '../../src/training/train-meanings.js';

const language = new Understanding(new Lexicon([]), new Segmenter([]), new RegionTree([]), []);

/** Matters of two kinds: what is said of cards never stands beside what is said of weddings. */
const items = Array.from({ length: 12 }, (_, i): ItemRecord => {
  const questions =
    i % 2 === 0
      ? ['社保卡刷不起', '刷不起咋换卡', '换卡要好久']
      : ['扯结婚证', '结婚登记预约', '登记预约改期'];
  return { id: `${i}`, name: `事项${i}`, type: null, themes: [], questions, linked: [], implementations: [] };
});

describe('meanings', () => {
  const meanings = new Meanings(trainMeanings(items, language));

  it('are near each other for what is said of the same things, though no text says both', () => {
    const card = meanings.of('社保卡');
    expect(nearness(card, meanings.of('换卡'))).toBeGreaterThan(0.9);
    expect(Math.abs(nearness(card, meanings.of('预约')))).toBeLessThan(0.1);
  });

  it('have length 1, or 0 where nothing is known', () => {
    const known = meanings.of('结婚登记');
    expect(nearness(known, known)).toBeCloseTo(1);
    const both = together(known, meanings.of('换卡'));
    expect(nearness(both, both)).toBeCloseTo(1);
    expect(meanings.of('量子纠缠').every((value) => value === 0)).toBe(true);
  });

  it('are the same for the same wordings', () => {
    expect(trainMeanings(items, language)).toEqual(trainMeanings(items, language));
  });

  it('leave out what only few topics say', () => {
    const { pairs } = trainMeanings(
      [...items, { ...(items[0] as ItemRecord), questions: ['极光'] }],
      language,
    );
    expect(pairs).toContain('刷不');
    expect(pairs).not.toContain('极光');
  });
});
