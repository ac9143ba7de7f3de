import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/language/normalise.js';

describe('normalise', () => {
  it.each([
    ['社保卡丟了怎麼補？？？', '社保卡丢了怎么补'],
    ['@小助手\u2005低保怎么申请', '低保怎么申请'],
    ['@小助手 低保怎么申请', '低保怎么申请'],
    ['@问办低保怎么申请', '问办低保怎么申请'],
    ['低保[微笑]怎么申请[玫瑰]', '低保 怎么申请'],
    ['看 https://example.com/a?b=1 这个', '看 这个'],
    ['ＩＣ卡　２０２１', 'ic卡 2021'],
    ['0-6岁体检', '0-6岁体检'],
    ['2.5万，70%', '2.5万 70%'],
    ['我身份证500000199900000000，手机12345678900', ''],
    ['打12345还是12333', '打12345还是12333'],
    ['嗯嗯嗯嗯低保', '嗯低保'],
    ['。。。？？？', ''],
    ['👍🏻低保', '低保'],
    ['低\u200b保', '低保'],
    ['第一行\n第二行', '第一行 第二行'],
  ])('%j → %j', (raw, expected) => {
    expect(normalise(raw)).toBe(expected);
  });

  it.each([
    ['我叫张三，电话13812345678，想问低保', '我叫张三 想问低保'],
    ['身份证号：510230199001011234，医保在哪里交', '医保在哪里交'],
    ['身份证13年到期，12333的电话打不通', '身份证13年到期 12333的电话打不通'],
  ])('takes a personal number for what it is, with the word before it: %s', (raw, text) => {
    expect(normalise(raw)).toBe(text);
  });

  it('cuts what is longer than 500 characters instead of failing', () => {
    expect(normalise('低保'.repeat(10_000)).length).toBeLessThanOrEqual(500);
  });

  it('keeps simplified text as it is', () => {
    expect(normalise('著作权登记里的干部')).toBe('著作权登记里的干部');
  });
});
