import { describe, expect, it } from 'vitest';
import { maskPersonalNumbers } from '../../src/privacy/mask.js';

// 11010519491231002X is the sample number that GB 11643-1999 itself prints; the cards are test numbers of payment systems.
describe('personal numbers are masked', () => {
  it.each([
    ['身份证', '我的身份证11010519491231002X，请查', '我的身份证***，请查'],
    ['a small x', '11010519491231002x', '***'],
    ['in groups', '号码 110105 19491231 002X 。', '号码 *** 。'],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ', '***'],
    ['the first generation', '旧证110105491231002', '旧证***'],
    ['a mobile number', '打13812345678找我', '打***找我'],
    ['with a country code', '+86 138-1234-5678 或 8613812345678', '*** 或 ***'],
    ['in full-width digits', '１３８１２３４５６７８', '***'],
    ['a landline', '023-63891017 无人接', '*** 无人接'],
    ['a landline in brackets', '（0818）2220006转', '***转'],
    ['with an extension', '0818-2672399-801', '***'],
    ['a local number after 电话', '我家电话：58106775', '我家电话：***'],
    ['a bank card', '卡号6222 0212 3456 7890 128', '卡号***'],
    ['a card of 16 digits', '4111111111111111', '***'],
    ['a case at court', '（2023）渝0111民初1234号判了没得', '***判了没得'],
    ['a case at the supreme court', '(2021)最高法民终88号', '***'],
    ['an older case', '（2014）足法民初字第01234号', '***'],
    ['a fine', '渝足市监处罚〔2023〕45号', '渝足市监处罚***'],
    ['an arbitration', '渝足劳人仲案字〔2021〕第123号', '渝足劳人仲案字***'],
    ['the number of an application', '办件号 500111202105200001', '办件号 ***'],
    ['of a complaint', '我的工单编号是CQ20260301-00123，催一下', '我的工单编号是***，催一下'],
    ['of a receipt', '受理单号：DZ2026000123', '受理单号：***'],
    ['of a case', '案号20230011223', '案号***'],
    ['two at once', '张三13812345678，李四13987654321', '张三***，李四***'],
  ])('%s', (_, text, masked) => {
    expect(maskPersonalNumbers(text)).toBe(masked);
  });
});

describe('what is not personal stays', () => {
  it.each([
    '拨打12345、12333或96096',
    '023-12345、023-12333',
    '渝府发〔2012〕22号、国办发明电〔2025〕7号',
    '2021-05-20至2022-08-12，电话回访日期20210520',
    '补贴1200元，合计156800.50元',
    '500111000000000000000000000000X',
    '统一社会信用代码 91500111MA5U123456',
    '渝府办发〔2017〕184号、大足府发〔2021〕10号、渝民规〔2025〕6号',
    '（2020）3号文、2023年、1998年出生、3000元、80%',
    '投诉电话12345、投诉号12315、查询号12333',
    '申请号码牌、受理号怎么查、办件编号在哪里看',
    '500111202105200001',
    '第184号令、国务院令第663号',
    '4111111111111112',
    '邮编402360，序号074',
    '',
  ])('%s', (text) => {
    expect(maskPersonalNumbers(text)).toBe(text);
  });

  it('takes a wrong check digit, an impossible birthday or a longer number for something else', () => {
    for (const text of [
      '110105194912310021',
      '110105194913310027',
      '110105491331002',
      '1381234567890123456789',
    ])
      expect(maskPersonalNumbers(text)).toBe(text);
  });

  it('reads long input in one go', () => {
    const long = '1 '.repeat(50_000);
    const started = performance.now();
    expect(maskPersonalNumbers(long)).toBe(long);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
