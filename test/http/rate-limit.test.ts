import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimitError } from '../../src/errors.js';
import { clientOf, createRateLimiter } from '../../src/http/rate-limit.js';
import { fakeServices, startApp } from './support.js';

const refused = (work: () => void) => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof RateLimitError ? error : null;
  }
};

describe('createRateLimiter', () => {
  it('lets through the limit, then says how long to wait, then starts anew', () => {
    let now = 45_000;
    const limit = createRateLimiter({ perMinute: 2, now: () => now });
    limit('10.0.0.1');
    limit('10.0.0.1');
    expect(refused(() => limit('10.0.0.1'))?.headers).toEqual({ 'Retry-After': '15' });
    limit('10.0.0.2');
    now = 60_000;
    expect(refused(() => limit('10.0.0.1'))).toBeNull();
  });

  it('counts together with other processes', async () => {
    const totals = new Map<string, number>();
    const shared = {
      async incr(key: string) {
        totals.set(key, (totals.get(key) ?? 0) + 1);
        return totals.get(key) ?? 0;
      },
      expire: async () => 1,
    };
    const make = () => createRateLimiter({ perMinute: 3, shared, now: () => 1_000 });
    const [one, two] = [make(), make()];
    one('10.0.0.1');
    two('10.0.0.1');
    await Promise.resolve();
    one('10.0.0.1');
    await new Promise((resolve) => setImmediate(resolve));
    expect([...totals]).toEqual([['wenban:rate:0:10.0.0.1', 3]]);
    expect(refused(() => one('10.0.0.1'))).not.toBeNull();
  });

  it('goes on alone when Redis is away', async () => {
    const shared = { incr: () => Promise.reject(new Error('away')), expire: async () => 1 };
    const limit = createRateLimiter({ perMinute: 1, shared, now: () => 0 });
    limit('10.0.0.1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(refused(() => limit('10.0.0.1'))).not.toBeNull();
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1', 'fe80:0:0:0::/64'],
    ['garbage', 'garbage'],
  ])('takes %s for client %s', (address, client) => expect(clientOf(address)).toBe(client));
});

describe('RATE_LIMIT_PER_MINUTE', () => {
  // A standing clock, lest a minute turns between two calls.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 30_000 }));
  afterEach(() => void vi.useRealTimers());

  it('limits the API with 429 and Retry-After, and nothing else', async () => {
    const { call, postJson } = await startApp(fakeServices(), { env: { RATE_LIMIT_PER_MINUTE: '2' } });
    await postJson('/api/v1/ask', { question: '问' });
    await call('/api/v1/unknown');
    const reply = await postJson('/api/v1/ask', { question: '问' });
    expect(reply.status).toBe(429);
    expect(reply.headers['retry-after']).toBe('30');
    expect(reply.json.detail).toContain('30 秒后再试');
    expect((await call('/healthz')).status).toBe(200);
    expect((await call('/metrics')).status).toBe(200);
  });

  it('0 switches it off', async () => {
    const { call } = await startApp(fakeServices(), { env: { RATE_LIMIT_PER_MINUTE: '0' } });
    for (let i = 0; i < 5; i += 1) expect((await call('/api/v1/themes')).status).toBe(200);
  });

  it('believes X-Forwarded-For only behind TRUST_PROXY, and only its right end', async () => {
    const as = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
    const direct = await startApp(fakeServices(), { env: { RATE_LIMIT_PER_MINUTE: '1' } });
    await direct.call('/api/v1/themes', as('1.1.1.1'));
    expect((await direct.call('/api/v1/themes', as('2.2.2.2'))).status).toBe(429);
    const proxied = await startApp(fakeServices(), { env: { RATE_LIMIT_PER_MINUTE: '1', TRUST_PROXY: '1' } });
    expect((await proxied.call('/api/v1/themes', as('1.1.1.1'))).status).toBe(200);
    expect((await proxied.call('/api/v1/themes', as('2.2.2.2'))).status).toBe(200);
    expect((await proxied.call('/api/v1/themes', as('9.9.9.9, 1.1.1.1'))).status).toBe(429);
  });
});
