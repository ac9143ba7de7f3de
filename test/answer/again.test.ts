import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remainderOf } from '../../src/answer/again.js';
import { REPLY_LENGTH, REST_HINT } from '../../src/answer/render.js';
import type { AskResponse, Section } from '../../src/answer/response.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

async function say(region: string, ...questions: string[]): Promise<AskResponse[]> {
  const responses: AskResponse[] = [];
  for (const question of questions)
    responses.push(await wenban.asker.ask({ question, region, sessionId: `${region} ${questions.join()}` }));
  return responses;
}

describe('the rest of an answer', () => {
  const section: Section = {
    key: 'process',
    label: '办理流程',
    status: 'stated',
    lines: ['1. 申请人提出申请，由镇街受理。', '2. 镇街审核申请人的材料，并且公示。', '3. 发证'],
    data: {},
    sources: [],
  };

  it.each([
    ['1. 申请人提出申请，由镇街受理。\n……', '2. 镇街审核申请人的材料，并且公示。\n3. 发证'],
    ['1. 申请人提出申请，由镇街受理。\n2. 镇街审核申请人的材…\n……', '…料，并且公示。\n3. 发证'],
    [section.lines.join('\n'), null],
  ])('after %j is %j', (reply, rest) => {
    expect(remainderOf(section, reply)).toBe(rest);
  });

  it('comes with 继续, until all is told', async () => {
    const replies = await say('垫江县', '廉租房怎么申请', '继续', '余下内容', '继续看', '继续');
    const [first, second] = replies.map(({ reply }) => reply);
    expect(first).toContain(REST_HINT);
    expect(second).toMatch(/^【廉租房申请办理】办理流程（续）：\n/);
    expect(second).toContain('3. 审核');
    expect(replies.at(-1)?.reply).toMatch(/^“办理流程”已经说完了/);
    const whole = replies.map(({ reply }) => reply).join('\n');
    for (const line of first ? (replies[0]?.answer?.sections[0]?.lines ?? []) : [])
      expect(whole, line).toContain(line.slice(-20));
    for (const { reply, kind } of replies) {
      expect(kind).toBe('answer');
      expect(reply.length).toBeLessThanOrEqual(REPLY_LENGTH);
    }
  });
});

describe('an answer that has been given', () => {
  it.each([
    ['离婚登记怎么办', '房子怎么分'],
    ['残疾证怎么办', '我姓刘'],
  ])('%s is not given again, word for word, to %s', async (first, later) => {
    const [given, again] = await say('大足区', first, later);
    expect(again?.answer?.item.id).toBe(given?.answer?.item.id);
    expect(again?.reply).not.toBe(given?.reply);
    expect(again?.reply).toMatch(/现有资料没有写，或者我没听明白/);
  });

  it.each([
    ['失业金怎么领', '我是自己辞职的', /条件：[^；]*主动辞职不符合/],
    ['残疾证怎么办', '送到家不', /没有写明您问的这一点/],
  ])('%s turns to what is told or asked: %s', async (first, later, expected) => {
    const [given, again] = await say('大足区', first, later);
    expect(again?.answer?.item.id).toBe(given?.answer?.item.id);
    expect(again?.reply).toMatch(expected);
  });

  it.each(['流程再说一遍', '残疾证怎么办'])('is given again to %s', async (again) => {
    const [first, second] = await say('大足区', '残疾证怎么办', again);
    expect(second?.reply).toBe(first?.reply);
  });

  it('says no less of other parts', async () => {
    const [, , materials] = await say('大足区', '残疾证怎么办', '送到家不', '材料');
    expect(materials?.answer?.sections[0]?.key).toBe('materials');
    expect(materials?.reply).not.toMatch(/没听明白/);
  });
});
