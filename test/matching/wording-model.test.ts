import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import type { ItemRecord } from '../../src/catalogue/snapshot.js';
import { Understanding } from '../../src/language/frame.js';
import { Lexicon } from '../../src/language/lexicon.js';
import { Segmenter } from '../../src/language/segment.js';
import { WordingModel, type WordingWeights } from '../../src/matching/wording-model.js';
import { trainWordings } from '../../src/training/train-wordings.js';

function matter(id: string, name: string, questions: string[]): ItemRecord {
  return { id, name, type: null, themes: [], questions, linked: [], implementations: [] };
}

const items = [
  matter('card', '补、换社会保障卡', ['社保卡掉了', '卡刷不起药了', '社保卡断成两截', '那张看病的卡搞落了']),
  matter('passport', '普通护照签发', ['出国要用的本本', '第一次出国办啥证', '护照咋个办', '出国旅游先办啥']),
  matter('car', '机动车注册登记', ['新车上牌', '刚买的车要上户', '车子上牌照', '新车牌照咋个上']),
];
const language = new Understanding(new Lexicon([]), new Segmenter([]), new RegionTree([]), []);
const train = (): WordingWeights => trainWordings(items, language);

function bestOf(model: WordingModel, question: string): string | undefined {
  const scores = model.score(language.read(question));
  return items.toSorted((a, b) => odds(b) - odds(a))[0]?.id;
  function odds({ id }: ItemRecord): number {
    return scores[model.numberOf(id)] as number;
  }
}

describe('the wording model', () => {
  const model = new WordingModel(train());

  it.each([
    ['我那张卡看病刷不起了', 'card'],
    ['明年想出国', 'passport'],
    ['车买了牌照没上', 'car'],
  ])('has learnt what %s speaks of', (question, id) => {
    expect(bestOf(model, question)).toBe(id);
  });

  it('is the same for the same wordings', () => {
    expect(train()).toEqual(train());
  });

  it('knows no matter that came after it was trained', () => {
    expect(model.numberOf('new')).toBe(-1);
  });

  it('lets the words of a follow-up count more than what was said before', () => {
    const followUp = language.withBackground(language.read('护照咋个办'), '社保卡掉了');
    const alone = model.score(language.read('护照咋个办'))[model.numberOf('card')] as number;
    const scores = model.score(followUp);
    expect(scores[model.numberOf('passport')]).toBeGreaterThan(scores[model.numberOf('card')] as number);
    expect(scores[model.numberOf('card')]).toBeGreaterThan(alone);
  });
});
