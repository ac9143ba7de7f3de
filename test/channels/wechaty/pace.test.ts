import { expect, it } from 'vitest';
import type { AskRequest, AskResponse } from '../../../src/answer/response.js';
import { FAILED } from '../../../src/channels/official-account/texts.js';
import type { BotOptions } from '../../../src/channels/wechaty/bot.js';
import { COURTESY } from '../../../src/channels/wechaty/phrases.js';
import { answer } from '../../http/support.js';
import { FakeTown } from '../../support/wechat/fake-citizen.js';

/** Says what was asked, and knows danger. */
function echo({ question }: AskRequest): AskResponse {
  const danger = question.includes('着火');
  return { ...answer, answer: null, kind: danger ? 'emergency' : 'answer', reply: `答：${question}` };
}

async function wideAwake(ask = echo, options: Partial<BotOptions> = {}): Promise<FakeTown> {
  const town = new FakeTown(ask, options);
  await town.wakeUp();
  return town;
}

it('of thirty messages in one breath the first are answered, one word stands for the rest', async () => {
  const town = await wideAwake();
  const li = town.citizen('李大姐');
  for (let n = 1; n <= 30; n++) await li.drops({ text: `问题${n}` });
  await town.answered();
  expect(town.heard()).toEqual(['答：问题1', '答：问题2', '答：问题3', COURTESY.tooFast.text]);
  expect(await li.says('问题31')).toEqual(['答：问题31']);
});

it('danger is answered before everything that waits, also by somebody who wrote too much', async () => {
  const town = await wideAwake();
  const li = town.citizen('李大姐');
  for (let n = 1; n <= 10; n++) await li.drops({ text: `问题${n}` });
  await li.drops({ text: '着火了' });
  await town.answered();
  expect(town.heard()[0]).toBe('答：着火了');
});

it('one who writes much takes no turn from others', async () => {
  const town = await wideAwake();
  const [li, wang] = [town.citizen('李大姐'), town.citizen('王师傅')];
  for (let n = 1; n <= 30; n++) await li.drops({ text: `问题${n}` });
  await wang.drops({ text: '社保卡' });
  await town.answered();
  expect(town.heard(wang.person)).toEqual(['答：社保卡']);
});

it('a crowd is told that it is one, and the queue stays bounded', async () => {
  const town = await wideAwake();
  for (let n = 1; n <= 100; n++) await town.citizen(`居民${n}`).drops({ text: '社保卡' });
  await town.answered();
  const heard = town.heard();
  expect(heard.filter((text) => text === '答：社保卡')).toHaveLength(60);
  expect(heard.filter((text) => text === COURTESY.crowded.text)).toHaveLength(20);
}, 60_000);

it('no minute holds more messages than allowed, and no two follow at once', async () => {
  const town = await wideAwake(echo, { perMinute: 5 });
  for (let n = 1; n <= 20; n++) await town.citizen(`居民${n}`).drops({ text: '社保卡' });
  await town.answered();
  const times = town.wechat.sent.map(({ at }) => at);
  expect(times).toHaveLength(20);
  for (const [index, at] of times.entries()) {
    expect(times.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(5);
    if (index > 0) expect(at - (times[index - 1] as number)).toBeGreaterThan(500);
  }
});

it('pauses grow with the text and differ by chance', async () => {
  const chances = [0.1, 0.9];
  const town = await wideAwake(echo, { random: () => chances.shift() ?? 0.5 });
  const li = town.citizen('李大姐');
  const took: number[] = [];
  for (const text of ['社保卡', '社保卡', '社保卡', '社保卡'.repeat(30)]) {
    const before = town.clock.now();
    await li.says(text);
    took.push(town.clock.now() - before);
  }
  const [quick, slow, usual, long] = took as [number, number, number, number];
  expect(quick).toBeLessThan(usual);
  expect(slow).toBeGreaterThan(usual);
  expect(long).toBeGreaterThan(usual);
  expect(long).toBeLessThan(7_000);
});

it('an answer to a message that was taken back is not sent', async () => {
  const { types } = await import('wechaty');
  const town = await wideAwake();
  const li = town.citizen('李大姐');
  await li.drops({ text: '问题1' });
  const id = await li.drops({ text: '我的卡号是什么' });
  await li.sends({ type: types.Message.Recalled, text: id });
  expect(town.heard()).toEqual(['答：问题1', COURTESY.recalled.text]);
});

it('a message that could not be sent is tried once more', async () => {
  const town = await wideAwake();
  town.wechat.refuse = 1;
  expect(await town.citizen('李大姐').says('社保卡')).toEqual(['答：社保卡']);
});

it('a message that cannot be sent holds up no others', async () => {
  const town = await wideAwake();
  town.wechat.refuse = 2;
  const li = town.citizen('李大姐');
  await li.drops({ text: '问题1' });
  await li.drops({ text: '问题2' });
  await town.answered();
  expect(town.heard()).toEqual(['答：问题2']);
});

it('when answering fails, it says so and whom to call, and answers the next', async () => {
  let broken = true;
  const town = await wideAwake((request) => {
    if (broken) throw new Error(`cannot answer ${request.question}`);
    return echo(request);
  });
  const li = town.citizen('李大姐');
  expect(await li.says('社保卡')).toEqual([FAILED]);
  broken = false;
  expect(await li.says('社保卡')).toEqual(['答：社保卡']);
  expect(town.logged).toContain('bot could not answer');
  expect(town.logged).not.toContain('社保卡');
});

it('follow-ups wait for the question before them', async () => {
  const order: string[] = [];
  const town = new FakeTown(async (request) => {
    order.push(`asked ${request.question}`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`answered ${request.question}`);
    return echo(request);
  });
  await town.wakeUp();
  const li = town.citizen('李大姐');
  await Promise.all([li.drops({ text: '一' }), li.drops({ text: '二' })]);
  await town.answered();
  expect(order).toEqual(['asked 一', 'answered 一', 'asked 二', 'answered 二']);
});

it('knows nobody again the next day, and the same person all day', async () => {
  const sessions: (string | undefined)[] = [];
  const town = await wideAwake((request) => {
    sessions.push(request.sessionId);
    return echo(request);
  });
  const li = town.citizen('李大姐');
  await li.says('社保卡');
  await li.says('要带什么');
  await town.clock.advance(24 * 60 * 60_000);
  await li.says('社保卡');
  expect(sessions[1]).toBe(sessions[0]);
  expect(sessions[2]).not.toBe(sessions[0]);
});

it('counts each answer once, as of the bot, and asks with the channel and a hashed session', async () => {
  const counted: number[] = [];
  const requests: AskRequest[] = [];
  const town = await wideAwake(
    (request) => {
      requests.push(request);
      return echo(request);
    },
    { recordAnswer: (_, seconds) => void counted.push(seconds) },
  );
  await town.citizen('李大姐').says('社保卡');
  expect(counted).toHaveLength(1);
  expect(requests[0]).toMatchObject({ question: '社保卡', channel: 'wechat' });
  expect(requests[0]?.sessionId).toMatch(/^bot-hash-of-/);
});
