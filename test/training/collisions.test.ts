import { expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord } from '../../src/catalogue/snapshot.js';
import { buildEngine } from '../../src/matching/engine.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import { findCollisions } from '../../src/training/collisions.js';

const matter = (id: string, name: string, ...questions: string[]): ItemRecord => ({
  id,
  name,
  type: null,
  themes: [],
  questions,
  linked: [],
  implementations: [{ itemId: id, regionCode: '500231', agency: null, name, elements: {}, sources: [] }],
});

it('lists a pair of wordings that pull towards two matters once, not from either side', () => {
  const items = [
    matter('dj-001', '犬只登记', '狗儿上户口咋个办', '养狗办证'),
    matter('dj-002', '出生登记', '狗儿上户口咋个办', '新生儿落户'),
  ];
  const regions = new RegionTree([
    { code: '500231', name: '垫江县', shortNames: [], level: 'county', parent: null },
  ]);
  const snapshot = { revision: 1, publishedAt: '', items, regions };
  const engine = buildEngine(snapshot, loadTools(projectPath('data'), { notOurs: false }));
  const pairs = findCollisions(engine, 0.8).map(({ wording, otherWording }) => [wording, otherWording]);
  expect(pairs).toEqual([['狗儿上户口咋个办', '狗儿上户口咋个办']]);
});
