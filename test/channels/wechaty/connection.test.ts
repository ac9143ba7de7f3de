import { beforeEach, describe, expect, it } from 'vitest';
import { ScanStatus } from 'wechaty';
import type { BotStatus } from '../../../src/channels/wechaty/bot-status.js';
import { backOffMs } from '../../../src/channels/wechaty/pace.js';
import { showInTerminal } from '../../../src/channels/wechaty/terminal-qr.js';
import { answer } from '../../http/support.js';
import { type FakeCitizen, FakeTown } from '../../support/wechat/fake-citizen.js';
import { BOT } from '../../support/wechat/fake-wechat.js';
import { rest } from '../../support/wechat/stepped-clock.js';

const CODE = 'http://weixin.qq.com/x/secret-code';
/** Longer than the longest wait between two tries. */
const A_WHILE_MS = 6 * 60_000;

let town: FakeTown;
let li: FakeCitizen;
beforeEach(() => {
  town = new FakeTown(({ question }) => ({ ...answer, answer: null, reply: `答：${question}` }));
  li = town.citizen('李大姐');
});

const state = (): BotStatus['state'] => town.bot.status.current().state;

/** The connection breaks as puppets break: error upon error. */
async function breakDown(): Promise<void> {
  for (let n = 0; n < 5; n++) town.wechat.current().emit('error', { data: `wxid-1-secret 不在线 ${n}` });
  await rest();
}

describe('the status', () => {
  it('goes from a code to scan, which may be renewed, to a login', async () => {
    const seen: BotStatus[] = [];
    town.bot.status.onChange((status) => seen.push(status));
    town.bot.start();
    await rest();
    const { mocker } = town.wechat.current();
    mocker.scan(CODE);
    mocker.scan(CODE);
    await town.clock.advance(30_000);
    mocker.scan(`${CODE}-2`, ScanStatus.Timeout);
    mocker.scan(`${CODE}-2`, ScanStatus.Scanned);
    await town.login();
    expect(seen).toEqual([
      { state: 'loggedOut', since: '2026-03-02T01:00:00.000Z' },
      { state: 'scanning', qrUrl: CODE, since: '2026-03-02T01:00:00.000Z' },
      { state: 'scanning', qrUrl: `${CODE}-2`, since: '2026-03-02T01:00:00.000Z' },
      { state: 'loggedIn', since: '2026-03-02T01:00:30.000Z' },
    ]);
    expect(town.logged).not.toContain('secret-code');
  });

  it('shows the code in the terminal', async () => {
    const lines: string[] = [];
    town.bot.status.onChange(showInTerminal((text) => lines.push(text)));
    town.bot.start();
    await rest();
    town.wechat.current().mocker.scan(CODE);
    await expect.poll(() => lines.join('\n')).toMatch(/扫码登录[\s\S]*[▀▄█]{10}/);
  });

  it('is stopped at the end, and nothing is answered any more', async () => {
    expect(state()).toBe('stopped');
    await town.wakeUp();
    await town.bot.stop();
    expect(state()).toBe('stopped');
    expect(town.wechat.current().state.active()).toBe(false);
    await town.clock.advance(A_WHILE_MS);
    expect(town.wechat.opened).toBe(1);
  });

  it('stopping waits for no pause and drops what has not been sent', async () => {
    await town.wakeUp();
    await li.drops({ text: '社保卡' });
    const before = town.clock.now();
    await town.bot.stop();
    expect(town.clock.now()).toBe(before);
    expect(town.heard()).toEqual([]);
    expect(town.logged).toContain('"dropped":1');
  });
});

describe('after a fault', () => {
  it('a single one is logged without its words and changes nothing', async () => {
    await town.wakeUp();
    town.wechat.current().emit('error', { data: 'wxid-1-secret 不是好友' });
    await town.clock.advance(A_WHILE_MS);
    expect(state()).toBe('loggedIn');
    expect(town.wechat.opened).toBe(1);
    expect(town.logged).toContain('bot fault');
    expect(town.logged).not.toMatch(/wxid|好友/);
  });

  it('many at once make it connect anew, and it answers again', async () => {
    await town.wakeUp();
    await breakDown();
    expect(state()).toBe('reconnecting');
    await town.clock.advance(2_000);
    expect(town.wechat.opened).toBe(2);
    await town.login();
    expect(state()).toBe('loggedIn');
    expect(await li.says('社保卡')).toEqual(['答：社保卡']);
  });

  it('sends after the new login what waited, unless it is too old', async () => {
    await town.wakeUp();
    await li.drops({ text: '早的' });
    await breakDown();
    await town.clock.advance(2_000);
    await town.login();
    await town.answered();
    expect(town.heard()).toEqual(['答：早的']);

    await li.drops({ text: '久的' });
    await breakDown();
    await town.clock.advance(A_WHILE_MS);
    await town.login();
    await town.answered();
    expect(town.heard()).toEqual([]);
    expect(town.logged).toContain('expired unsent');
  });

  it('of a puppet that stops by itself, it opens another', async () => {
    await town.wakeUp();
    const puppet = town.wechat.current();
    await puppet.stop();
    puppet.emit('error', { data: 'gone' });
    await rest();
    expect(state()).toBe('reconnecting');
    await town.clock.advance(2_000);
    expect(town.wechat.opened).toBe(2);
  });

  it('waits longer each time, and shortly again after a login that held', async () => {
    await town.wakeUp();
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      const before = { opened: town.wechat.opened, at: town.clock.now() };
      await breakDown();
      while (town.wechat.opened === before.opened) await town.clock.advance(500);
      waits.push(town.clock.now() - before.at);
    }
    for (let n = 1; n < 8; n++) expect(waits[n]).toBeGreaterThan(1.5 * (waits[n - 1] as number));
    expect(Math.max(...waits)).toBeLessThanOrEqual(5 * 60_000);

    await town.login();
    await town.clock.advance(61_000);
    const opened = town.wechat.opened;
    await breakDown();
    await town.clock.advance(2_000);
    expect(town.wechat.opened).toBe(opened + 1);
  });
});

describe('a puppet that falls silent', () => {
  it('without a code or a login is replaced after a minute', async () => {
    town.bot.start();
    await town.clock.advance(59_000);
    expect(town.wechat.opened).toBe(1);
    await town.clock.advance(3_000);
    expect(town.wechat.opened).toBe(2);
  });

  it('with a code that nobody scans is replaced after ten minutes without a new one', async () => {
    town.bot.start();
    await rest();
    town.wechat.current().mocker.scan(CODE);
    await town.clock.advance(9 * 60_000);
    expect(town.wechat.opened).toBe(1);
    await town.clock.advance(2 * 60_000);
    expect(town.wechat.opened).toBe(2);
  });

  it('after a logout is replaced after a minute', async () => {
    await town.wakeUp();
    town.wechat.current().emit('logout', { contactId: BOT.id, data: 'kicked' });
    await rest();
    expect(state()).toBe('loggedOut');
    await town.clock.advance(63_000);
    expect(town.wechat.opened).toBe(2);
  });
});

it('waits are left to chance by up to a half, and bounded', () => {
  expect([0, 1].map((chance) => backOffMs(1, () => chance))).toEqual([1_000, 2_000]);
  expect([0, 1].map((chance) => backOffMs(4, () => chance))).toEqual([8_000, 16_000]);
  expect([0, 1].map((chance) => backOffMs(1_000, () => chance))).toEqual([150_000, 300_000]);
});
