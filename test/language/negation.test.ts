import { describe, expect, it } from 'vitest';
import { focusOf } from '../../src/language/negation.js';
import { normalise } from '../../src/language/normalise.js';

describe('focusOf', () => {
  it.each([
    ['不是补办，是注销', '注销', '补办'],
    ['我不是问怎么领低保，我是问低保户住院报多少', '低保户住院报多少', '怎么领低保'],
    ['水表不是新装，也不是改名，是不住了想拆', '不住了想拆', '新装'],
    ['不是开新店，是不干了', '不干了', '开新店'],
    ['算了不说狗了，我想办出国护照', '护照', '狗'],
    ['莫跟我说怎么开店，我问的是个体户咋注销', '个体户咋注销', '怎么开店'],
  ])('%s asks for %s', (question, asked, denied) => {
    const focus = focusOf(normalise(question));
    expect(focus.kept).toContain(asked);
    expect(focus.kept).not.toContain(denied);
    expect(focus.denied.join()).toContain(denied);
  });

  it('puts first what the citizen puts first', () => {
    expect(focusOf('车过户和房子过户我都要弄 先说车的 要带什么').kept).toBe('车过户 先说车的 要带什么');
  });

  it.each([
    ['不对，说错了，是个体户', '是个体户'],
    ['哦对，没领结婚证', '没领结婚证'],
    ['我看错了，我们已经有了，是要改地址', '我们已经有了 是要改地址'],
    ['身份证号写错了，咋个改', '身份证号写错了 咋个改'],
    ['不对', '不对'],
  ])('%s means what follows the correction', (question, kept) => {
    expect(focusOf(normalise(question)).kept).toBe(kept);
  });

  it.each(['不对，说错了，是个体户', '算了，还是变更嘛', '其实是分社改名字', '我看错了，是要改地址'])(
    '%s takes back what was said before',
    (question) => {
      expect(focusOf(normalise(question)).corrects).toBe(true);
    },
  );

  it.each([
    '户口不是本地的 能不能办居住证',
    '娃儿不是亲生的 怎么上户口',
    '不晓得去哪里办低保',
    '要不要带身份证',
    '莫得工作能领失业金不',
    '不动产登记',
  ])('leaves %s alone', (question) => {
    expect(focusOf(question)).toEqual({ kept: question, denied: [], corrects: false });
  });
});
