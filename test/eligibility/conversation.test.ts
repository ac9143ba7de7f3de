import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  continueEligibility,
  type EligibilityTurn,
  type Heard,
  pause,
  startEligibility,
} from '../../src/eligibility/conversation.js';
import { readFacts } from '../../src/eligibility/read-facts.js';
import { describesNeed } from '../../src/eligibility/recognise.js';
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
const say = (turn: EligibilityTurn, answer: string, heard: Heard = {}) =>
  continueEligibility(
    JSON.parse(JSON.stringify(turn.state)),
    answer,
    wenban.catalogue.current(),
    TODAY,
    heard,
  );
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

  it('waits while something else is asked, and goes on where it was', () => {
    const first = start('我妈75岁能享受啥', '500111');
    expect(say(first, '社保卡丢了怎么补')).toBeNull();
    const waiting = { ...first, state: pause(first.state) };
    expect(say(waiting, '有')).toBeNull();
    const back = say(waiting, '继续');
    expect(back?.state).toMatchObject({
      pending: first.state.pending,
      asked: first.state.asked,
      paused: false,
    });
    expect(back?.reply).toBe(first.reply);
    expect(say(waiting, '我妈还能享受啥', { asksForBenefits: true })?.reply).toBe(first.reply);
  });

  it.each([
    ['不对，是76岁，农村户口', { age: 76, householdRegistration: 'rural' }, 'mother'],
    ['不是我妈，是我爷爷', { age: 75, gender: 'male' }, 'grandfather'],
  ])('takes back what was said: %s', (words, facts, role) => {
    const turn = say(start('我妈75岁能享受啥', '500111'), words);
    expect(turn?.state.role).toBe(role);
    expect(turn?.state.people.main).toMatchObject(facts);
  });

  it('begins anew for somebody else', () => {
    const turn = say(start('我妈75岁农村户口能享受啥', '500111'), '那我爸呢，82岁');
    expect(turn?.state).toMatchObject({ role: 'father', people: { main: { age: 82, gender: 'male' } } });
    expect(turn?.state.people.main.householdRegistration).toBeUndefined();
    expect(turn?.state.asked).toHaveLength(1);
  });

  it('takes an answer to a question that was not asked, and a place', () => {
    const first = start('残疾人有什么补助', null);
    expect(first.state.pending).toBe('age');
    expect(say(first, '一级')?.state.people.main).toMatchObject({ 'disability.grade': 1 });
    expect(say(first, '一级')?.state.people.main.age).toBeUndefined();
    expect(say(first, '大足区的', { regionCode: '500111' })?.state).toMatchObject({
      regionCode: '500111',
      pending: 'age',
    });
  });

  it('says that an answer was not understood, and goes on after the second', () => {
    const first = start('我妈75岁能享受啥', '500111');
    const second = say(first, '这个嘛');
    expect(second?.reply).toMatch(/^这句我没听明白/);
    expect(second?.state.pending).toBe(first.state.pending);
    const third = second && say(second, '哎哟喂');
    expect(third?.reply).not.toContain('没听明白');
    expect(third?.state.pending).not.toBe(first.state.pending);
    expect(say(first, '结婚登记', { clear: true })).toBeNull();
  });

  it('stops when asked to', () => {
    const turn = say(start('我妈75岁能享受啥', '500111'), '算了不查了');
    expect(turn?.state.pending).toBeNull();
    expect(turn?.reply).toContain('先不查了');
  });
});

describe('a need described without a matter', () => {
  it.each([
    ['屋头老汉八十二了，瘫在床上，有啥子补助没得', true],
    ['我女儿3岁，脑瘫，有没得补贴', true],
    ['有什么补助', false],
    ['我妈75岁，高龄津贴怎么办', false],
    ['社保卡丢了', false],
  ])('%s: %s', (text, is) => expect(describesNeed(text)).toBe(is));

  it('reads an age that stands alone', () => {
    expect(readFacts('我是退役军人，60了，能享受哪些待遇').people.main).toMatchObject({
      age: 60,
      veteran: true,
    });
  });
});
