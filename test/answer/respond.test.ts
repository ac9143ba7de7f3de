import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskRequest, AskResponse } from '../../src/answer/response.js';
import { NOTHING_FOUND, NOTHING_SAID, SMALL_TALK } from '../../src/answer/small-talk.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

const ask = (question: string, region?: string, more: Partial<AskRequest> = {}): Promise<AskResponse> =>
  wenban.asker.ask({ question, region, ...more });

describe('a short number by itself', () => {
  it.each([
    ['110', undefined, '报警电话'],
    ['120', '大足区', '急救电话'],
    ['120怎么叫', '垫江县', '急救电话'],
    ['119是什么电话', '渠县', '火警'],
    ['12356', '大足区', '心理援助'],
    ['96110是什么', '大足区', '反诈'],
    ['12319', '渠县', '城市管理热线'],
  ])('%s in %s is told, whatever the region', async (question, region, about) => {
    const { kind, reply } = await ask(question, region);
    expect(kind).toBe('chat');
    expect(reply.split('\n')[0]).toContain(about);
    expect(reply).toContain('出处：');
  });

  it('does not say what nobody wrote down', async () => {
    const { reply } = await ask('打120要钱不', '大足区');
    expect(reply).toContain('收不收费，现有资料没有写');
  });

  it('leaves the matter that is called by it', async () => {
    expect((await ask('12333', '大足区')).answer?.item.name).toContain('12333');
  });

  it.each(['打12333问社保', '120平方的房子过户'])('%s asks for more', async (question) => {
    expect((await ask(question, '大足区')).kind).toBe('answer');
  });
});

describe('a no', () => {
  it.each([
    ['政务服务大厅周末开门不', '垫江县'],
    ['残疾证咨询电话', '渠县'],
    ['楼上太吵了睡不着', '大足区'],
    ['我手机丢了', '大足区'],
  ])('to %s gives no advice of a topic that is only the nearest', async (question, region) => {
    const { kind, reply, topic } = await ask(question, region);
    expect({ kind, reply, topic }).toEqual({ kind: 'none', reply: NOTHING_FOUND, topic: undefined });
  });

  it('says whom to call before what the list lacks, where somebody may be in danger', async () => {
    const { reply } = await ask('被骗了5万块，怎么办', '大足区');
    expect(reply).toMatch(/^遭遇诈骗请立即拨打110.*\n抱歉/);
  });

  it('excuses itself once', async () => {
    const { reply } = await ask('咋个找医生开张假诊断去骗残疾补贴');
    expect(reply.match(/抱歉/g)).toHaveLength(1);
  });

  it.each(['离婚冷静期是多久', '低bao怎么申请', '觉得活着没意思'])(
    'to %s names no matter of another region that is only the best of a bad lot',
    async (question) => {
      expect((await ask(question, '大足区')).reply).not.toContain('只收录了');
    },
  );

  it.each([
    ['廉租房怎么申请', '大足区', '垫江县'],
    ['社保卡丢了怎么补', '达州市', '重庆市'],
  ])('to %s in %s names the one that would be the answer there', async (question, region, place) => {
    const { kind, reply } = await ask(question, region);
    expect(kind).toBe('none');
    expect(reply).toContain(place);
    expect(reply).toContain(`没有${region}的`);
  });

  it.each(['marriage registration fee', 'How do I get a residence permit?'])(
    'to %s is in English',
    async (question) => {
      const { kind, reply } = await ask(question, '大足区');
      expect(kind).toBe('none');
      expect(reply).toMatch(/^Sorry, .* 12345\.$/);
    },
  );
});

describe('a message without any matter', () => {
  it.each(['怎么办', '材料', '在哪里', '办事', '我要办证', '好'])('%s is asked for one', async (question) => {
    const { kind, reply } = await ask(question, '大足区');
    expect({ kind, reply }).toEqual({ kind: 'chat', reply: NOTHING_SAID });
  });

  it.each(['😭', '。。。', '你是机器人吗', '你会啥'])('%s is told what may be asked', async (question) => {
    const { kind, reply } = await ask(question, '大足区');
    expect({ kind, reply }).toEqual({ kind: 'chat', reply: SMALL_TALK.greeting });
  });

  it('is none where it names something, however short', async () => {
    expect((await ask('我要杀了他', '大足区')).kind).not.toBe('chat');
  });

  it.each(['给我查一下我能享受哪些补助', '我能享受哪些补助', '我婆婆92岁，一个人住，能享受啥'])(
    '%s begins a check of benefits',
    async (question) => {
      expect((await ask(question, '大足区')).kind).toBe('eligibility');
    },
  );
});

describe('a question back', () => {
  it('leaves out what is about another thing', async () => {
    const { kind, reply } = await ask('身份证丢了要带什么材料补', '大足区');
    expect(kind).toBe('clarify');
    expect(reply).toContain('居民身份证换领、补领');
    expect(reply).not.toContain('卫生许可');
  });

  it('with one matter asks whether that is meant', async () => {
    const { kind, reply, sms } = await ask('举报工厂排污', '垫江县', { sessionId: 'one' });
    expect(kind).toBe('clarify');
    expect(reply).toMatch(/^您问的是“排污许可”吗？是的请回复1。/);
    expect(sms).not.toMatch(/哪一件/);
    expect((await ask('1', '垫江县', { sessionId: 'one' })).answer?.item.name).toBe('排污许可');
  });

  it('asks nothing where that one is hardly meant', async () => {
    expect((await ask('社保卡', '达州市')).kind).toBe('none');
  });

  it('can be answered with every number shown, however few candidates are returned', async () => {
    const first = await ask('驾照', '大足区', { limit: 1, sessionId: 'few' });
    expect(first.candidates).toHaveLength(1);
    const [, third] = /^3\. (.+)$/m.exec(first.reply) ?? [];
    expect(third).toBeTruthy();
    const chosen = await ask('3', '大足区', { limit: 1, sessionId: 'few' });
    expect(chosen.answer?.item.name).toBe(third);
  });

  it('offers nothing by a number that is not shown', async () => {
    const first = await ask('厂房想再扩建一条生产线，环保上要先报材料批了才能动', '大足区', {
      sessionId: 'shown',
    });
    expect(first.kind).toBe('clarify');
    const shown = first.reply.match(/^\d\. /gm)?.length ?? 0;
    expect(first.candidates.length).toBeGreaterThan(shown);
    const beyond = first.candidates[shown]?.name;
    const next = await ask(String(shown + 1), '大足区', { sessionId: 'shown' });
    expect(next.confidence === 1 && next.answer?.item.name === beyond).toBe(false);
  });
});
