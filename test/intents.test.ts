import { describe, expect, it } from 'vitest';
import { INTENTS } from '../intents/index.js';
import { INTENT_IDS } from '../src/answer/response.js';
import { SECTION_BUILDERS } from '../src/answer/sections/index.js';
import { readIntent } from '../src/language/intent.js';
import { normalise } from '../src/language/normalise.js';

describe('intents', () => {
  it('are the ones of the contract, each once', () => {
    expect(INTENTS.map((intent) => intent.id).sort()).toEqual([...INTENT_IDS].sort());
  });

  const examples = INTENTS.filter(({ id }) => id !== 'outOfScope').flatMap(({ id, examples }) =>
    examples.map((example) => [example, id] as const),
  );
  it.each(examples)('%s → %s', (example, id) => {
    expect(readIntent(normalise(example)).intent).toBe(id);
  });

  it('name only sections that can be built or situations of their own', () => {
    const situations = ['eligibility', 'lifeEvent', 'emergency'];
    for (const { sections } of INTENTS)
      for (const key of sections) expect([...Object.keys(SECTION_BUILDERS), ...situations]).toContain(key);
  });

  it('reads the last clause of a long story', () => {
    const story = '我老汉儿七十三了，每年都要去社保所认证，今年腿摔断了走不动，这个要带什么材料去';
    expect(readIntent(normalise(story)).intent).toBe('materials');
  });

  it('tells money received from money paid', () => {
    expect(readIntent(normalise('低保户一个月能领多少钱')).intent).toBe('standard');
    expect(readIntent(normalise('补办驾驶证要多少钱')).intent).toBe('fee');
  });

  it('answers a question that begins or ends with thanks', () => {
    expect(readIntent(normalise('要得，那电话发我一个')).intent).toBe('phone');
    expect(readIntent(normalise('要带啥材料，谢谢')).intent).toBe('materials');
    expect(readIntent(normalise('好的，谢谢你')).intent).toBe('thanks');
  });

  it('hears no wish for a person in words that only hold one', () => {
    expect(readIntent(normalise('野鸡人工养殖，批下来给的是什么证')).intent).not.toBe('human');
    expect(readIntent(normalise('人工')).intent).toBe('human');
  });

  it('does not take aid after a fire for an emergency', () => {
    expect(readIntent(normalise('上个月屋头着火烧光了，能不能申请救助')).intent).not.toBe('emergency');
    expect(readIntent(normalise('楼下着火了快来人')).intent).toBe('emergency');
  });
});
