import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { find } from '../../src/dialogue/find.js';
import { buildEngine, type Engine } from '../../src/matching/engine.js';
import { FEATURE_INDEX, FEATURES } from '../../src/matching/features.js';
import { takeOver, withStandIns } from '../../src/matching/stand-ins.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const LIANGPING = '500155';
const DAZU = '500111';

function listed(id: string, name: string): ItemRecord {
  const implementation = {
    itemId: id,
    regionCode: LIANGPING,
    agency: '区政府',
    name,
    elements: {},
    sources: [],
  };
  return { id, name, type: null, themes: [], questions: [], linked: [], implementations: [implementation] };
}

describe('a list that brings what was a topic that is not ours', () => {
  let wenban: Wenban;
  let engine: Engine;
  beforeAll(async () => {
    wenban = await openTestWenban();
    const snapshot = wenban.catalogue.current();
    const brought: Snapshot = {
      ...snapshot,
      items: [...snapshot.items, listed('new-1', '农机购置补贴申请'), listed('new-2', '犬只登记')],
    };
    engine = buildEngine(brought, loadTools(projectPath('data')));
  });
  afterAll(() => wenban.close());

  const understood = (question: string, code: string) =>
    find(engine, engine.language.read(question), {
      region: engine.snapshot.regions.findByCode(code),
      within: false,
    });

  it.each([
    ['买了台旋耕机，国家补好多', 'new-1'],
    ['屋头养了条狗要不要上牌', 'new-2'],
  ])('answers %s where the list holds', (question, id) => {
    const { decision, matches } = understood(question, LIANGPING);
    expect(decision.verdict).toBe('answer');
    expect(matches[0]?.matter.item.id).toBe(id);
  });

  it('still says no elsewhere', () => {
    const { decision, matches } = understood('买了台旋耕机，国家补好多', DAZU);
    expect(decision.verdict).toBe('none');
    expect(matches[0]?.matter.notOurs).toBe(true);
  });

  it('goes on saying no to what nobody has', () => {
    expect(understood('明天会不会下雨', LIANGPING).decision.verdict).toBe('none');
  });
});

describe('topics beside a matter that no wordings taught', () => {
  const snapshot: Snapshot = {
    revision: 0,
    publishedAt: '',
    items: [
      listed('card', '社会保障卡补领、换领、换发'),
      listed('show', '营业性演出审批'),
      listed('move', '大中专院校学生毕业户口迁移'),
    ],
    regions: new RegionTree([]),
  };
  const engine = buildEngine(snapshot, loadTools(projectPath('data')));
  const decided = (question: string) => {
    const frame = engine.language.read(question);
    const matches = engine.matcher.match(frame, null, 12);
    return { matches, decision: engine.decision.decide(frame, matches) };
  };

  it.each([
    ['社保卡插起读不出来了，换一张要去哪点', 'card'],
    ['请戏班子来卖票唱戏要报哪个批', 'show'],
    ['大学读完了户口还挂在学校，咋迁回来', 'move'],
  ])('step back for %s', (question, id) => {
    const { matches, decision } = decided(question);
    expect(matches[0]?.matter.item.id).toBe(id);
    expect(decision.verdict).not.toBe('none');
    const topics = matches.filter(({ matter }) => matter.notOurs);
    expect(topics.every(({ features }) => features[FEATURE_INDEX.untaughtRival] === 1)).toBe(true);
  });

  it.each(['明天会不会下雨', '今晚欧冠哪个赢了', '房贷利率降了没'])('still win %s', (question) => {
    expect(decided(question).decision.verdict).toBe('none');
  });
});

describe('taking the place of a topic', () => {
  it('puts each matter that is handled here there once, and leaves other topics alone', () => {
    const standIns = new Map([
      [7, [1, 2]],
      [8, [1]],
      [9, [3]],
    ]);
    const candidates = withStandIns([5, 7, 2, 8, 9], standIns, (number) => number !== 3);
    expect([...candidates]).toEqual([
      [5, []],
      [1, [7, 8]],
      [2, [7]],
      [9, []],
    ]);
  });

  it('takes the better of both, but does not become a topic', () => {
    const own = new Float64Array(FEATURES.length);
    const ofTopic = new Float64Array(FEATURES.length);
    own[FEATURE_INDEX.nameScore] = 0.4;
    ofTopic[FEATURE_INDEX.nameScore] = 0.2;
    ofTopic[FEATURE_INDEX.questionScore] = 0.7;
    ofTopic[FEATURE_INDEX.notOurs] = 1;
    takeOver(own, ofTopic);
    expect(own[FEATURE_INDEX.nameScore]).toBe(0.4);
    expect(own[FEATURE_INDEX.questionScore]).toBe(0.7);
    expect(own[FEATURE_INDEX.notOurs]).toBe(0);
  });
});
