import { describe, expect, it } from 'vitest';
import { composeSections } from '../../src/answer/compose.js';
import type { IntentId } from '../../src/answer/response.js';
import { sentencesWithin, withoutRemarks } from '../../src/answer/sentences.js';
import { choicesAsSms, SMS_LENGTH, shortenForSms, writeSms } from '../../src/answer/sms.js';
import { place } from '../places/factories.js';
import { implementation, matterIn } from './factories.js';

const PHONE = '023-43000001';

describe('a text message', () => {
  const bureau = place({
    key: 'place-mz',
    name: '大足区民政局',
    regionCode: '500111',
    domains: ['民政'],
    address: '某路1号',
    phones: [PHONE],
  });
  const elements = {
    agency: [{ value: '区民政局', source: 0 }],
    exerciseLevels: [{ value: [{ level: 'county' as const }], source: 0 }],
    materials: [{ value: [{ name: '身份证', form: '原件' }, { name: '户口簿' }], source: 0 }],
  };
  const smsOf = (more: object, intent: IntentId, places = [bureau]): string => {
    const matter = matterIn('500111', [implementation({ ...elements, ...more })], { places });
    return writeSms(matter, composeSections(matter, intent));
  };

  it('stands by itself: the matter, what was asked, where, whom to call, and from where', () => {
    expect(smsOf({}, 'materials')).toBe(
      `某事（大足区）。申请材料：身份证（原件）；户口簿。地点：大足区民政局，某路1号。电话：${PHONE}（这是大足区民政局的办公电话）。据《dzq-001清单》，以办理窗口答复为准。`,
    );
  });

  it('names the hotline where no phone is known, and says so where nothing is', () => {
    expect(smsOf({}, 'materials', [])).toContain('咨询：12345。');
    expect(smsOf({}, 'fee', [])).toBe(
      '某事（大足区）。收费：现有资料没有写明是否收费。可向区民政局咨询，或拨打政务服务便民热线12345问清楚再去。可到：区县政务服务大厅。',
    );
  });

  it('names every paper before it tells the notes on one, and says when some are left out', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ name: `材料${n}`, note: '很长的说明'.repeat(6) }));
    const sms = smsOf({ materials: [{ value: many, source: 0 }] }, 'materials');
    expect(sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    expect(sms).toContain('材料0；材料1；材料2；');
    expect(sms).toContain('其余见完整答复。');
  });

  it('refers to the full answer rather than cutting a sentence', () => {
    const sentence = `凡${'符合规定的居民和单位，'.repeat(20)}都可以申请`;
    const sms = smsOf({ conditions: [{ value: [sentence], source: 0 }] }, 'conditions');
    expect(sms).toContain('受理条件：内容较长，请看问办的完整答复或拨12345问清。');
  });

  it('warns of what is second-hand or over', () => {
    const fee = { value: [{ amount: 9, text: '9元' }], source: 0 };
    expect(smsOf({ feeStandard: [{ ...fee, confidence: 'medium' }] }, 'fee')).toMatch(
      /请先打电话核实，以办理窗口答复为准。$/,
    );
    expect(smsOf({ feeStandard: [{ ...fee, validTo: '2024-12-31' }] }, 'fee')).toMatch(/资料期限已过，/);
  });
});

describe('other replies as a text message', () => {
  it('keep whole sentences and what must not be lost', () => {
    const long = `${'一句话有十个字左右。'.repeat(30)}`;
    const sms = shortenForSms(long, '以经办机构审核为准。');
    expect(sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    expect(sms).toMatch(/^(?:一句话有十个字左右。)+以经办机构审核为准。$/);
    expect(shortenForSms('请马上拨打119。')).toBe('请马上拨打119。');
  });

  it('offer all choices, however long their names', () => {
    const names = Array.from({ length: 4 }, (_, n) => `${n}号事项${'很长的名字'.repeat(12)}`);
    const sms = choicesAsSms(names);
    expect(sms.length).toBeLessThanOrEqual(SMS_LENGTH);
    for (const number of [1, 2, 3, 4]) expect(sms).toContain(`${number}.`);
    expect(choicesAsSms(['甲', '乙'])).toBe('您问的是哪一件？1.甲；2.乙。请回复数字；都不是请拨12345。');
  });
});

describe('sentences', () => {
  it('are kept whole', () => {
    expect(sentencesWithin('一二三。四五六。七八九', 9)).toBe('一二三。四五六。');
    expect(sentencesWithin('一二三四五六七八九十', 5)).toBe('');
    expect(sentencesWithin('第一行\n第二行', 20)).toBe('第一行。第二行');
  });

  it('lose remarks in brackets, not parts of names', () => {
    expect(withoutRemarks('乡镇（街道）中心（由于需要设备（含镇），不一定能办）、大厅')).toBe(
      '乡镇（街道）中心、大厅',
    );
    expect(withoutRemarks('半个（括号里有许多字')).toBe('半个（括号里有许多字');
  });
});
