import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBenefits } from '../../src/eligibility/benefits.js';
import { checkEligibility } from '../../src/eligibility/service.js';
import { projectPath } from '../../src/project-root.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

interface Profile {
  id: string;
  title: string;
  region: string;
  facts: Record<string, string | number | boolean>;
  /** Keys of the rows a reader of the lists would name; what everybody has is left out. */
  expected: string[];
}

const profiles: Profile[] = JSON.parse(
  readFileSync(projectPath('test', 'eligibility', 'profiles.json'), 'utf8'),
);
const TODAY = '2026-11-24';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

describe('resident profiles', () => {
  it('get what the documents grant them: precision and recall of “met”', () => {
    const snapshot = wenban.catalogue.current();
    const everyone = new Set(loadBenefits().flatMap(({ key, everyone }) => (everyone ? [key] : [])));
    let right = 0;
    let given = 0;
    let due = 0;
    const faults: string[] = [];
    for (const { id, region, facts, expected } of profiles) {
      const regionCode = snapshot.regions.resolve(region)?.code;
      expect(regionCode, region).toBeDefined();
      const { benefits } = checkEligibility({ facts, regionCode }, snapshot, TODAY);
      const met = new Set(
        benefits
          .filter((one) => one.verdict === 'met' && !one.everyone)
          .flatMap(({ reasons }) => [...new Set(reasons.map(({ source }) => source?.key ?? ''))]),
      );
      for (const key of met) {
        expect(everyone.has(key)).toBe(false);
        if (expected.includes(key)) right++;
        else faults.push(`${id}: ${key} too much`);
      }
      for (const key of expected) if (!met.has(key)) faults.push(`${id}: ${key} missing`);
      given += met.size;
      due += expected.length;
    }
    const precision = right / given;
    const recall = right / due;
    console.info(
      `eligibility: ${profiles.length} profiles, ${due} benefits due, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    );
    expect(profiles.length).toBeGreaterThanOrEqual(30);
    expect(precision, faults.join('\n')).toBeGreaterThanOrEqual(0.9);
    expect(recall, faults.join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});
