import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MESSAGE_LENGTH,
  MOST_MESSAGES,
  messagesOf,
  partText,
} from '../../../src/channels/wechaty/messages-of.js';
import type { Wenban } from '../../../src/wenban.js';
import { answer } from '../../http/support.js';
import { openTestWenban } from '../../support-wenban.js';

const lengthOf = (text: string): number => [...text].length;
const line = (label: string, length: number): string => `${label}：${'字'.repeat(length)}`;

describe('a long answer', () => {
  it('stays whole while it fits', () => {
    expect(partText(line('条件', 300))).toHaveLength(1);
  });

  it('is parted where a section begins, not inside a list', () => {
    const steps = ['办理流程：', `1. ${'甲'.repeat(120)}`, `2. ${'乙'.repeat(120)}`].join('\n');
    const text = ['【居住证】（大足区）', steps, line('材料', 120), line('地点', 100)].join('\n');
    const parts = partText(text);
    expect(parts).toHaveLength(2);
    expect(parts[0]).toBe(['【居住证】（大足区）', steps, line('材料', 120)].join('\n'));
    expect(parts[1]).toBe(line('地点', 100));
  });

  it('never leaves the heading alone', () => {
    const [first] = partText(['【居住证】（大足区）', line('条件', 380), line('地点', 100)].join('\n'));
    expect(first).toContain('条件');
  });

  it('loses no line, whatever its form', () => {
    const text = Array.from({ length: 40 }, (_, n) =>
      line(n % 3 ? '说明' : '这不是一个标题因为太长', n * 7),
    ).join('\n');
    const parts = partText(text);
    expect(parts.join('\n')).toBe(text);
    for (const part of parts) expect(lengthOf(part)).toBeLessThanOrEqual(MESSAGE_LENGTH);
  });

  it('is never cut inside a character', () => {
    const parts = partText('𠮷'.repeat(1_000));
    expect(parts.map(lengthOf)).toEqual([400, 400, 200]);
    expect(parts.join('')).toBe('𠮷'.repeat(1_000));
  });

  it('gives in full what the reply had no room for', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `第${n + 1}种材料：${'字'.repeat(40)}`);
    const section = {
      key: 'materials',
      label: '申请材料',
      status: 'stated',
      lines,
      data: {},
      sources: [],
    } as const;
    const messages = messagesOf({
      ...answer,
      reply: `【居住证】\n申请材料：\n${lines.slice(0, 3).join('\n')}\n……（余下内容见详情）`,
      answer: { item: { id: 'a', name: '居住证' }, sections: [{ ...section, lines, sources: [] }] },
    });
    const all = messages.join('\n');
    for (const one of lines) expect(all).toContain(one);
    expect(messages.length).toBeLessThanOrEqual(MOST_MESSAGES);
  });

  it('is at most a few messages and says where there would be more', () => {
    const lines = Array.from({ length: 100 }, (_, n) => `${n}${'字'.repeat(40)}`);
    const section = {
      key: 'materials',
      label: '申请材料',
      status: 'stated' as const,
      lines,
      data: {},
      sources: [],
    };
    const messages = messagesOf({
      ...answer,
      answer: { item: { id: 'a', name: '甲' }, sections: [section] },
    });
    expect(messages).toHaveLength(MOST_MESSAGES);
    expect(messages.at(-1)).toContain('没有全部列出');
  });
});

describe('the answers about every matter', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());

  it('keep all of the reply, in short messages', async () => {
    for (const { name } of wenban.catalogue.current().items) {
      const response = await wenban.asker.ask({ question: name });
      const messages = messagesOf(response);
      expect(messages.length, name).toBeGreaterThan(0);
      expect(messages.length, name).toBeLessThanOrEqual(MOST_MESSAGES);
      expect(messages.join('\n').startsWith(response.reply), name).toBe(true);
      for (const message of messages)
        expect(lengthOf(message), name).toBeLessThanOrEqual(MESSAGE_LENGTH + 60);
    }
  });
});
