import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { RedisConversations } from '../../src/dialogue/redis-conversations.js';
import type { Conversation } from '../../src/dialogue/session.js';
import { connectRedis } from '../../src/storage/redis.js';
import { REDIS_URL, redisReachable } from '../support/redis.js';

const reachable = await redisReachable();
const conversation: Conversation = {
  text: '社保卡丢了怎么补',
  itemId: 'dj-017',
  earlier: [],
  intent: 'process',
  regionCode: '500231',
  eligibility: null,
  choices: [],
};

describe.skipIf(!reachable)('RedisConversations', () => {
  const one = new Redis(REDIS_URL);
  const other = new Redis(REDIS_URL);
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
