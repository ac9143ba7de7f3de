import { describe, expect, it } from 'vitest';
import { Asked, type WeighedTerm } from '../../src/answer/asked.js';
import type { IntentId } from '../../src/answer/response.js';

/** Words of the same meaning. */
const CONCEPTS = { 丢失: ['丢了', '丢失'], 公租房: ['公租房', '公共租赁住房'], 转移: ['过户', '转移'] };

function read(text: string): WeighedTerm[] {
  const terms: WeighedTerm[] = [...text]
    .slice(1)
    .map((char, at) => ({ key: `b:${text[at]}${char}`, weight: 1 }));
  for (const [id, forms] of Object.entries(CONCEPTS))
    for (const form of forms)
      if (text.includes(form)) terms.push({ key: `c:${id}`, weight: 1 }, { key: `w:${form}`, weight: 1 });
  return terms;
}

const asked = (text: string, words: string[], intent: IntentId = 'faq', standing = text) =>
  new Asked({ intent, text, words, terms: read(text), standing }, read);

describe('what is asked', () => {
  it('chooses by words of the same meaning, in the message first, then in what was said before', () => {
    const fees = ['到期换领20元', '丢失补领40元'];
    expect(asked('身份证丢了', []).choose(fees)).toEqual([1]);
    expect(asked('要钱不', [], 'fee', '身份证丢了 要钱不').choose(fees)).toEqual([1]);
    expect(asked('到期了', [], 'fee', '身份证丢了 到期了').choose(fees)).toEqual([0]);
    expect(asked('要钱不', []).choose(fees)).toEqual([]);
  });

  it('is known again by a key that tells nothing of it', () => {
    const { key } = asked('我妈得了癌症', []);
    expect(key).toBe(asked('我妈得了癌症', []).key);
    expect(key).not.toBe(asked('我妈得了癌症', [], 'faq', '低保怎么办 我妈得了癌症').key);
    expect(key).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('keeps nothing of what was said in the conversation', () => {
    const kept: string[] = [];
    const keeping = (text: string): WeighedTerm[] => {
      kept.push(text);
      return read(text);
    };
    const message = { intent: 'fee' as const, text: '要钱不', words: [], terms: read('要钱不') };
    const told = new Asked({ ...message, standing: '我妈得了癌症 身份证丢了' }, keeping, read);
    expect(told.choose(['到期换领20元', '丢失补领40元'])).toEqual([1]);
    expect(kept).not.toContain('我妈得了癌症 身份证丢了');
  });

  it('chooses no case by what names the matter, in whichever words', () => {
    expect(asked('公租房', []).choose(['中心城区公租房'], '公共租赁住房')).toEqual([]);
    expect(asked('房屋过户', []).choose(['房屋过户', '办理抵押'], '不动产登记')).toEqual([0]);
  });

  it('chooses by what is told of a case where its name says nothing', () => {
    const told = ['买卖合同、赠与合同', '抵押合同'];
    expect(asked('赠与呢', ['赠与']).chooseTelling(told, '不动产登记')).toEqual([0]);
    expect(asked('合同呢', ['合同']).chooseTelling(told, '不动产登记')).toEqual([]);
  });

  it.each([
    ['可以代办吗', '别人可以替我申请吗？', '未经本人同意不得代办。', 1],
    ['能用几年', '有效期？', '10年。', 1],
    ['能领几个月', '能领多久？', '最长24个月。', 1],
    ['能领几个月', '多久办好？', '7个工作日。', 0],
    ['要多久', '能领多久？', '最长24个月。', 0],
    ['要多久', '有效期？', '10年。', 0],
  ])('%s and %s %s fit: %d', (text, question, answer, fit) => {
    expect(asked(text, []).fit(question, answer, '某事')).toBe(fit);
  });

  it('fits by its topic, also where only the answer speaks of it, and never without it', () => {
    const stock = asked('有存款能申请吗', ['存款']);
    expect(stock.fit('有存款能办吗？', '看区里的规定。', '低保')).toBe(1);
    expect(stock.fit('哪些人能办？', '家庭存款低于标准的。', '低保')).toBe(0.6);
    expect(stock.fit('哪些人能办？', '本地居民。', '低保')).toBe(0);
  });

  it.each([
    ['有车能办不', true],
    ['要户口本吗', true],
    ['要带什么吗', false],
    ['怎么办', false],
  ])('%s asks for yes or no: %s', (text, yesOrNo) => expect(asked(text, []).yesOrNo).toBe(yesOrNo));
});
