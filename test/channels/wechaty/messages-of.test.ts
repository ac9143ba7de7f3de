import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REST_HINT } from '../../../src/answer/render.js';
import type { AskResponse } from '../../../src/answer/response.js';
import { MOST_MESSAGES, messagesOf } from '../../../src/channels/wechaty/messages-of.js';
import type { Wenban } from '../../../src/wenban.js';
import { answer } from '../../http/support.js';
import { openTestWenban } from '../../support-wenban.js';

const LONGEST = 400;
const lengthOf = (text: string): number => [...text].length;

/** An answer about materials, of which the reply shows the first few. */
function withMaterials(lines: string[], shown: number): AskResponse {
  const section = {
    key: 'materials',
    label: '申请材料',
    status: 'stated' as const,
    lines,
    data: {},
    sources: [],
  };
  return {
    ...answer,
    reply: `【居住证】\n申请材料：\n${lines.slice(0, shown).join('\n')}\n${REST_HINT}\n出处：《办法》`,
    answer: { item: { id: 'a', name: '居住证' }, sections: [section] },
  };
}

describe('a long answer', () => {
  it('is parted where a section begins', () => {
    const sections = ['办理流程', '材料', '地点'].map((label) => `${label}：${'字'.repeat(180)}`);
    const messages = messagesOf({ ...answer, answer: null, reply: ['【居住证】', ...sections].join('\n') });
    expect(messages).toEqual([['【居住证】', ...sections.slice(0, 2)].join('\n'), sections[2]]);
  });

  it('goes on with what the reply had no room for, and says nothing of details elsewhere', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `第${n + 1}种材料${'字'.repeat(40)}`);
    const messages = messagesOf(withMaterials(lines, 3));
    for (const line of lines) expect(messages.join('\n').split(line)).toHaveLength(2);
    expect(messages.join('\n')).not.toContain(REST_HINT);
    expect(messages.length).toBeLessThanOrEqual(MOST_MESSAGES);
  });

  it('is at most a few messages and says where there would be more', () => {
    const messages = messagesOf(
      withMaterials(
        Array.from({ length: 100 }, (_, n) => `第${n + 1}种材料${'字'.repeat(40)}`),
        3,
      ),
    );
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

  it('hold all of the reply, in short messages', async () => {
    for (const { name } of wenban.catalogue.current().items) {
      const response = await wenban.asker.ask({ question: name });
      const messages = messagesOf(response);
      expect(messages.length, name).toBeGreaterThan(0);
      expect(messages.length, name).toBeLessThanOrEqual(MOST_MESSAGES);
      const said = messages.join('\n');
      for (const line of response.reply.split('\n'))
        if (line !== REST_HINT && lengthOf(line) < LONGEST) expect(said, name).toContain(line);
      for (const message of messages) expect(lengthOf(message), name).toBeLessThan(LONGEST + 200);
    }
  });
});
