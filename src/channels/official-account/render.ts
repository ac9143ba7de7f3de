import { remainderOf } from '../../answer/again.js';
import { REST_HINT } from '../../answer/render.js';
import type { AskResponse } from '../../answer/response.js';
import { splitReply } from '../split-reply.js';
import { MORE } from './texts.js';

/** One line of a clarification: `2. 核发居住证（大足区）`. */
const CHOICE = /^(\d)\. (.+)$/;

/**
 * The reply of an answer as text of WeChat. The choices of a clarification become links that send their number when
 * they are tapped; who cannot tap them sends the number, as the text says.
 */
export function renderReply({ kind, reply }: Pick<AskResponse, 'kind' | 'reply'>): string {
  const text = plain(reply);
  if (kind !== 'clarify') return text;
  return text
    .split('\n')
    .map((line) => {
      const number = CHOICE.exec(line)?.[1];
      return number ? menuLink(line, number, number) : line;
    })
    .join('\n');
}

/** Words that hold no link, whoever wrote them: a "<" could begin one. */
export function plain(text: string): string {
  return text.replaceAll('<', '＜');
}

/** Text that, when tapped, sends `content` as a message of the user. WeChat's own pages no longer describe it. */
export function menuLink(label: string, content: string, id: string): string {
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${encodeURIComponent(content)}&msgmenuid=${id}">${label}</a>`;
}

/** The line that brings what is left when it is tapped, or when its word is sent. */
const MORE_LINE = menuLink(`回复“${MORE}”看余下内容`, MORE, 'more');

/**
 * Looks for lines of the asked section that the reply left out.
 *
 * @param text - the rendered reply.
 * @returns the text without the remark that something is missing, and what is missing; null when nothing is.
 */
export function withRest(
  { answer, reply }: AskResponse,
  text: string,
): { text: string; rest: string | null } {
  const asked = answer?.sections[0];
  if (!asked || !text.includes(REST_HINT)) return { text, rest: null };
  const rest = remainderOf(asked, reply);
  return {
    text: text.replace(`\n${REST_HINT}`, ''),
    rest: rest && plain(`${asked.label}（续）：\n${rest}`),
  };
}

/** Messages that show a text, and what is kept for whoever asks for more. */
export interface Messages {
  parts: string[];
  rest: string | null;
}

/**
 * Cuts a text into messages.
 *
 * @param rest - what is kept already; the last message then tells how to get it.
 * @param most - messages that can be sent, one or more; what does not fit into them is kept too.
 */
export function toMessages(text: string, rest: string | null, limitBytes: number, most: number): Messages {
  const parts = splitReply(rest === null ? text : `${text}\n${MORE_LINE}`, limitBytes);
  if (parts.length <= most) return { parts, rest };
  const cut = splitReply(text, limitBytes - Buffer.byteLength(`\n${MORE_LINE}`));
  const shown = cut.slice(0, most);
  shown[most - 1] += `\n${MORE_LINE}`;
  return { parts: shown, rest: [...cut.slice(most), ...(rest === null ? [] : [rest])].join('\n') };
}
