import type { AskResponse } from '../../answer/response.js';
import { withRest } from '../official-account/render.js';
import { splitReply } from '../split-reply.js';

/** Longest message in UTF-8: 400 characters, what a telephone shows without scrolling twice. */
const MESSAGE_BYTES = 1_200;
/** More messages than this for one answer read like spam, to people and to the platform. */
export const MOST_MESSAGES = 3;

const MORE = '……（内容较多，没有全部列出，可以接着问我其中一项，或拨打12345）';

/**
 * An answer as messages of a chat: the reply, parted where one of its sections begins, then what the reply had no room
 * for of the section that was asked.
 *
 * @returns at least one message, at most `MOST_MESSAGES`.
 */
export function messagesOf(response: AskResponse): string[] {
  const { text, rest } = withRest(response, response.reply);
  const parts = [text, ...(rest === null ? [] : [rest])].flatMap((one) => splitReply(one, MESSAGE_BYTES));
  if (parts.length <= MOST_MESSAGES) return parts;
  const shown = parts.slice(0, MOST_MESSAGES);
  shown[MOST_MESSAGES - 1] += `\n${MORE}`;
  return shown;
}
