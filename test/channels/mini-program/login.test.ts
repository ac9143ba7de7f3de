import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SessionTokens } from '../../../src/channels/mini-program/session-tokens.js';
import { TextSealer } from '../../../src/privacy/sealed-text.js';
import { SECRET, type Stage, startStage } from './stage.js';

const LOGIN = '/sns/jscode2session';
let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(() => {
  stage.weixin.behave(LOGIN);
  vi.useRealTimers();
});

const login = (code: unknown) => stage.stranger().post('/session', { code });

describe('a login', () => {
  it('gives a session of two hours, and nothing of WeChat', async () => {
    const { openId } = stage.stranger();
    const sessionKey = 'c2Vzc2lvbi1rZXktb2YtdGhlLXVzZXI=';
    const { status, json } = await login(stage.weixin.loginCode({ openId, sessionKey }));
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(['token', 'expiresAt', 'expiresIn']);
    expect(json.expiresIn).toBe(7_200);
    expect(Date.parse(json.expiresAt)).toBeGreaterThan(Date.now() + 7_100_000);
    const readable = JSON.stringify(json) + Buffer.from(json.token, 'base64').toString('latin1');
    for (const secret of [openId, sessionKey, SECRET]) expect(readable).not.toContain(secret);
  });

  it('is not asked for again by a session that holds', async () => {
    const citizen = await stage.citizen();
    const before = stage.weixin.callsOf(LOGIN).length;
    expect((await citizen.get('/me')).status).toBe(200);
    expect(stage.weixin.callsOf(LOGIN)).toHaveLength(before);
  });

  it('is of the same person each time', async () => {
    const citizen = await stage.citizen();
    await citizen.patch('/me', { bigType: true });
    const again = await stage.citizen(citizen.openId);
    expect(again.token).not.toBe(citizen.token);
    expect((await again.get('/me')).json.bigType).toBe(true);
  });

  it('takes a code once', async () => {
    const code = stage.weixin.loginCode(stage.stranger());
    expect((await login(code)).status).toBe(200);
    const { status, json } = await login(code);
    expect([status, json.code]).toEqual([401, 'login.code_used']);
    expect(json.detail).toMatch(/已经用过，请退出小程序后重新进入/);
  });

  it.each([
    [40029, 401, 'login.code_invalid', /无效或已超过5分钟/],
    [40163, 401, 'login.code_used', /已经用过/],
    [45011, 429, 'login.too_often', /60 秒后再试/],
    [40226, 403, 'login.user_blocked', /微信限制/],
    [-1, 503, 'weixin.away', /稍后再试/],
    [40125, 503, 'weixin.away', /稍后再试/],
    [40164, 503, 'weixin.away', /稍后再试/],
  ])('that WeChat refuses with %d gets %d', async (errcode, status, code, words) => {
    stage.weixin.misbehave(LOGIN, { errcode });
    const reply = await login('code');
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.json).toMatchObject({ status, code, detail: expect.stringMatching(words) });
    if (status === 429) expect(reply.headers.get('retry-after')).toBe('60');
  });

  it.each(['html', 'cutOff', 'hangUp', 'status500', 'notJson'] as const)(
    'while WeChat answers with %s gets 503',
    async (broken) => {
      stage.weixin.misbehave(LOGIN, { broken });
      expect((await login('code')).json.code).toBe('weixin.away');
    },
  );

  it.each([
    [undefined],
    [''],
    ['a b'],
    ['码'.repeat(10)],
    ['x'.repeat(10_000)],
    [['code']],
    [{ $gt: '' }],
    ['😀'],
  ])('with %j for a code is refused without asking WeChat', async (code) => {
    const before = stage.weixin.callsOf(LOGIN).length;
    expect((await login(code)).status).toBe(422);
    expect(stage.weixin.callsOf(LOGIN)).toHaveLength(before);
  });
});

describe('a session', () => {
  const with_ = async (token: string | null) => {
    const stranger = stage.stranger();
    stranger.token = token;
    const { status, json } = await stranger.get('/me');
    return [status, json.code];
  };
  const refused = [401, 'resident.not_signed_in'];

  it('is needed', async () => {
    expect(await with_(null)).toEqual(refused);
    const { headers } = await stage.stranger().get('/me');
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is over after two hours', async () => {
    const { token } = await stage.citizen();
    const now = Date.now();
    vi.useFakeTimers({ now: now + 2 * 3_600_000 - 60_000, toFake: ['Date'] });
    expect((await with_(token))[0]).toBe(200);
    vi.setSystemTime(now + 2 * 3_600_000 + 1_000);
    expect(await with_(token)).toEqual(refused);
  });

  it('that was changed anywhere is refused', async () => {
    const { token } = await stage.citizen();
    const [time = '', sealed = '', signature = ''] = token?.split('.') ?? [];
    const other = (await stage.citizen()).token?.split('.') ?? [];
    const later = (Number.parseInt(time, 36) + 3_600_000).toString(36);
    const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    for (const forged of [
      `${later}.${sealed}.${signature}`,
      `${time}.${other[1]}.${signature}`,
      `${time}.${flipped(sealed)}.${signature}`,
      `${time}.${sealed}.${flipped(signature)}`,
      `${time}.${sealed}.`,
      `${time}.${sealed}`,
      `${token}.`,
      `${token}x`,
      '..',
      'null',
      'x'.repeat(500),
      'eyJhbGciOiJub25lIn0.eyJvcGVuSWQiOiJvIn0.',
    ])
      expect(await with_(forged), forged).toEqual(refused);
  });

  it('of another installation is refused', async () => {
    const elsewhere = new SessionTokens(randomBytes(32), new TextSealer([randomBytes(32)]));
    const { token } = elsewhere.issue('oUser');
    expect(elsewhere.read(token)?.openId).toBe('oUser');
    expect(await with_(token)).toEqual(refused);
  });
});

it('leaves no secret in the log', async () => {
  stage.weixin.misbehave(LOGIN, { errcode: 40125 });
  const code = stage.weixin.loginCode(stage.stranger(), 'code-of-a-phone');
  await login(code);
  stage.weixin.behave(LOGIN);
  const citizen = await stage.citizen();
  await citizen.get('/me');
  const log = stage.log.join('');
  expect(log).toContain('a login failed');
  for (const secret of [SECRET, code, citizen.openId, citizen.token as string])
    expect(log).not.toContain(secret);
});
