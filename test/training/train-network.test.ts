import { describe, expect, it } from 'vitest';
import { Network } from '../../src/matching/network.js';
import { type RankingGroup, trainRanking } from '../../src/training/linear.js';
import { trainNetwork } from '../../src/training/train-network.js';

/** The right one of two candidates is that with the first feature where the third is 0, and that without where it is 1. */
function turned(): RankingGroup[] {
  return Array.from({ length: 200 }, (_, i) => {
    const flag = i % 2;
    const other = (i % 7) / 7;
    const candidates = [Float64Array.of(1, other, flag), Float64Array.of(0, 1 - other, flag)];
    return { candidates, right: flag };
  });
}

function shareRight(groups: readonly RankingGroup[], score: (features: Float64Array) => number): number {
  const right = groups.filter((group) => {
    const scores = group.candidates.map(score);
    return scores.indexOf(Math.max(...scores)) === group.right;
  });
  return right.length / groups.length;
}

describe('trainNetwork', () => {
  const options = { units: 4, l2: 0.0001 };

  it('learns what a feature means beside another, which no weighted sum can', () => {
    const groups = turned();
    const sum = trainRanking(groups, new Float64Array(3));
    const weighted = (features: Float64Array): number =>
      features.reduce((score, value, i) => score + value * (sum[i] as number), 0);
    expect(shareRight(groups, weighted)).toBeLessThan(0.7);
    const network = new Network(trainNetwork(groups, options));
    expect(shareRight(groups, (features) => network.score(features))).toBe(1);
  });

  it('gives the same weights for the same data', () => {
    expect(trainNetwork(turned(), options)).toEqual(trainNetwork(turned(), options));
  });
});
