import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  continueEligibility,
  type EligibilityTurn,
  startEligibility,
} from '../../src/eligibility/conversation.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

const TODAY = '2026-11-24';
let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

const start = (text: string, region: string | null) =>
  startEligibility(text, region, wenban.catalogue.current(), TODAY);
/** Through JSON, as a conversation store keeps it. */
const say = (turn: EligibilityTurn, answer: string) =>
  continueEligibility(JSON.parse(JSON.stringify(turn.state)), answer, wenban.catalogue.current(), TODAY);
const names = (turn: EligibilityTurn, verdict: string) =>
  turn.benefits.filter((one) => one.verdict === verdict && !one.everyone).map(({ name }) => name);

describe('a conversation about eligibility', () => {
  it('answers at once and asks one question', () => {
    const turn = start('我妈75岁农村户口有高血压能享受啥', '500111');
    expect(turn.reply).toContain('您母亲：75岁、农村户口、高血压');
    expect(turn.reply).toContain('可能符合');
    expect(turn.reply).toContain('老年人健康管理');
    expect(turn.reply).toContain('以经办机构审核为准');
    expect(turn.reply.match(/还想问一句/g)).toHaveLength(1);
    expect(turn.candidates.slice(0, 2).sort()).toEqual(['cq135-036', 'cq135-037']);
    expect(turn.state.pending).toBe('hardship');
  });

  it('goes on with the answers, at most five questions', () => {
    let turn = start('我妈75岁农村户口有高血压能享受啥', '500111');
    expect(names(turn, 'met')).not.toContain('医疗救助');
    turn = say(turn, '吃低保的') ?? turn;
    expect(names(turn, 'met')).toEqual(expect.arrayContaining(['最低生活保障', '医疗救助']));
    let asked = 2;
    for (let answer: EligibilityTurn | null = turn; answer?.state.pending; asked++) {
      expect(answer.reply.length).toBeLessThanOrEqual(600);
      answer = say(answer, '不晓得');
      if (answer) turn = answer;
    }
    expect(asked).toBeLessThanOrEqual(6);
    expect(turn.state.asked.length).toBeLessThanOrEqual(5);
    expect(new Set(turn.state.asked).size).toBe(turn.state.asked.length);
    expect(turn.reply).not.toContain('还想问一句');
  });

  it('takes more than was asked', () => {
    const first = start('我爸70岁，农村的，有啥补助', '511700');
    const turn = say(first, '吃低保，二级残疾，户口在达州');
    expect(turn?.state.people.main).toMatchObject({
      dibao: true,
      'disability.grade': 2,
      localHousehold: true,
    });
    expect(turn && names(turn, 'met')).toEqual(
      expect.arrayContaining(['困难残疾人生活补助', '重度残疾人护理补助', '老年人福利补贴']),
    );
  });

  it('leaves another question to whoever answers questions', () => {
    const turn = start('我妈75岁能享受啥', '500111');
    expect(say(turn, '社保卡丢了怎么补')).toBeNull();
    expect(say(turn, '营业执照在哪里办')).toBeNull();
  });

  it('asks about the child as the child', () => {
    const turn = start('单亲妈妈带个残疾娃，我能申请些啥补助', '500111');
    expect(turn.reply).toContain('困境儿童保障（孩子）');
    const seen: string[] = [];
    for (let at: EligibilityTurn | null = turn; at?.state.pending; at = say(at, '不晓得'))
      seen.push(at.state.pending);
    expect(seen.some((id) => id.startsWith('child.'))).toBe(true);
  });

  it('without a place names the places and asks for it', () => {
    const { reply } = start('我今年九十了，老兵，每个月领点抚恤，国家还有哪些优待', null);
    expect(reply).toMatch(/^按您说的.+\n可能符合：\n1\. 优待抚恤（重庆市）/);
    expect(reply).toContain('告诉我您在哪个区县');
  });

  it('asks when nothing is told, and stays short whatever is told', () => {
    expect(start('我能享受啥', '500111').reply).toContain('您今年多大岁数？');
    const long = start(
      '我今年六十三岁农村户口吃低保二级肢体残疾有高血压糖尿病肺结核独生子女去世退伍军人领抚恤住危房受灾瘫在床上没得收入，我孙子8岁脑瘫上小学住校留守',
      null,
    );
    expect(long.reply.length).toBeLessThanOrEqual(600);
    expect(long.reply).toContain('还想问一句');
  });
});
