import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskResponse } from '../../src/answer/response.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

describe('an office without a matter', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());
  const ask = (question: string, region?: string): Promise<AskResponse> =>
    wenban.asker.ask({ question, region });

  it('says when a known one is open, from its printed hours', async () => {
    const { reply, kind } = await ask('政务大厅几点开门', '达川区');
    expect(kind).toBe('chat');
    expect(reply).toContain('达川区政务服务大厅');
    expect(reply).toContain('周一至周五8:30-17:00');
    expect(reply).toMatch(/今天周[一二三四五]，8:30–17:00开门|今天周[六日]，休息|今天周.，.*放假/);
    expect(reply).toContain('出处：');
  });

  it('names those above where the own one is not known, and says that', async () => {
    const { reply } = await ask('医保局今天开门不', '万州区');
    expect(reply).toContain('万州区自己的医保局，现有资料没有写');
    expect(reply).toContain('重庆市医疗保障局');
  });

  it.each(['今天社保局开门不', '最近的派出所在哪', '政务大厅在哪点'])(
    '%s: what nobody wrote down is not invented',
    async (question) => {
      const { reply } = await ask(question, '大足区');
      expect(reply).toMatch(/现有资料没有写/);
      expect(reply.replaceAll('12345', '')).not.toMatch(/\d/);
    },
  );

  it('asks for the place first', async () => {
    const { reply } = await ask('车管所在哪里');
    expect(reply).toContain('请告诉我您在哪个区县');
  });

  it('leaves a matter that is talked about alone', async () => {
    await wenban.asker.ask({ question: '居住证咋个办', region: '大足区', sessionId: 'office' });
    const later = await wenban.asker.ask({
      question: '去哪个派出所',
      region: '大足区',
      sessionId: 'office',
    });
    expect(later.answer?.item.name).toBe('核发居住证');
    expect(later.intent).toBe('location');
  });
});
