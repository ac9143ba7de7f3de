import { describe, expect, it } from 'vitest';
import { corpusEngine, evaluateCorpus } from '../../src/evaluation/corpus.js';
import { Lending } from '../../src/matching/lending.js';
import { Meanings } from '../../src/matching/meanings.js';
import { loadTools } from '../../src/matching/tools.js';
import { WordingModel } from '../../src/matching/wording-model.js';
import { projectPath } from '../../src/project-root.js';
import { trainMeanings } from '../../src/training/train-meanings.js';
import { trainWordings } from '../../src/training/train-wordings.js';

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
    const lending = loadTools(projectPath('data')).lending() as Lending;
    const { lenders } = lending.borrow('普通护照首次签发', '', engine.language);
    const shares = lenders.map(({ share }) => share);
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-6);
  });

  it('is like what its body speaks of, too', () => {
    const lending = loadTools(projectPath('data')).lending() as Lending;
    const idOfFirst = (body: string): string | undefined => {
      const [first] = lending.borrow('补领', body, engine.language).lenders;
      return first && lending.idOf(first.number);
    };
    const licence = idOfFirst('机动车驾驶证遗失的，向车辆管理所申请。');
    const certificate = idOfFirst('结婚证遗失的，夫妻双方到婚姻登记处申请。');
    expect(licence).toBeDefined();
    expect(certificate).not.toBe(licence);
  });

  it('means something near a question that it shares no word with', () => {
    const lending = loadTools(projectPath('data')).lending() as Lending;
    const { language } = engine;
    lending.read(language.read('每年都要刷脸看我还在不在'));
    const near = lending.nearnessOf(lending.borrow('养老保险待遇领取资格认证', '', language).name);
    const far = lending.nearnessOf(lending.borrow('普通护照首次签发', '', language).name);
    expect(near).toBeGreaterThan(far + 0.1);
  });

  it('has the chance of its only lender, and hardly any where nobody lends', () => {
    const matters = ['护照', '驾驶证'].map((name) => ({
      id: name,
      name,
      questions: [`${name}丢了咋办`, `${name}补办`],
    }));
    const items = matters.map((one) => ({ ...one, type: null, themes: [], linked: [], implementations: [] }));
    const { language } = engine;
    const lending = new Lending(
      new WordingModel(trainWordings(items, language)),
      new Meanings(trainMeanings(items, language)),
    );
    lending.read(engine.language.read('护照丢了'));
    const [passport, licence] = [0, 1].map((number) => lending.chanceOf([{ number, share: 1 }])) as [
      number,
      number,
    ];
    expect(Math.exp(passport) + Math.exp(licence)).toBeCloseTo(1, 2);
    expect(passport).toBeGreaterThan(licence);
    expect(lending.chanceOf([])).toBeLessThan(licence);
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
