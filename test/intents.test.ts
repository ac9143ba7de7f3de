import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTENTS } from '../intents/index.js';
import { INTENT_IDS } from '../src/answer/response.js';
import { SECTION_BUILDERS } from '../src/answer/sections/index.js';
import type { Wenban } from '../src/wenban.js';
import { openTestWenban } from './support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
  wenban.engine.current();
});
afterAll(() => wenban.close());

/** The intent of a question as the service reads it: cues, danger and the trained model. */
const intentOf = (question: string): string => wenban.engine.current().language.read(question).intent;

describe('intents', () => {
  it('are the ones of the contract, each once', () => {
    expect(INTENTS.map((intent) => intent.id).sort()).toEqual([...INTENT_IDS].sort());
  });

  const examples = INTENTS.filter(({ id }) => id !== 'outOfScope').flatMap(({ id, examples }) =>
    examples.map((example) => [example, id] as const),
  );
  it.each(examples)('%s → %s', (example, id) => {
    expect(intentOf(example)).toBe(id);
  });

  it.each(INTENTS.find(({ id }) => id === 'outOfScope')?.examples ?? [])(
    '%s → outOfScope, which only the whole catalogue can tell',
    async (example) => {
      const { kind, intent } = await wenban.asker.ask({ question: example });
      expect([kind, intent]).toEqual(['none', 'outOfScope']);
    },
  );

  it('name only sections that can be built or situations of their own', () => {
    const situations = ['eligibility', 'lifeEvent', 'emergency'];
    for (const { sections } of INTENTS)
      for (const key of sections) expect([...Object.keys(SECTION_BUILDERS), ...situations]).toContain(key);
  });

  it('reads the last clause of a long story', () => {
    const story = '我老汉儿七十三了，每年都要去社保所认证，今年腿摔断了走不动，这个要带什么材料去';
    expect(intentOf(story)).toBe('materials');
  });

  it('tells money received from money paid', () => {
    expect(intentOf('低保户一个月能领多少钱')).toBe('standard');
    expect(intentOf('补办驾驶证要多少钱')).toBe('fee');
  });

  it('answers a question that begins or ends with thanks', () => {
    expect(intentOf('要得，那电话发我一个')).toBe('phone');
    expect(intentOf('要带啥材料，谢谢')).toBe('materials');
    expect(intentOf('好的，谢谢你')).toBe('thanks');
  });

  it('hears no wish for a person in words that only hold one', () => {
    expect(intentOf('野鸡人工养殖，批下来给的是什么证')).not.toBe('human');
    expect(intentOf('人工')).toBe('human');
  });

  it('does not take aid after a fire for an emergency', () => {
    expect(intentOf('上个月屋头着火烧光了，能不能申请救助')).not.toBe('emergency');
    expect(intentOf('楼下着火了快来人')).toBe('emergency');
  });
});
