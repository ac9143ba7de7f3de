import { describe, expect, it } from 'vitest';
import { menuLink, toMessages } from '../../src/channels/official-account/render.js';
import { splitReply } from '../../src/channels/split-reply.js';
import { randomText, seeded } from '../support/random.js';

const REPLY = `【核发居住证】（大足区）
申请材料：
本人居民身份证或居民户口簿（原件）
近期正面免冠彩色照片
条件：在渝居住的非本市户籍公民
收费：首次申领免费
出处：《居住证暂行条例》`;

describe('a reply that is too long', () => {
  it('is cut between sections', () => {
    const parts = splitReply(REPLY, 200);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.join('\n')).toBe(REPLY);
    for (const part of parts.slice(1)) expect(part).toMatch(/^(?:申请材料|条件|收费|出处)：/);
  });

  it('is left alone when it fits', () => {
    expect(splitReply(REPLY, 2_048)).toEqual([REPLY]);
  });

  it('breaks a long line at the end of a sentence', () => {
    const [first = ''] = splitReply('今天先到窗口登记。'.repeat(20), 100);
    expect(first).toMatch(/。$/);
  });

  it('never breaks a link', () => {
    const link = menuLink('2. 内资企业及分支机构设立登记', '2', '2');
    for (const before of [0, 10, 25, 40]) {
      const parts = splitReply(`${'字'.repeat(before)}${link}${'字'.repeat(60)}`, 150);
      expect(parts.join('')).toContain(link);
      expect(parts.some((part) => part.includes(link))).toBe(true);
    }
  });

  it('loses nothing and fits, whatever it says', () => {
    const random = seeded(7);
    for (let round = 0; round < 500; round++) {
      const text = randomText(random, 900);
      const limit = 64 + Math.floor(random() * 1_000);
      const parts = splitReply(text, limit);
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(limit);
      expect(parts.join('').replace(/\n/g, '')).toBe(text.replace(/\n/g, ''));
      expect(parts.join('')).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
  });
});

describe('what cannot be sent', () => {
  it('is kept, and the last message says how to get it', () => {
    const { parts, rest } = toMessages(REPLY, null, 240, 1);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatch(/msgmenucontent=%E6%9B%B4%E5%A4%9A&msgmenuid=more">回复“更多”看余下内容<\/a>$/);
    expect(Buffer.byteLength(parts[0] ?? '')).toBeLessThanOrEqual(240);
    expect(`${parts[0]?.split('\n<a')[0]}\n${rest}`).toBe(REPLY);
  });

  it('stands behind what was kept before', () => {
    expect(toMessages(REPLY, '申请材料（续）：\n照片', 240, 1).rest).toMatch(
      /出处：《居住证暂行条例》\n申请材料（续）：\n照片$/,
    );
    expect(toMessages('短', '余下', 600, 1)).toMatchObject({
      rest: '余下',
      parts: [expect.stringContaining('更多')],
    });
    expect(toMessages(REPLY, null, 200, 9)).toMatchObject({ rest: null });
  });
});
