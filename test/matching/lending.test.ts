import { describe, expect, it } from 'vitest';
import { corpusEngine, evaluateCorpus } from '../../src/evaluation/corpus.js';
import { borrowedOdds, lendersOf, logSum } from '../../src/matching/lending.js';
import type { WordingModel } from '../../src/matching/wording-model.js';
import { projectPath } from '../../src/project-root.js';

// A catalogue that no model was trained on, in other words than residents use.
const engine = corpusEngine(
  [
    { id: 'card', title: '社会保障卡挂失、补领', text: '持卡人的卡片遗失或者损坏的，可以申请。' },
    { id: 'alive', title: '养老保险待遇领取资格认证', text: '领取待遇的人员每年办理。' },
    { id: 'passport', title: '普通护照首次签发', text: '中国公民因私出境的，由本人申请。' },
    { id: 'burial', title: '公墓墓穴使用证明', text: '购买墓穴的，由公墓管理单位出具。' },
  ],
  projectPath('data'),
);

describe('a matter that came after the training', () => {
  it.each([
    ['那张看病的卡刷不起药了', 'card'],
    ['每年都要刷脸看我还在不在，不弄就停钱', 'alive'],
    ['想去泰国耍，要先办个啥子本本', 'passport'],
  ])('is found by %s, which shares no word with its name', (question, id) => {
    const [first] = engine.matcher.match(engine.language.read(question), null, 3);
    expect(first?.matter.item.id).toBe(id);
  });

  it('borrows from matters that the model knows, most from what it is most like', () => {
    const lenders = lendersOf('普通护照首次签发', engine.language, engine.matcher.wordings as WordingModel);
    expect(lenders.length).toBeGreaterThan(0);
    expect(lenders.map(({ share }) => share)).toEqual(
      lenders.map(({ share }) => share).toSorted((a, b) => b - a),
    );
    expect(lenders.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-6);
  });

  it('has the odds of its only lender, and hardly any where nobody lends', () => {
    const odds = Float32Array.of(3, 1, -2);
    const total = logSum(odds);
    expect(borrowedOdds(odds, total, [{ number: 0, share: 1 }])).toBeCloseTo(3, 2);
    expect(borrowedOdds(odds, total, [])).toBeLessThan(-4);
  });
});

describe('the figures of a foreign catalogue', () => {
  it('count the places of the right documents, over the questions that have one', () => {
    const questions = [
      { id: '1', text: '护照首次签发' },
      { id: '2', text: '社保卡补领' },
      { id: '3', text: '没有判定的问题' },
    ];
    const relevant = new Map([
      ['1', new Set(['passport'])],
      ['2', new Set(['burial'])],
    ]);
    const figures = evaluateCorpus(engine, questions, relevant);
    expect(figures).toMatchObject({ questions: 2, recallAt1: 0.5 });
    expect(figures.mrrAt10).toBeGreaterThanOrEqual(0.5);
    expect(figures.mrrAt10).toBeLessThan(1);
  });
});
