import { describe, expect, it } from 'vitest';
import { SoundIndex } from '../../src/language/pinyin.js';

const sounds = new SoundIndex();
for (const [word, count] of [
  ['仲裁', 5],
  ['糖尿病', 9],
  ['社保卡', 20],
  ['护照', 8],
  ['景点', 3],
  ['补办', 10],
  ['在哪里', 10],
  ['办', 9],
] as const)
  sounds.add(word, count);
const never = (): boolean => false;
const always = (): boolean => true;

describe('SoundIndex', () => {
  it('hears misspelt terms through dialect sounds', () => {
    expect(sounds.hitsIn('糖料病随访', never).map((hit) => hit.term)).toEqual(['糖尿病']);
    expect(sounds.hitsIn('申请中裁', never).map((hit) => hit.term)).toEqual(['仲裁']);
  });

  it('hears the same whatever was asked before, and in the right place behind rare characters', () => {
    const before = sounds.readLatin('bin guan');
    sounds.hitsIn('宾馆冰冠', never);
    expect(sounds.readLatin('bin guan')).toEqual(before);
    expect(sounds.hitsIn('𠮷糖料病', never)).toEqual([{ term: '糖尿病', start: 2, end: 5 }]);
  });

  it('takes a typed word of two characters for what it is', () => {
    expect(sounds.hitsIn('经典电影', always)).toEqual([]);
  });

  it('says nothing about terms that are written right', () => {
    expect(sounds.hitsIn('社保卡补办', never)).toEqual([]);
  });

  it('reads pinyin typed with and without blanks', () => {
    expect(sounds.readLatin('shebaoka buban')).toEqual(['社保卡', '补办']);
    expect(sounds.readLatin('huzhaozainaliban')).toEqual(['护照', '在哪里', '办']);
  });

  it('reads long words rather than what begins first', () => {
    const index = new SoundIndex();
    for (const word of ['我', '要', '搬家', '办', '家庭医生', '签约']) index.add(word, 1);
    expect(index.readLatin('wo yao ban jia ting yi sheng qian yue')).toEqual([
      '我',
      '要',
      '办',
      '家庭医生',
      '签约',
    ]);
  });

  it('reads words typed in pinyin in the middle of a text', () => {
    expect(sounds.readLatinWords('我的shebaoka掉了')).toBe('我的社保卡掉了');
    expect(sounds.readLatinWords('she bao ka掉了')).toBe('社保卡掉了');
  });

  it('leaves other letters in a text alone', () => {
    for (const text of [
      '免费wifi',
      'python怎么读csv文件',
      '翻译一下 good morning',
      'asdfgh 嗯',
      'drop table items',
    ])
      expect(sounds.readLatinWords(text)).toBe(text);
  });

  it('does not make words of what is not pinyin', () => {
    expect(sounds.readLatin('asdfghjkl')).toEqual([]);
  });
});
