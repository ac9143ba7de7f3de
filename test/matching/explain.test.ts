import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/matching/explain.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
  wenban.engine.current();
});
afterAll(() => wenban.close());

describe('an explanation', () => {
  const region = '大足区';
  async function explained(question: string, sessionId: string): Promise<Explanation['candidates']> {
    const { explanation } = await wenban.asker.ask({ question, region, sessionId }, { explain: true });
    return explanation?.candidates ?? [];
  }

  it('has points that add up to the score; a later message has none', async () => {
    const first = await explained('社保卡搞落了咋个补', 'explained');
    expect(first).toHaveLength(5);
    for (const { name, score, features } of first) {
      const points = Object.values(features ?? {}).reduce((sum, feature) => sum + feature.points, 0);
      expect(points, name).toBeCloseTo(score, 9);
    }
    const [later] = await explained('要带些啥子', 'explained');
    expect(later?.id).toBe(first[0]?.id);
    expect(later?.score).not.toBe(0);
    expect(later?.features).toBeNull();
  });
});
