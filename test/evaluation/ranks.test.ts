import { expect, it } from 'vitest';
import { percentile, rankFigures } from '../../src/evaluation/ranks.js';

it('counts the first, the first three and the place of the right one; 0 is not found', () => {
  const { recallAt1, recallAt3, mrrAt10 } = rankFigures([1, 3, 4, 0]);
  expect([recallAt1, recallAt3]).toEqual([0.25, 0.5]);
  expect(mrrAt10).toBeCloseTo((1 + 1 / 3 + 1 / 4) / 4);
  expect(rankFigures([])).toEqual({ recallAt1: 0, recallAt3: 0, mrrAt10: 0 });
});

it('takes a percentile of sorted numbers, the last one for all of them', () => {
  expect([0.5, 0.99, 1].map((share) => percentile([1, 2, 3, 4], share))).toEqual([3, 4, 4]);
  expect(percentile([], 0.5)).toBe(0);
});
