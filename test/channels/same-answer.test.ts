import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';
import { miniProgramWayIn } from './mini-program/way-in.js';
import { officialAccountWayIn } from './official-account/way-in.js';
import { type OpenWayIn, type WayIn, withoutTrimmings } from './way-in.js';
import { webWayIn } from './web-way-in.js';
import { privateChatWayIn, roomWayIn } from './wechaty/way-in.js';

/** Every channel, a line each. */
const WAYS_IN: readonly (readonly [name: string, open: OpenWayIn])[] = [
  ['web', webWayIn],
  ['official account', officialAccountWayIn],
  ['mini-program', miniProgramWayIn],
  ['bot, private chat', privateChatWayIn],
  ['bot, in a room', roomWayIn],
];

/** One question of each kind of answer, and the intents that differ most in form. */
const QUESTIONS = [
  '垫江社保卡丢了怎么补',
  '大足区办居住证要带些啥子',
  '低保一个月多少钱',
  '老年优待证去哪里办',
  '公司开张',
  '刚生了娃要办些啥',
  '我妈75岁有高血压能享受啥',
  '双色球今晚开啥号',
  '有人落水了',
  '你好',
  '谢谢',
  'shebaoka diule zenme bu',
  '社保卡😀丢了𠮷怎么补',
  '养老保险要满足啥条件，交好多年',
];

let wenban: Wenban;
const ways = new Map<string, WayIn>();
beforeAll(async () => {
  wenban = await openTestWenban();
  for (const [name, open] of WAYS_IN) ways.set(name, await open(wenban));
});
afterAll(async () => {
  for (const way of ways.values()) await way.close();
  await wenban.close();
});

describe('every way in', () => {
  it.each(QUESTIONS)('gives the same answer to %s', async (question) => {
    const { reply } = await wenban.asker.ask({ question });
    for (const [name, way] of ways)
      expect(withoutTrimmings(await way.ask(question)), name).toBe(withoutTrimmings(reply));
  });
});
