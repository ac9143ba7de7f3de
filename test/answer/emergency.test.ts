import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emergencyReply } from '../../src/answer/emergency.js';
import { Asker } from '../../src/ask.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import type { Understanding } from '../../src/language/frame.js';
import type { Engine } from '../../src/matching/engine.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

describe('whom to call', () => {
  it.each([
    [['fire'], '119'],
    [['gas', 'mind'], '119'],
    [['violence'], '110'],
    [['fraud'], '110'],
    [['water'], '119'],
    [['suicide', 'poison'], '12356'],
    [['poison'], '120'],
    [[], '120'],
  ])('%j: %s in the first sentence', (signs, number) => {
    const [sentence] = emergencyReply(signs, '').split('。');
    expect(sentence).toContain(number);
  });

  it('speaks to whoever watches somebody, and to whoever wants to die himself', () => {
    expect(emergencyReply(['suicide'], '楼上有人要跳楼')).toContain('守着他');
    expect(emergencyReply(['suicide'], '我不想活了')).toContain('叫身边的人陪着您');
  });

  it('asks for a missing person what the police will ask', () => {
    expect(emergencyReply(['missing'], '娃儿不见了')).toMatch(/^请马上拨打110.*什么时候、在哪里不见的/);
  });
});

describe('a call for help', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());

  it.each([
    ['救命啊，厨房起火了', '119'],
    ['有人在撬我家的门，我一个人在屋头', '110'],
    ['骗子喊我转账，我正在转五万过去', '110'],
    ['我不想活了，药都买好了', '12356'],
  ])('%s is told to call %s and offered no matter', async (question, number) => {
    const response = await wenban.asker.ask({ question });
    expect(response.kind).toBe('emergency');
    expect(response.reply.split('。')[0]).toContain(number);
    expect(response.candidates).toEqual([]);
  });

  it('that may be none also offers the matter', async () => {
    const asker = new Asker({
      engine: () => doubting(wenban.engine.current(), '社保卡丢了怎么补'),
      conversations: new MemoryConversations(),
      homeRegion: null,
      today: () => '2026-11-27',
    });
    const response = await asker.ask({ question: '社保卡丢了怎么补', sessionId: 'doubt' });
    expect(response.kind).toBe('emergency');
    expect(response.reply).toMatch(/^请马上拨打110/);
    expect(response.reply).toMatch(/如果没有危险，只是想办“补、换社会保障卡”，请回复1。$/);
    const chosen = await asker.ask({ question: '1', sessionId: 'doubt' });
    expect(chosen.answer?.item.name).toBe('补、换社会保障卡');
    expect(chosen.intent).toBe('overview');
  });

  /** An engine that takes one message for a call for help without being sure. */
  function doubting(engine: Engine, message: string): Engine {
    const language: Understanding = Object.create(engine.language);
    language.read = (raw) => {
      const frame = engine.language.read(raw);
      if (raw !== message) return frame;
      const danger = { signs: ['robbery'], sure: false };
      return {
        ...frame,
        intent: 'emergency',
        reading: { intent: 'emergency', strength: 3, cues: [], danger },
      };
    };
    return { ...engine, language };
  }
});
