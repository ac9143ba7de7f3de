import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

describe('a plain question that calls one matter by its name', () => {
  const parts = ['怎么办理', '要什么材料', '在哪里办', '多久能办好', '需要什么条件', '要多少钱'];

  it.each([
    ['低保', '最低生活保障', '垫江县'],
    ['残疾证', '残疾人证办理', '万州区'],
    ['居住证', '核发居住证', '大足区'],
    ['身份证补办', '居民身份证换领、补领', '垫江县'],
    ['公积金提取', '办理公积金提取', '大足区'],
  ])('%s, whatever part is asked', async (thing, name, region) => {
    for (const part of parts) {
      const response = await wenban.asker.ask({ question: `${thing}${part}`, region });
      expect([thing, part, response.kind, response.candidates[0]?.name]).toEqual([
        thing,
        part,
        'answer',
        name,
      ]);
      expect(response.confidence).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('asks back where several matters share the name', async () => {
    const response = await wenban.asker.ask({ question: '营业执照怎么申请', region: '大足区' });
    expect(response.kind).toBe('clarify');
  });

  it('says so where only another region has it', async () => {
    const response = await wenban.asker.ask({ question: '献血在哪里办', region: '大足区' });
    expect(response.kind).toBe('none');
    expect(response.reply).toContain('垫江县');
    expect(response.reply).toContain('没有大足区的');
    expect(response.candidates.every(({ region }) => region.name !== '垫江县')).toBe(true);
  });
});
