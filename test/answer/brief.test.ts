import { describe, expect, it } from 'vitest';
import { briefOf, partsOf } from '../../src/answer/brief.js';
import type { Section } from '../../src/answer/response.js';

const section = (key: string, lines: string[], situations: string[] = []): Section => ({
  key,
  label: key,
  status: 'stated',
  lines,
  data: situations.length > 0 ? { parts: situations.map((situation) => ({ situation })) } : {},
  sources: [],
});
const textOf = (key: string, lines: string[], length = 60) => briefOf(section(key, lines), length)?.text;

describe('a section in one line', () => {
  it('says which case it holds for, and takes no heading for a paper', () => {
    const materials = section('materials', ['过户：', '申请书', '产权证', '抵押：合同'], ['过户', '抵押']);
    expect(partsOf(materials)).toEqual([
      { situation: '过户', lines: ['申请书', '产权证'] },
      { situation: '抵押', lines: ['合同'] },
    ]);
    expect(briefOf(materials, 60)).toEqual({ text: '申请书、产权证', about: '过户', whole: false });
    const fees = section('fee', ['过户：80元/件', '抵押：80元/件'], ['过户', '抵押']);
    expect(briefOf(fees, 60)).toEqual({ text: '80元/件', about: '过户等', whole: true });
  });

  it('tells who needs a paper, and when; those that everybody needs come first', () => {
    const lines = [
      '监护人身份证（原件）：未满16周岁须监护人陪同',
      '申请表：现场填写',
      '毕业证：非必要',
      '身份证',
    ];
    expect(textOf('materials', lines)).toBe('申请表、身份证、监护人身份证（原件；未满16周岁须监护人陪同）等');
  });

  it('tells of a long note only that not everybody needs the paper, and of a description nothing', () => {
    const when = '有未成年子女随迁且户口簿不能证明父母子女关系的家庭仅在线下窗口办理时提供';
    const what = '声明本人没有配偶、与对方没有直系血亲和三代以内旁系血亲关系';
    expect(textOf('materials', [`关系证明：${when}`, `声明：${what}`])).toBe('声明、关系证明（部分情形要）');
  });

  it('tells conditions together or not at all', () => {
    const long = '申请人和共同生活的家庭成员都要符合的一条规定'.repeat(3);
    expect(textOf('conditions', ['本辖区居民', '收入低于标准'])).toBe('本辖区居民；收入低于标准');
    expect(textOf('conditions', ['本辖区居民', '收入低于标准', long])).toBe('本辖区居民；收入低于标准等');
    expect(textOf('conditions', ['本辖区居民', long])).toBeUndefined();
  });

  it('says 等 where a sentence is cut off, leaves no number or mark behind, and cuts no phone', () => {
    expect(textOf('standard', ['1．发放救助金。按家庭人数和困难程度确定。', '2．发放实物。'], 15)).toBe(
      '发放救助金等',
    );
    expect(textOf('fee', ['0.4元/平方米', '减免费用；'])).toBe('0.4元/平方米；减免费用');
    expect(textOf('location', ['某局，某路1号，周一至周五9:00-17:00，电话023-43000001'], 30)).toBe(
      '某局，某路1号，周一至周五9:00-17:00',
    );
  });

  it('begins with what is asked', () => {
    const fees = section('fee', ['到期换领20元', '丢失补领40元']);
    expect(briefOf(fees, 10, () => [1])?.text).toBe('丢失补领40元等');
  });
});
