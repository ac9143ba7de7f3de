import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wenban } from '../../src/wenban.js';
import { noticeOf, post } from '../notices/factories.js';
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
  '驾照',
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

  it.each(['垫江社保卡丢了怎么补', '我妈75岁有高血压能享受啥', '刚生了娃要办些啥', '驾照'])(
    'shows the same notice first with the answer to %s',
    async (question) => {
      const text = '系统升级，暂停<b>办理</b>';
      const always = { from: '2020-01-01T00:00', until: '2099-12-31T23:59', regionCode: null };
      await post(wenban, noticeOf({ text, ...always }), noticeOf({ kind: 'payment', ...always }));
      const { reply, notices } = await wenban.asker.ask({ question });
      const [first = '', second] = reply.split('\n');
      expect(first).toBe(`【停办通知】${text}（垫江县人力社保局，至2099年12月31日）`);
      expect(notices.map(({ line }) => line)).toEqual([first, second]);
      for (const [name, way] of ways) {
        const read = withoutTrimmings(await way.ask(question));
        expect(read.startsWith(first), name).toBe(true);
        expect(read, name).toBe(withoutTrimmings(reply));
      }
      await post(wenban);
      for (const [name, way] of ways) expect(await way.ask(question), name).not.toContain('停办');
    },
  );

  it('never puts a notice before a call for help', async () => {
    await post(wenban, noticeOf({ from: '2020-01-01T00:00', until: '2099-12-31T23:59', regionCode: null }));
    for (const [name, way] of ways) {
      const read = await way.ask('有人落水了');
      expect(read, name).toMatch(/^[^\n]*(110|119|120)/);
      expect(read, name).not.toContain('停办');
    }
    await post(wenban);
  });
});
