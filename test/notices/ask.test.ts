import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REPLY_LENGTH } from '../../src/answer/render.js';
import { SMS_LENGTH } from '../../src/answer/sms.js';
import type { Wenban } from '../../src/wenban.js';
import { TestClock } from '../staff/support.js';
import { openTestWenban } from '../support-wenban.js';
import { noticeOf, post } from './factories.js';

const CARD = 'dj-017';
const LINE = '【停办通知】社保业务系统升级，暂停办理社会保障卡业务（垫江县人力社保局，至12月5日）';

let wenban: Wenban;
let clock = new TestClock();
const at = (beijing: string) => {
  clock = new TestClock(Date.parse(`${beijing}:00+08:00`));
};
beforeAll(async () => {
  wenban = await openTestWenban({}, { now: () => clock.now() });
});
afterAll(() => wenban.close());
beforeEach(() => at('2026-12-02T10:00'));

const ask = (question: string, region = '垫江县') => wenban.asker.ask({ question, region });

describe('a notice', () => {
  it('stands first in every text and in a field of its own, and changes nothing of what is found', async () => {
    await post(wenban);
    const before = await ask('社保卡丢了怎么补');
    await post(wenban, noticeOf({ scope: 'items', itemIds: [CARD], url: 'https://example.gov.cn/1' }));
    const { reply, speech, sms, notices, ...found } = await ask('社保卡丢了怎么补');
    expect(notices).toEqual([
      {
        kind: 'suspension',
        label: '停办通知',
        text: '社保业务系统升级，暂停办理社会保障卡业务',
        source: '垫江县人力社保局',
        url: 'https://example.gov.cn/1',
        region: { code: '500231', name: '垫江县' },
        from: '2026-12-01T00:00:00+08:00',
        until: '2026-12-05T23:59:00+08:00',
        line: LINE,
      },
    ]);
    expect(reply.startsWith(`${LINE}\n【`)).toBe(true);
    expect(reply.length).toBeLessThanOrEqual(REPLY_LENGTH);
    expect(speech).toMatch(/^停办通知。社保业务系统升级/);
    expect(sms.startsWith('【停办通知】')).toBe(true);
    expect(sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    const { candidates, answer, kind, intent, confidence } = before;
    expect(found).toMatchObject({ candidates, answer, kind, intent, confidence });
  });

  it('comes and goes by the clock, without being read anew', async () => {
    at('2026-11-30T23:59');
    await post(wenban, noticeOf({ until: '2026-12-05T12:30' }));
    const noticesNow = async () => (await ask('社保卡丢了怎么补')).notices.map(({ line }) => line);
    expect(await noticesNow()).toEqual([]);
    at('2026-12-01T00:00');
    expect(await noticesNow()).toEqual([LINE.replace('5日', '5日12:30')]);
    at('2026-12-05T12:29');
    expect(await noticesNow()).toHaveLength(1);
    at('2026-12-05T12:30');
    expect(await noticesNow()).toEqual([]);
  });

  it.each([
    ['its region and below', { regionCode: '500231' }, '垫江县', true],
    ['not a region beside', { regionCode: '500111' }, '垫江县', false],
    ['what lies in a wider region', { regionCode: '500000' }, '垫江县', true],
    ['everywhere', { regionCode: null }, '大足区', true],
    ['a named matter', { scope: 'items', itemIds: [CARD] }, '垫江县', true],
    ['no other matter', { scope: 'items', itemIds: ['dj-018'] }, '垫江县', false],
    ['the matters of an agency', { scope: 'agency', agency: '县人力社保局' }, '垫江县', true],
    ['not those of another', { scope: 'agency', agency: '县公安局' }, '垫江县', false],
  ] as const)('holds for %s', async (_, scope, region, holds) => {
    await post(wenban, noticeOf({ ...scope, itemIds: [...('itemIds' in scope ? scope.itemIds : [])] }));
    const response = await ask('社保卡丢了怎么补', region);
    expect(response.answer?.item.id).toBe(CARD);
    expect(response.notices).toHaveLength(holds ? 1 : 0);
    expect(response.reply.startsWith('【停办通知】')).toBe(holds);
  });

  it('that is withdrawn is gone', async () => {
    await post(wenban, noticeOf({ withdrawnAt: '2026-12-01T01:00:00.000Z' }));
    expect((await ask('社保卡丢了怎么补')).notices).toEqual([]);
  });

  it('about a closed counter comes before all others, and many leave room for the answer', async () => {
    const long = '长'.repeat(100);
    await post(
      wenban,
      noticeOf({ kind: 'other', text: long }),
      noticeOf({ kind: 'payment', text: long }),
      noticeOf({ kind: 'maintenance', text: long }),
      noticeOf({ text: long, until: '2027-01-05T00:00' }),
    );
    const kinds = new Set<string>();
    for (const question of [
      '社保卡丢了怎么补',
      '低保怎么申请',
      '我妈75岁有高血压能享受啥',
      '刚生了娃要办些啥',
      '驾照',
    ]) {
      const { kind, reply, notices, sms } = await ask(question);
      expect(
        notices.map((one) => one.kind),
        question,
      ).toEqual(['suspension', 'maintenance', 'payment', 'other']);
      kinds.add(kind);
      const [first, second, ...rest] = reply.split('\n');
      expect(first).toBe(`【停办通知】${long}（垫江县人力社保局，至2027年1月4日）`);
      expect(second).toBe('另有3条通知，可拨打12345了解。');
      expect(rest.join('\n').length, kind).toBeGreaterThan(50);
      expect(reply.length).toBeLessThanOrEqual(REPLY_LENGTH);
      expect(sms).toMatch(/^【停办通知】长/);
      expect(sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    }
    expect([...kinds].sort()).toEqual(['answer', 'clarify', 'eligibility', 'lifeEvent']);
  });

  it('leaves the question of a check of benefits where it can be read', async () => {
    await post(wenban);
    const before = (await ask('我妈75岁农村户口有高血压能享受啥')).reply.split('\n');
    await post(
      wenban,
      noticeOf({ text: '搬'.repeat(100) }),
      noticeOf({ kind: 'other', text: '迁'.repeat(70) }),
    );
    const after = (await ask('我妈75岁农村户口有高血压能享受啥')).reply.split('\n');
    expect(after.slice(0, 2).join()).toMatch(/^【停办通知】搬.*,【通知】迁/);
    expect(after.slice(-2)).toEqual(before.slice(-2));
    expect(after.join('')).toMatch(/另有\d项没有列出/);
  });

  it.each(['有人落水了', '谢谢', '双色球今晚开啥号'])('says nothing to “%s”', async (question) => {
    await post(wenban);
    const before = await ask(question);
    await post(wenban, noticeOf({ regionCode: null }));
    const { notices, reply, sms } = await ask(question);
    expect({ notices, reply, sms }).toEqual({ notices: [], reply: before.reply, sms: before.sms });
  });

  it('is of today: what was in force on another day is told without', async () => {
    await post(wenban, noticeOf());
    const then = await wenban.asker.ask(
      { question: '社保卡丢了怎么补', region: '垫江县' },
      { asOf: '2026-06-01' },
    );
    expect(then.notices).toEqual([]);
  });
});
