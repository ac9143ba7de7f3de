import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutInTwo } from '../../src/dialogue/two-matters.js';
import { normalise } from '../../src/language/normalise.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

describe('a message that goes on to something else', () => {
  it.each([
    ['社保卡丢了咋补，另外房子过户要带啥', '社保卡丢了咋补', '房子过户要带啥'],
    ['先问居住证在哪办，再问一下驾驶证到期了咋换', '居住证在哪办', '驾驶证到期了咋换'],
    ['娃儿上户口要什么，对了，医保怎么交', '娃儿上户口要什么', '医保怎么交'],
  ])('%s is cut', (message, first, second) => {
    expect(cutInTwo(normalise(message))).toEqual([first, second]);
  });

  it.each(['社保卡丢了怎么补', '还有多久才办得下来', '居住证，还有呢'])('%s is not', (message) => {
    expect(cutInTwo(normalise(message))).toBeNull();
  });
});

describe('two matters in one message', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());

  it('answers the first, offers the second, and goes on with it', async () => {
    const first = await wenban.asker.ask({
      question: '社保卡丢了要好多钱补，另外低保在哪里申请嘛',
      region: '垫江县',
      sessionId: 'two',
    });
    expect(first.answer?.item.name).toBe('补、换社会保障卡');
    expect(first.intent).toBe('fee');
    expect(first.candidates[1]?.name).toBe('最低生活保障');
    expect(first.reply).toMatch(/您还问到“最低生活保障”，回复1接着说。$/);
    expect(first.reply.length).toBeLessThanOrEqual(600);

    const second = await wenban.asker.ask({ question: '1', region: '垫江县', sessionId: 'two' });
    expect(second.answer?.item.name).toBe('最低生活保障');
    expect(second.intent).toBe('location');
  });

  it('reads what belongs to one matter as one question', async () => {
    const response = await wenban.asker.ask({
      question: '社保卡丢了怎么补，另外要带什么材料',
      region: '垫江县',
    });
    expect(response.answer?.item.name).toBe('补、换社会保障卡');
    expect(response.reply).not.toContain('您还问到');
  });

  it.each([
    ['社保卡丢了怎么补，还有身份证也丢了', '大足区', '补、换社会保障卡', '身份证也丢了'],
    ['给娃儿上户口，顺便办个医保', '垫江县', '国内婚生子女出生登记', '办个医保'],
  ])('says of %s that the second was not understood', async (question, region, name, second) => {
    const { answer, reply, speech } = await wenban.asker.ask({ question, region });
    expect(answer?.item.name).toBe(name);
    expect(reply).toMatch(new RegExp(`您还问到的“${second}”没有听明白，请单独再问一次。$`));
    expect(speech).toContain(second);
    expect(reply.length).toBeLessThanOrEqual(600);
  });

  it.each(['社保卡丢了怎么补，另外户口本在老家', '低保怎么申请，还有要带户口本不'])(
    'hears no second matter in %s',
    async (question) => {
      expect((await wenban.asker.ask({ question, region: '垫江县' })).reply).not.toContain('没有听明白');
    },
  );
});
