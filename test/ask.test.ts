import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskRequest } from '../src/answer/response.js';
import type { ExplainedResponse } from '../src/ask.js';
import type { Wenban } from '../src/wenban.js';
import { openTestWenban } from './support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
  wenban.engine.current();
});
afterAll(() => wenban.close());

const ask = (question: string, more: Partial<AskRequest> = {}): Promise<ExplainedResponse> =>
  wenban.asker.ask({ question, ...more });
const keysOf = (response: ExplainedResponse): string[] =>
  response.candidates[0]?.sources.map((source) => source.key) ?? [];
const section = (response: ExplainedResponse, key: string) =>
  response.answer?.sections.find((candidate) => candidate.key === key);

describe('checks of benefits', () => {
  it.each([
    ['我今年七十，二级残疾，吃低保，能享受哪些政策', '达州市'],
    ['我们能享受些啥', '大足区'],
    ['给我查一下我能享受哪些补助', '大足区'],
    ['我婆婆92岁，一个人住，能享受啥', '大足区'],
    ['我是残疾人，国家给多少钱一个月', '达州市'],
  ])('begin for %s', async (question, region) => {
    expect((await ask(question, { region })).kind).toBe('eligibility');
  });

  it.each([
    ['科目二倒车入库有什么诀窍', 'none'],
    ['最近有什么文艺演出可以看', 'answer'],
    ['信用卡能享受哪些优惠', 'none'],
  ])('do not begin for %s', async (question, kind) => {
    expect((await ask(question, { region: '垫江县' })).kind).toBe(kind);
  });

  it('go on with another person, and are remembered to the end', async () => {
    const sessionId = 'check-of-another';
    const turn = (question: string) => ask(question, { region: '大足区', sessionId });
    await turn('我是残疾人二级，农村低保户，能领些啥');
    expect((await turn('三个都不是')).reply).toMatch(/^这句我没听明白/);
    expect((await turn('还有呢')).reply).toMatch(/人人可享的还有/);
    const other = await turn('换个人，查我奶奶，82岁');
    expect(other).toMatchObject({ kind: 'eligibility', reply: expect.stringContaining('82岁') });
    expect((await turn('不想说了')).reply).toMatch(/先不查了/);
  });

  it('and lists of steps are for nobody who asks for one licence', async () => {
    expect((await ask('想开个烟酒店，卖烟的那个证怎么办')).kind).not.toBe('lifeEvent');
  });

  it('do not begin for a question about the rule behind a benefit', async () => {
    expect((await ask('给重残的人发护理补贴，是依据哪份文件')).kind).not.toBe('eligibility');
  });
});

describe('asking', () => {
  it('answers the lost social security card with counter, fee, wait and document', async () => {
    const response = await ask('社保卡丢了怎么补', { region: '垫江县' });
    expect(response.kind).toBe('answer');
    expect(response.answer?.item.name).toBe('补、换社会保障卡');
    expect(keysOf(response)).toContain('dj-017');
    expect(section(response, 'location')?.status).toBe('derived');
    expect(section(response, 'location')?.lines.join()).toContain('乡镇（街道）公共服务中心');
    expect(section(response, 'fee')?.lines.join()).toContain('25元');
    expect(section(response, 'timeLimit')?.lines.join()).toContain('30个工作日');
    expect(response.candidates[0]?.sources[0]?.document).toBe('001_28d084069b39af7d.txt');
    expect(response.reply.length).toBeLessThanOrEqual(600);
  });

  it.each([
    ['补办社保卡', 'dj-017'],
    ['社保卡补办', 'dj-017'],
    ['我那个社保卡嘛昨天搞落了现在要咋个补办哦', 'dj-017'],
    ['低保怎么申请', 'cq135-050'],
    ['2型糖尿病随访', 'dj-078'],
    ['0-6岁儿童体检', 'dj-092'],
    ['打12333问社保', 'cq135-019'],
    ['shebaoka buban', 'dj-017'],
  ])('%s finds %s', async (question, key) => {
    const response = await ask(question);
    expect(
      response.candidates.slice(0, 3).flatMap((one) => one.sources.map((source) => source.key)),
    ).toContain(key);
  });

  it('does not take a word for another that only sounds like it', async () => {
    const response = await ask('经典电影推荐一下');
    expect(response.kind === 'answer' && response.answer?.item.name.includes('景')).toBe(false);
  });

  it.each([
    '明天天气怎么样',
    '茅台股票能买吗',
    '哈哈哈哈',
    '。。。？？？',
    'asdfghjkl',
    "'; DROP TABLE items; --",
  ])('says no to %s', async (question) => {
    const response = await ask(question);
    expect(['none', 'chat']).toContain(response.kind);
    expect(response.answer).toBeNull();
    expect(response.reply).not.toMatch(/[0-9]{7,}/);
  });

  it('knows a wording to the letter, also one that names its region', async () => {
    const { explanation } = await wenban.asker.ask({ question: '大足石刻门票老年人优惠' }, { explain: true });
    expect(explanation?.candidates[0]?.features?.exact?.value).toBe(1);
  });

  it('puts the number to call first in an emergency', async () => {
    const response = await ask('楼上着火了快来人啊');
    expect(response.kind).toBe('emergency');
    expect(response.reply.slice(0, 20)).toContain('119');
    const suicide = await ask('我不想活了');
    expect(suicide.kind).toBe('emergency');
  });

  it('hands over to people', async () => {
    const response = await ask('转人工');
    expect(response.kind).toBe('handoff');
    expect(response.reply).toContain('12345');
  });

  it("never answers with another region's row", async () => {
    const response = await ask('社保卡丢了怎么补', { region: '达州市' });
    expect(response.answer?.item.name).not.toBe('补、换社会保障卡');
    for (const question of ['低保怎么申请', '残疾人护理补贴', '小孩读书有没得补助']) {
      const { candidates } = await ask(question, { region: '达州市' });
      expect(candidates.length, question).toBeGreaterThan(0);
      for (const { region } of candidates) expect(region.code, question).toMatch(/^51/);
    }
  });

  it('takes the region named in the question before the profile', async () => {
    const response = await ask('宣汉县低保怎么申请', { region: '垫江县' });
    expect(response.region?.name).toBe('宣汉县');
    expect(keysOf(response)).toContain('dz-soc-01');
  });

  it('refuses a region that does not exist, in Chinese', async () => {
    await expect(ask('低保', { region: '火星市' })).rejects.toMatchObject({ status: 422 });
  });

  it('attaches a source to everything stated or derived', async () => {
    let answered = 0;
    for (const { id, name } of wenban.catalogue.current().items.slice(0, 150)) {
      const { answer } = await ask(name);
      if (answer) answered++;
      for (const one of answer?.sections ?? [])
        if (one.status !== 'unknown') expect(one.sources.length, `${id} ${one.key}`).toBeGreaterThan(0);
    }
    expect(answered).toBeGreaterThan(120);
  });

  it('gives the same answer in another process', async () => {
    const other = await openTestWenban();
    try {
      for (const question of ['想开个小面馆', '车子过户', '屋头老人瘫了有没得补贴']) {
        const [a, b] = [await ask(question), await other.asker.ask({ question })];
        expect(b.candidates).toEqual(a.candidates);
        expect(b.reply).toBe(a.reply);
      }
    } finally {
      await other.close();
    }
  });

  it('explains itself', async () => {
    const response = await wenban.asker.ask({ question: '社保卡搞落了咋个补' }, { explain: true });
    const first = response.explanation?.candidates[0];
    expect(first?.name).toBe('补、换社会保障卡');
    expect(Object.keys(first?.matched ?? {}).length).toBeGreaterThan(0);
    const points = Object.values(first?.features ?? {}).reduce((sum, feature) => sum + feature.points, 0);
    expect(points).toBeCloseTo(first?.score ?? 0, 5);
  });
});

describe('what stands beside a matter of the catalogue', () => {
  it.each([
    ['取水证明年到期，续期咋个办', '水利'],
    ['电瓶车的牌牌抖落了，补一块要好多钱', '登记'],
    ['想把手里多出来的一张社保卡注销了', '社保'],
  ])('%s is no such matter', async (question, who) => {
    const { kind, reply, topic, candidates } = await wenban.asker.ask({ question });
    expect({ kind, candidates }).toEqual({ kind: 'none', candidates: [] });
    expect(topic).toMatch(/^none-/);
    expect(reply).toContain(who);
  });

  it.each([
    ['想在河边打井抽水浇地，要办啥子证', '取水许可证新发'],
    ['新买的电瓶车去哪里上牌', '电动自行车注册登记'],
  ])('%s is', async (question, name) => {
    const { kind, answer } = await wenban.asker.ask({ question });
    expect({ kind, name: answer?.item.name }).toEqual({ kind: 'answer', name });
  });
});

it.each(['公积金', '营业执照怎么申请'])('asks back what %s means', async (question) => {
  const { kind, candidates } = await wenban.asker.ask({ question });
  expect(kind).toBe('clarify');
  expect(candidates.length).toBeGreaterThan(1);
});

describe('conversations', () => {
  async function say(region: string | undefined, ...questions: string[]): Promise<ExplainedResponse[]> {
    const responses: ExplainedResponse[] = [];
    let sessionId: string | undefined;
    for (const question of questions) {
      const response = await ask(question, { region, sessionId });
      sessionId = response.sessionId;
      responses.push(response);
    }
    return responses;
  }

  it('keeps the matter when only another part is asked', async () => {
    const [, materials, fee] = await say('垫江县', '社保卡丢了怎么补', '那材料呢', '要钱不');
    expect(materials?.answer?.item.name).toBe('补、换社会保障卡');
    expect(materials?.intent).toBe('materials');
    expect(fee?.intent).toBe('fee');
    expect(fee?.answer?.sections[0]?.key).toBe('fee');
  });

  it.each(['地点', '收费', '材料', '时限'])(
    'takes %s, as the reply before says it, for that part',
    async (label) => {
      const [, part] = await say('大足区', '普通护照怎么办', label);
      expect(part?.answer?.item.name).toBe('普通护照签发');
      expect(part?.answer?.sections[0]?.label).toContain(label);
    },
  );

  it('follows to another region', async () => {
    const [first, second] = await say(undefined, '重庆低保一个月多少', '换成达州呢');
    expect(keysOf(first as ExplainedResponse)).toContain('cq135-050');
    expect(keysOf(second as ExplainedResponse)).toContain('dz-soc-01');
    expect(second?.intent).toBe('standard');
  });

  it('takes a choice by number', async () => {
    const [first, second] = await say('大足区', '驾照', '2');
    expect(first?.kind).toBe('clarify');
    expect(second?.answer?.item.id).toBe(first?.candidates[1]?.id);
  });

  it('goes on with the second matter of a message once it is chosen', async () => {
    const [first, second, third] = await say('大足区', '居住证咋个办，另外护照在哪里办', '1', '要带啥材料');
    expect(first?.candidates[0]?.name).toBe('核发居住证');
    expect(second?.answer?.item.name).toBe('普通护照签发');
    expect(third?.answer?.item.name).toBe('普通护照签发');
    expect(third?.intent).toBe('materials');
  });

  it('tells once that a check of benefits waits, and takes nothing for an answer to it until it goes on', async () => {
    const [, aside, again, back] = await say(
      '大足区',
      '我妈75岁能享受哪些补助',
      '社保局在哪里',
      '社保局电话好多',
      '继续',
    );
    expect(aside?.reply).toMatch(/回复“继续”接着查。$/);
    expect(again?.reply).not.toContain('接着查');
    expect(back?.kind).toBe('eligibility');
  });

  it('changes the topic when a new question is asked', async () => {
    const [, second] = await say('大足区', '居住证怎么办', '我想提取公积金付房租');
    expect(keysOf(second as ExplainedResponse)).toContain('dzq-zdpyc-150');
  });

  it('says no to what is asked by the way, and goes on with the matter', async () => {
    const [, aside, back] = await say('大足区', '居住证咋个办', '双色球今晚开啥号', '要带些啥子');
    expect(aside?.kind).toBe('none');
    expect(aside?.reply).toContain('不在现有的政务服务清单里');
    expect(back?.candidates[0]?.name).toBe('核发居住证');
  });

  it('says whose business it is when a later message turns to a topic that is not ours', async () => {
    const [, aside] = await say(
      '达州市',
      '我妈也是残疾，一级，每个月有没得护理的钱领',
      '电信宽带怎么装到屋头',
    );
    expect({ kind: aside?.kind, intent: aside?.intent }).toEqual({ kind: 'none', intent: 'outOfScope' });
    expect(aside?.topic).toMatch(/^none-/);
  });

  it.each([
    ['垫江县', '社保卡烂了读不出来，去哪点换', '户口本在老家，没在身边', '补、换社会保障卡'],
    ['大足区', '居住证想办一个，材料有哪些', '我房子是租的', '核发居住证'],
    ['大足区', '想办护照', '多少钱一本', '普通护照签发'],
  ])('stays with the matter when a detail is told: %s, %s, %s', async (region, first, detail, name) => {
    const [, told] = await say(region, first, detail);
    expect(told?.kind).toBe('answer');
    expect(told?.candidates[0]?.name).toBe(name);
  });

  it('keeps the thing among near twins, and takes a correction for one', async () => {
    const [, renamed, closed] = await say('垫江县', '屋头想新装天然气', '要是只改名字呢', '不用了要销户呢');
    expect(renamed?.candidates[0]?.name).toBe('变更用气');
    expect(closed?.candidates[0]?.name).toBe('用气销户');
    const [, corrected] = await say('大足区', '我想注册个公司', '不对，说错了，是个体户');
    expect(corrected?.candidates[0]?.name).toBe('个体工商户设立登记');
  });

  it.each(['今天天气好热哟', '晚上吃火锅还是串串好'])(
    'takes %s for chat and goes on afterwards',
    async (chat) => {
      const [, between, after] = await say('垫江县', '社保卡丢了怎么补', chat, '要带什么材料');
      expect(between?.kind).toBe('none');
      expect(after?.answer?.item.name).toBe('补、换社会保障卡');
    },
  );

  it('takes what is called by its name as it stands, whatever was spoken of before', async () => {
    const [, , third, fourth] = await say(
      '垫江县',
      '社保卡丢了怎么补',
      '居住证咋个办',
      '低保怎么办',
      '要什么材料',
    );
    expect(third?.answer?.item.name).toBe('最低生活保障');
    expect(fourth?.answer?.item.name).toBe('最低生活保障');
    expect(fourth?.intent).toBe('materials');
  });
});
