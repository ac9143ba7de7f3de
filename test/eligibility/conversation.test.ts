import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  continueEligibility,
  type EligibilityState,
  type EligibilityTurn,
  type Heard,
  pause,
  startEligibility,
} from '../../src/eligibility/conversation.js';
import { readFacts } from '../../src/eligibility/read-facts.js';
import { asksPlainly, asksWhatStateGives, describesNeed } from '../../src/eligibility/recognise.js';
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
    const waiting = { ...first, state: pause(first.state) as EligibilityState };
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

  it.each([
    ['换个人，查我奶奶，82岁', 'grandmother', { age: 82, gender: 'female' }],
    ['算了换成查我自己，我45岁下岗', 'self', { age: 45, employment: 'unemployed' }],
    ['那查我老公呢，他48岁', 'spouse', { age: 48, gender: 'male' }],
  ])('goes on with somebody else and all that is told of them: %s', (words, role, facts) => {
    const turn = say(start('我妈75岁农村户口能享受啥', '500111'), words);
    expect(turn?.state).toMatchObject({ role, people: { main: facts, child: null } });
    expect(Object.keys(turn?.state.people.main ?? {}).sort()).toEqual(Object.keys(facts).sort());
  });

  it('asks whom to look at, and still knows the first when asked for again', () => {
    const first = start('我妈75岁农村户口能享受啥', '500111');
    const asked = say(first, '换个人');
    expect(asked?.reply).toContain('您想查谁');
    const other = asked && say(asked, '我自己，62');
    expect(other?.state).toMatchObject({ role: 'self', people: { main: { age: 62 } } });
    const back = other && say(other, '换成我妈');
    expect(back?.reply).toContain('您母亲：75岁、农村户口');
    expect(say(first, '换个人跟我说')?.reply ?? '').not.toContain('您想查谁');
  });

  it('takes nothing of another for the person asked about', () => {
    const first = start('我妈75岁农村户口能享受啥', '500111');
    expect(say(first, '我娃儿8岁')?.state.people).toMatchObject({ main: { age: 75 }, child: { age: 8 } });
    expect(say(first, '我45岁')?.state.people.main.age).toBe(45);
    expect(say(first, '我45岁')?.state.role).toBe('self');
    const corrected = say(first, '她是我外婆不是我妈');
    expect(corrected?.state).toMatchObject({ role: 'grandmother', people: { main: { age: 75 } } });
  });

  it.each(['三个都不是', '没有', '3', '低保怎么办'])('takes no wrong fact from %s', (words) => {
    const first = start('残疾人有什么补助', '500111');
    expect(first.state.pending).toBe('age');
    const told = say(first, words)?.state.people.main ?? first.state.people.main;
    expect(told).toEqual(first.state.people.main);
  });

  it('takes the name of a matter for a choice and not for a fact', () => {
    expect(say(start('我妈75岁能享受啥', '500111'), '残疾人康复')).toBeNull();
  });

  it('takes an age that comes later', () => {
    const first = start('我妈能享受啥', '500111');
    expect(
      say({ ...first, state: { ...first.state, pending: 'hardship' } }, '76')?.state.people.main.age,
    ).toBe(76);
  });

  it('says in a line that an answer changed nothing', () => {
    const first = start('我妈75岁农村户口能享受啥', '500111');
    for (const answer of ['不晓得', '都不是']) {
      const next = say(first, answer);
      expect(next?.reply).toMatch(/^好的，.+还是刚才说的6项。\n还想问一句：/);
      expect(next?.reply.length).toBeLessThan(150);
    }
    expect(say(first, '吃低保的')?.reply).toContain('医疗救助：');
  });

  it('asks for several numbers where several may hold', () => {
    const first = start('我妈75岁农村户口能享受啥', '500111');
    const ill = { ...first, state: { ...first.state, pending: 'illness' } };
    expect(say(ill, '两个都是')?.reply).toContain('比如“1”或者“1和2”');
    expect(say(ill, '1和2都有')?.state.people.main).toMatchObject({
      'illness.hypertension': true,
      'illness.diabetes': true,
    });
  });

  it('shows what it promised, to the last', () => {
    let turn = start(
      '我68岁，农村低保户，二级肢体残疾，有高血压，肺结核，退伍军人，领抚恤，住危房，能享受啥',
      '500111',
    );
    const left = Number(/还有(\d+)项可能符合/.exec(turn.reply)?.[1]);
    expect(left).toBeGreaterThan(0);
    const lines: string[] = [];
    for (
      let more = say(turn, '还有呢');
      more && !more.reply.includes('都说完了');
      more = say(turn, '还有呢')
    ) {
      expect(more.reply.length).toBeLessThanOrEqual(600);
      expect(more.state.pending).toBe(turn.state.pending);
      lines.push(...more.reply.split('\n'));
      turn = more;
      expect(lines.length).toBeLessThan(60);
    }
    expect(lines.filter((line) => /^\d+\. /.test(line))).toHaveLength(left);
    expect(lines.join()).toContain('人人可享的还有');
  });

  it('tells why it asks', () => {
    const first = start('我妈75岁能享受啥', '500111');
    const why = say(first, '你问这个干啥');
    expect(why?.reply).toContain('不方便说就回复“跳过”');
    expect(why?.state).toMatchObject({ pending: first.state.pending });
  });

  it('begins nothing anew when the same is asked again', () => {
    const first = start('我妈75岁能享受啥', '500111');
    expect(say(first, '能享受啥', { asksForBenefits: true })?.state.people).toEqual(first.state.people);
  });

  it('names nothing for children or the old to whoever bears a child', () => {
    const { reply } = start('我怀孕3个月，能领啥', '500111');
    expect(reply).toContain('孕产妇健康管理');
    expect(reply).not.toMatch(/老年人|儿童|义务教育|在读/);
    expect(start('我儿子28岁，没得工作，有啥补助', '500111').reply).not.toMatch(/老年人|儿童|义务教育/);
    expect(start('我爸能享受啥', '500111').reply).not.toMatch(/儿童|义务教育/);
  });

  it('gives no reason that only repeats the name, and no benefit that somebody has', () => {
    const { reply, benefits } = start('我62岁城镇户口，低保户，能享受啥', '500111');
    expect(reply).toMatch(/\d\. 价格临时补贴申领\n/);
    expect(benefits.find(({ name }) => name === '最低生活保障')).toMatchObject({ verdict: 'met', had: true });
    expect(reply).not.toContain('最低生活保障：');
  });

  it.each(['不想说了', '莫问了', '算了不查了', '停'])('stops politely: %s', (words) => {
    const turn = say(start('我妈75岁能享受啥', '500111'), words);
    expect(turn).toMatchObject({ over: true, reply: expect.stringContaining('先不查了') });
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
    ['我56岁，没得工作，想问下政府有没有啥子帮助', true],
    ['有什么补助', false],
    ['我妈75岁，高龄津贴怎么办', false],
    ['社保卡丢了', false],
  ])('%s: %s', (text, is) => expect(describesNeed(text)).toBe(is));

  it.each([
    ['给我查一下我能享受哪些补助', true],
    ['我婆婆92岁，一个人住，能享受啥', true],
    ['信用卡能享受哪些优惠', false],
    ['我妈75岁坐飞机能享受什么优惠', false],
  ])('asks for nothing else: %s: %s', (text, is) => expect(asksPlainly(text)).toBe(is));

  it.each([
    ['我是残疾人，国家给多少钱一个月', true],
    ['残疾人两项补贴国家给多少钱', false],
    ['国家给多少钱一个月', false],
  ])('asks what the state gives: %s: %s', (text, is) => expect(asksWhatStateGives(text)).toBe(is));

  it('reads an age that stands alone', () => {
    expect(readFacts('我是退役军人，60了，能享受哪些待遇').people.main).toMatchObject({
      age: 60,
      veteran: true,
    });
  });
});
