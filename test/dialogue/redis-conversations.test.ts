import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { RedisConversations } from '../../src/dialogue/redis-conversations.js';
import type { Conversation } from '../../src/dialogue/session.js';
import { connectRedis } from '../../src/storage/redis.js';

const URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
const reachable = await isReachable();
const conversation: Conversation = {
  text: '社保卡丢了怎么补',
  itemId: 'dj-017',
  earlier: [],
  intent: 'process',
  regionCode: '500231',
  eligibility: null,
  choices: [],
};

async function isReachable(): Promise<boolean> {
  const probe = new Redis(URL, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  probe.on('error', () => {});
  try {
    await probe.connect();
    return true;
  } catch {
    if (process.env.CI === 'true') throw new Error(`no Redis at ${URL}`);
    return false;
  } finally {
    probe.disconnect();
  }
}

describe.skipIf(!reachable)('RedisConversations', () => {
  const one = new Redis(URL);
  const other = new Redis(URL);
  afterAll(() => {
    one.disconnect();
    other.disconnect();
  });

  it('shares a conversation between two processes', async () => {
    const sessionId = randomUUID();
    await new RedisConversations(one, 60_000).set(sessionId, conversation);
    expect(await new RedisConversations(other, 60_000).get(sessionId)).toEqual(conversation);
  });

  it('forgets it after the time given', async () => {
    const sessionId = randomUUID();
    const store = new RedisConversations(one, 40);
    await store.set(sessionId, conversation);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(await store.get(sessionId)).toBeNull();
  });
});

describe('without Redis', () => {
  it('answers without memory instead of failing', async () => {
    const redis = connectRedis('redis://127.0.0.1:1');
    try {
      const store = new RedisConversations(redis, 1_000);
      await store.set('x', conversation);
      expect(await store.get('x')).toBeNull();
    } finally {
      redis.disconnect();
    }
  });
});
