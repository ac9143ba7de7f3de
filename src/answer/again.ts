import { createHash } from 'node:crypto';
import type { Understood } from '../dialogue/find.js';
import { asksForRest, leaningOf } from '../dialogue/follow-up.js';
import type { Conversation } from '../dialogue/session.js';
import { cuedIntents } from '../language/intent-cues.js';
import { BRIEF_LABELS, REPLY_LENGTH, REST_HINT } from './render.js';
import type { AskResponse, Section } from './response.js';
import { clip, sentencesWithin } from './sentences.js';
import { shortenForSms } from './sms.js';
import { toSpeech } from './speech.js';

/** A response, and what the conversation remembers of it. */
export interface Said {
  response: AskResponse;
  /** Mark of the answer that was given, for knowing it again. */
  mark: string | null;
  /** Characters of the remainder of the answer that have been told. */
  told: number;
}

const MOST_LABELS = 4;

/**
 * An answer as it is said in its conversation. The same answer is not given again, word for word, to what nobody
 * understood: 继续 gets what was left out, anything else that the answer does not tell.
 */
export function sayInTurn(response: AskResponse, understood: Understood, before: Conversation | null): Said {
  const { answer, intent, reply } = response;
  const mark = answer ? markOf(reply) : null;
  const plain = { response, mark, told: 0 };
  if (!answer || !understood.leans || mark !== before?.mark) return plain;
  const { frame } = understood;
  if (asksForRest(frame.text)) return sayRest(response, mark, before?.told ?? 0);
  // 流程再说一遍 wants just that again; 房子怎么分 asks for something of its own.
  if (leaningOf(frame).bare && cuedIntents(frame.text).includes(intent)) return plain;
  return { response: withReply(response, notTold(response)), mark, told: before?.told ?? 0 };
}

function markOf(reply: string): string {
  return createHash('sha256').update(reply).digest('base64').slice(0, 12);
}

function withReply(response: AskResponse, reply: string): AskResponse {
  return { ...response, reply, speech: toSpeech(reply), sms: shortenForSms(reply) };
}

function notTold({ answer }: AskResponse): string {
  const [asked, ...others] = answer?.sections ?? [];
  const labels = others
    .filter(({ key, status }) => status !== 'unknown' && key !== asked?.key)
    .flatMap(({ key }) => BRIEF_LABELS[key] ?? [])
    .slice(0, MOST_LABELS);
  const ways = labels.length > 0 ? `，或回复${labels.map((label) => `“${label}”`).join('')}看别的` : '';
  return `还是在说【${clip(answer?.item.name ?? '', 50)}】：您说的这一点，现有资料没有写，或者我没听明白，不能乱说。\n可以换个说法再问${ways}；也可以拨打12345问清。`;
}

function sayRest(response: AskResponse, mark: string | null, told: number): Said {
  const [asked] = response.answer?.sections ?? [];
  const rest = asked ? remainderOf(asked, response.reply)?.slice(told) : null;
  if (!asked || !rest)
    return {
      response: withReply(response, `“${asked?.label}”已经说完了。还想知道什么，请接着问。`),
      mark,
      told,
    };
  const head = `【${response.answer?.item.name}】${asked.label}（续）：\n`;
  const room = REPLY_LENGTH - head.length - REST_HINT.length - 1;
  const part = rest.length <= room ? rest : beginningOf(rest, room);
  const more = part.length < rest.length ? `\n${REST_HINT}` : '';
  return { response: withReply(response, `${head}${part.trim()}${more}`), mark, told: told + part.length };
}

/** As many whole lines of a text as fit; of a single long one whole sentences, at worst whole characters. */
function beginningOf(text: string, room: number): string {
  const line = text.lastIndexOf('\n', room);
  if (line > 0) return text.slice(0, line + 1);
  const sentences = sentencesWithin(text.slice(0, room), room).length;
  return text.slice(0, sentences > 0 ? sentences : clip(text, room).length - 1);
}

/** @returns the lines of a section that a reply leaves out, with the end of the one that it cuts; null: none. */
export function remainderOf({ lines }: Section, reply: string): string | null {
  const from = lines.findIndex((line) => !reply.includes(line));
  if (from < 0) return null;
  const [first = '', ...others] = lines.slice(from);
  return [restOfLine(first, reply), ...others].join('\n');
}

/** So many characters of a line tell where a reply shows its beginning. */
const BEGINNING = 10;

/** What a reply cuts off at the end of a line; the whole line where the reply does not begin it. */
function restOfLine(line: string, reply: string): string {
  const start = reply.indexOf(line.slice(0, BEGINNING));
  const end = start < 0 ? -1 : reply.indexOf('…', start);
  const shown = end < 0 ? '' : reply.slice(start, end);
  return shown && line.startsWith(shown) ? `…${line.slice(shown.length)}` : line;
}
