import type { IntentId } from '../answer/response.js';

/** Intents of messages that ask about no matter and are answered with one of a few fixed sentences. */
export const SMALL_TALK_INTENTS = ['greeting', 'thanks', 'human'] as const satisfies readonly IntentId[];
export type SmallTalkIntent = (typeof SMALL_TALK_INTENTS)[number];

/** @returns whether a message of this intent is small talk. */
export function isSmallTalk(intent: IntentId): intent is SmallTalkIntent {
  return (SMALL_TALK_INTENTS as readonly IntentId[]).includes(intent);
}

/** @returns whether a message asks about no matter at all: small talk or a danger. */
export function isChat(intent: IntentId): boolean {
  return intent === 'emergency' || isSmallTalk(intent);
}
