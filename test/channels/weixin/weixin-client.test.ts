import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AccessTokens } from '../../../src/channels/weixin/access-tokens.js';
import { MemoryTokenStore, RedisTokenStore } from '../../../src/channels/weixin/token-store.js';
import { WeixinClient } from '../../../src/channels/weixin/weixin-client.js';
import { WeixinHttp } from '../../../src/channels/weixin/weixin-http.js';
import { connectRedis, untilConnected } from '../../../src/storage/redis.js';
import { REDIS_URL, redisReachable } from '../../support/redis.js';
import { WeixinStandIn } from '../../support/weixin/weixin-server.js';

const reachable = await redisReachable();
const account = { appId: `wx${randomBytes(8).toString('hex')}`, appSecret: 'a-secret-of-this-account' };
let weixin: WeixinStandIn;
let client: WeixinClient;

beforeEach(async () => {
  weixin = await WeixinStandIn.start([account]);
  client = new WeixinClient({ account, apiBase: weixin.base });
});
afterEach(() => weixin.stop());

const tokenCalls = () => weixin.callsOf('/cgi-bin/stable_token');

describe('calls of WeChat', () => {
  it('exchange a login code once and within five minutes', async () => {
    const code = weixin.loginCode({ openId: 'oUser', unionId: 'uUser', sessionKey: 'key==' });
    expect(await client.login(code)).toEqual({ openId: 'oUser', unionId: 'uUser', sessionKey: 'key==' });
    await expect(client.login(code)).rejects.toMatchObject({ fault: 'codeUsed', errcode: 40163 });
    await expect(client.login('made-up')).rejects.toMatchObject({ fault: 'codeInvalid' });
    const late = weixin.loginCode({ openId: 'oUser' });
    weixin.clock.advance(5 * 60_000);
    await expect(client.login(late)).rejects.toMatchObject({ fault: 'codeInvalid' });
    weixin.block('oBlocked');
    await expect(client.login(weixin.loginCode({ openId: 'oBlocked' }))).rejects.toMatchObject({
      fault: 'userBlocked',
    });
  });

  it('count logins of one user', async () => {
    for (let time = 0; time < 100; time++) await client.login(weixin.loginCode({ openId: 'oMany' }));
    await expect(client.login(weixin.loginCode({ openId: 'oMany' }))).rejects.toMatchObject({
      fault: 'tooOften',
    });
  });

  it('check content of somebody who was here within two hours', async () => {
    weixin.visit('oUser');
    expect(await client.checkContent('低保怎么办', 'oUser', 2)).toMatchObject({
      suggest: 'pass',
      label: 100,
    });
    expect((await client.checkContent('这是违规内容', 'oUser', 2)).suggest).toBe('risky');
    await expect(client.checkContent('长'.repeat(2_501), 'oUser', 2)).rejects.toMatchObject({
      fault: 'messageTooLong',
    });
    weixin.clock.advance(2 * 3_600_000 + 1);
    await expect(client.checkContent('好', 'oUser', 2)).rejects.toMatchObject({ fault: 'openIdStale' });
  });

  it('send customer messages within window, number and length', async () => {
    await expect(client.sendCustomText('oUser', '您好')).rejects.toMatchObject({ fault: 'windowClosed' });
    weixin.messages.open('oUser', 'click');
    await expect(client.sendCustomText('oUser', '字'.repeat(683))).rejects.toMatchObject({
      fault: 'messageTooLong',
    });
    for (const text of ['一', '二', '三']) await client.sendCustomText('oUser', text);
    await expect(client.sendCustomText('oUser', '四')).rejects.toMatchObject({ fault: 'messagesUsedUp' });
    expect(weixin.messages.delivered.map(({ text }) => text)).toEqual(['一', '二', '三']);
    weixin.messages.open('oUser', 'click');
    weixin.clock.advance(60_000);
    await expect(client.sendCustomText('oUser', '五')).rejects.toMatchObject({ fault: 'windowClosed' });
  });

  it('send a subscription message for each acceptance', async () => {
    const message = { openId: 'oUser', templateId: 't1', page: 'pages/item', data: { thing1: '社保卡补办' } };
    weixin.acceptSubscription('oUser', 't1');
    await client.sendSubscription(message);
    expect(weixin.subscriptions[0]).toMatchObject({
      touser: 'oUser',
      data: { thing1: { value: '社保卡补办' } },
    });
    await expect(client.sendSubscription(message)).rejects.toMatchObject({ fault: 'notSubscribed' });
  });

  it('make a link to the mini-program, for thirty days at most', async () => {
    expect(await client.generateScheme({ path: 'pages/item', query: 'id=dj-017', validDays: 30 })).toMatch(
      /^weixin:\/\/dl\/business\/\?t=/,
    );
    await expect(client.generateScheme({ path: '', validDays: 31 })).rejects.toMatchObject({
      errcode: 85401,
    });
    weixin.released = false;
    await expect(client.generateScheme({ path: '', validDays: 1 })).rejects.toMatchObject({
      fault: 'notReleased',
    });
  });

  it('fetch media, or say that there are none', async () => {
    const bytes = randomBytes(3_000);
    weixin.addMedia('voice-1', bytes, 'audio/amr');
    expect(await client.downloadMedia('voice-1')).toEqual({ bytes, contentType: 'audio/amr' });
    await expect(client.downloadMedia('voice-2')).rejects.toMatchObject({ fault: 'mediaInvalid' });
  });
});

describe('a WeChat that does not work', () => {
  it.each([
    ['html', 'malformed'],
    ['notJson', 'malformed'],
    ['status500', 'status'],
    ['cutOff', 'connection'],
    ['hangUp', 'connection'],
  ] as const)('(%s) becomes one kind of error', async (broken, reason) => {
    weixin.misbehave('/wxa/generatescheme', { broken });
    await expect(client.generateScheme({ path: '', validDays: 1 })).rejects.toMatchObject({
      name: 'WeixinUnreachableError',
      reason,
    });
  });

  it('that is slow is given up', async () => {
    weixin.misbehave('/wxa/generatescheme', { delayMs: 2_000 });
    const hasty = new WeixinClient({ account, apiBase: weixin.base, timeoutMs: 300 });
    await hasty.sendCustomText('oUser', '您好').catch(() => undefined);
    await expect(hasty.generateScheme({ path: '', validDays: 1 })).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('leaks neither secret nor token nor code through its errors', async () => {
    const errors: unknown[] = [];
    const note = (error: unknown) => errors.push(error);
    await client.login('made-up-code').catch(note);
    await new WeixinClient({ account: { ...account, appSecret: 'wrong-secret' }, apiBase: weixin.base })
      .sendCustomText('oUser', '您好')
      .catch(note);
    await client.sendCustomText('oUser', '您好').catch(note);
    weixin.misbehave('/cgi-bin/message/custom/send', { broken: 'hangUp' });
    await client.sendCustomText('oUser', '您好').catch(note);
    expect(errors).toHaveLength(4);
    const token = String(weixin.callsOf('/cgi-bin/message/custom/send')[0]?.query.get('access_token'));
    const told = errors.map(
      (error) => JSON.stringify(error) + (error as Error).stack + String((error as Error).cause),
    );
    for (const secret of ['made-up-code', account.appSecret, 'wrong-secret', token, 'oUser'])
      expect(told.join()).not.toContain(secret);
  });
});

describe('the access token', () => {
  const check = () => client.generateScheme({ path: '', validDays: 1 });

  it('is fetched once for many who ask at the same time, and kept', async () => {
    await Promise.all(Array.from({ length: 50 }, check));
    await check();
    expect(tokenCalls()).toHaveLength(1);
  });

  it.each([
    ['revoked by somebody else (40001)', () => weixin.tokens.revoke(account.appId)],
    ['run out by WeChat’s clock (42001)', () => weixin.clock.advance(7_200_000)],
  ])('%s is replaced once, without failing the call', async (_, spoil) => {
    await check();
    spoil();
    await Promise.all(Array.from({ length: 20 }, check));
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is not tried a third time', async () => {
    weixin.misbehave('/wxa/generatescheme', { errcode: 40014 });
    await expect(check()).rejects.toMatchObject({ fault: 'tokenRefused' });
    expect(weixin.callsOf('/wxa/generatescheme')).toHaveLength(2);
  });

  it('is renewed by force when WeChat gives the refused one again, and not by force at once again', async () => {
    weixin.misbehave('/wxa/generatescheme', { errcode: 40001, times: 3 });
    await check().catch(() => undefined);
    expect(tokenCalls().map(({ body }) => body.force_refresh)).toEqual([false, false, true]);
    await check().catch(() => undefined);
    expect(tokenCalls().filter(({ body }) => body.force_refresh)).toHaveLength(1);
  });

  it('is renewed five minutes before its end', async () => {
    const { clock } = weixin;
    const http = new WeixinHttp(weixin.base);
    const tokens = new AccessTokens({ account, http, store: new MemoryTokenStore(), now: clock.now });
    const first = await tokens.get();
    clock.advance(7_200_000 - 5 * 60_000 - 2_000);
    expect(await tokens.get()).toBe(first);
    clock.advance(2_500);
    const [second, same] = await Promise.all([tokens.get(), tokens.get()]);
    expect(second).not.toBe(first);
    expect(same).toBe(second);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('is used up to its end while WeChat cannot be reached', async () => {
    const { clock } = weixin;
    const tokens = new AccessTokens({
      account,
      http: new WeixinHttp(weixin.base),
      store: new MemoryTokenStore(),
      now: clock.now,
    });
    const first = await tokens.get();
    clock.advance(7_200_000 - 4 * 60_000);
    weixin.misbehave('/cgi-bin/stable_token', { broken: 'hangUp' });
    expect(await tokens.get()).toBe(first);
    clock.advance(4 * 60_000);
    await expect(tokens.get()).rejects.toMatchObject({ reason: 'connection' });
  });

  describe.skipIf(!reachable)('in Redis', () => {
    const open = async () => {
      const redis = connectRedis(REDIS_URL);
      onTestFinished(() => redis.disconnect());
      await untilConnected(redis);
      return redis;
    };

    it('is fetched once for all processes and kept no longer than it is valid', async () => {
      const one = { appId: `wx${randomBytes(8).toString('hex')}`, appSecret: 's' };
      const shared = await WeixinStandIn.start([one]);
      onTestFinished(() => shared.stop());
      shared.misbehave('/cgi-bin/stable_token', { delayMs: 100 });
      const connections = await Promise.all([open(), open(), open()]);
      const clients = connections.map(
        (redis) => new WeixinClient({ account: one, apiBase: shared.base, redis }),
      );
      await Promise.all(
        clients.flatMap((each) => [1, 2, 3].map(() => each.generateScheme({ path: '', validDays: 1 }))),
      );
      expect(shared.callsOf('/cgi-bin/stable_token')).toHaveLength(1);
      const leftMs = await (connections[0] as NonNullable<(typeof connections)[0]>).pttl(
        `wenban:weixin:token:${one.appId}`,
      );
      expect(leftMs).toBeGreaterThan(7_000_000);
      expect(leftMs).toBeLessThanOrEqual(7_200_000);
      expect(await new RedisTokenStore(connections[1] as never).lock(one.appId)).not.toBeNull();
    });

    it('that one process replaced is taken over by the others', async () => {
      const one = { appId: `wx${randomBytes(8).toString('hex')}`, appSecret: 's' };
      const shared = await WeixinStandIn.start([one]);
      onTestFinished(() => shared.stop());
      const clients = (await Promise.all([open(), open()])).map(
        (redis) => new WeixinClient({ account: one, apiBase: shared.base, redis }),
      );
      for (const each of clients) await each.generateScheme({ path: '', validDays: 1 });
      shared.tokens.revoke(one.appId);
      await Promise.all(clients.map((each) => each.generateScheme({ path: '', validDays: 1 })));
      expect(shared.callsOf('/cgi-bin/stable_token')).toHaveLength(2);
    });
  });
});
