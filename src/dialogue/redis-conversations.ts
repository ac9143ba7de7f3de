import type { Redis } from 'ioredis';
import type { Conversation, ConversationStore } from './session.js';

/**
 * Conversations shared by several processes. While Redis is away each message stands for itself: the answer is given,
 * the conversation is not remembered.
 */
export class RedisConversations implements ConversationStore {
  /** @param memoryMs - milliseconds after which a silent conversation is forgotten. */
  constructor(
    private readonly redis: Redis,
    private readonly memoryMs: number,
  ) {}

  async get(sessionId: string): Promise<Conversation | null> {
    try {
      const stored = await this.redis.get(keyOf(sessionId));
      return stored ? (JSON.parse(stored) as Conversation) : null;
    } catch {
      return null;
    }
  }

  async set(sessionId: string, conversation: Conversation): Promise<void> {
    try {
      await this.redis.set(keyOf(sessionId), JSON.stringify(conversation), 'PX', this.memoryMs);
    } catch {
      // Already logged by the connection; the answer matters more than the memory.
    }
  }

  /** @throws when Redis is away: who is told "deleted" must be able to rely on it. */
  async delete(sessionId: string): Promise<void> {
    await this.redis.del(keyOf(sessionId));
  }
}

function keyOf(sessionId: string): string {
  return `wenban:conversation:${sessionId}`;
}
