import { expect, it } from 'vitest';
import { type Conversation, MEMORY_MS, MemoryConversations } from '../../src/dialogue/session.js';

const CONVERSATION: Conversation = {
  text: '低保怎么办',
  itemId: 'cq135-050',
  earlier: [],
  intent: 'process',
  regionCode: null,
  eligibility: null,
  choices: [],
};

it('forgets whoever was silent for half an hour, also when only others go on', () => {
  let now = 0;
  const conversations = new MemoryConversations(() => now);
  conversations.set('silent', CONVERSATION);
  now = MEMORY_MS / 2;
  conversations.set('talking', CONVERSATION);
  now = MEMORY_MS + 1;
  conversations.set('new', CONVERSATION);
  expect(conversations.size).toBe(2);
  expect(conversations.get('silent')).toBeNull();
  expect(conversations.get('talking')).toEqual(CONVERSATION);
});
