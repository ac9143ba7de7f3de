import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import {
  acknowledges,
  backgroundOf,
  chosenByNumber,
  leaningOf,
  talkedAbout,
} from '../../src/dialogue/follow-up.js';
import type { Conversation } from '../../src/dialogue/session.js';
import { buildEngine } from '../../src/matching/engine.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';

const empty = { revision: 0, publishedAt: '', items: [], regions: new RegionTree([]) };
const { language } = buildEngine(empty, loadTools(projectPath('data')));
const leaning = (message: string) => leaningOf(language.read(message));

describe('how a message leans on what was said before', () => {
  it.each([
    '要钱不',
    '那要带什么材料',
    '几天拿得到',
    '去哪里办',
    '几点上班',
    '多少钱一本',
    '提前好久去弄',
    '也一样吗',
  ])('%s names nothing', (message) => {
    expect(leaning(message)).toMatchObject({ bare: true, lean: expect.closeTo(1, 0) });
  });

  it('names a thing of its own', () => {
    expect(leaning('我想提取公积金付房租').bare).toBe(false);
    expect(leaning('我想提取公积金付房租').lean).toBeLessThan(leaning('那天然气呢').lean);
  });

  it('goes on or points back', () => {
    expect(leaning('那天然气呢').marked).toBe(true);
    expect(leaning('刚才那个卡要多少钱').pointsBack).toBe(true);
    expect(leaning('另一个呢')).toMatchObject({ bare: true, pointsBack: true });
    expect(leaning('要做亲子鉴定不').marked).toBe(true);
    expect(leaning('新车怎么上牌')).toMatchObject({ marked: false, pointsBack: false });
  });
});

it.each(['那气呢', '电呢', '特困那个呢', '换成港澳通行证呢'])(
  '%s puts another thing in its place',
  (message) => {
    expect(leaning(message)).toMatchObject({ bare: false, swaps: true });
  },
);

it.each(['我老汉呢', '掉了呢', '换地址呢', '要多少钱呢'])('%s keeps the thing', (message) => {
  expect(leaning(message).swaps).toBe(false);
});

it.each([
  ['户口本在老家，没在身边', true],
  ['身份证带起的', true],
  ['要不要带残疾证', true],
  ['护照还有半年过期，有影响没得', true],
  ['残疾证咋办', false],
  ['驾照掉了', false],
])('%s is about a paper that the matter needs: %s', (message, expected) => {
  expect(leaning(message).holds).toBe(expected);
});

it('keeps the whole standing question beside a paper', () => {
  const said = '社保卡烂了读不出来，去哪点换';
  const read = language.read('户口本在老家');
  expect(backgroundOf(said, read, leaningOf(read), language.lexicon)).toBe(said);
});

it.each([
  ['要得，明天赶场顺便去', true],
  ['行，周一去', true],
  ['晓得咯，明天去看', true],
  ['好嘛，我跟她说', true],
  ['好，要带哪些材料', false],
  ['要得，那电话发我一个', false],
  ['好，我想补办社保卡', false],
  ['行政许可', false],
  ['好', false],
])('%s only acknowledges: %s', (message, expected) => {
  expect(acknowledges(language.read(message))).toBe(expected);
});

describe('what still holds of the question before', () => {
  const background = (before: string, message: string): string =>
    backgroundOf(before, language.read(message), leaning(message), language.lexicon);

  it('leaves out what the new words replace', () => {
    expect(background('社保卡怎么注销', '那护照呢')).not.toContain('社保卡');
    expect(background('个体户执照变更', '是注销')).not.toContain('变更');
    expect(background('社保卡咋个补', '特困呢')).not.toContain('社保卡');
  });

  it('takes out a word that is action and thing at once, and nothing beside it', () => {
    expect(background('提公积金要带什么', '社保卡补办呢')).toBe('要带什么');
  });

  it('keeps the rest', () => {
    expect(background('社保卡丢了怎么补', '要好多钱')).toContain('社保卡');
  });
});

describe('a choice by number', () => {
  it.each([
    ['2', 'b'],
    ['第一个', 'a'],
    ['第2步', 'b'],
    ['选3', null],
    ['两个都要', null],
  ])('%s chooses %s', (message, id) => {
    expect(chosenByNumber(message, ['a', 'b'])).toBe(id);
  });
});

it('remembers the matter talked about before all earlier ones, each once', () => {
  const conversation = { itemId: 'b', earlier: ['a', 'b'] } as unknown as Conversation;
  expect(talkedAbout(conversation)).toEqual(['b', 'a']);
});
