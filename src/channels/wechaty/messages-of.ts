import type { AskResponse } from '../../answer/response.js';

/** Longest message, in characters: what a telephone shows without scrolling twice. */
export const MESSAGE_LENGTH = 400;
/** More messages than this for one answer read like spam, to people and to the platform. */
export const MOST_MESSAGES = 3;

/** A line that begins a part of an answer: a short label and a colon. 1. 2. 3. are items of a list, no labels. */
const SECTION_START = /^(?![0-9])[^\s：:，。]{2,8}：/;
const MORE = '……（内容较多，没有全部列出，可以接着问我其中一项，或拨打12345）';

/**
 * An answer as messages of a chat: the reply, parted where one of its sections begins, and, where the reply had no
 * room for all that was asked, the asked section in full.
 *
 * @returns at least one message, at most `MOST_MESSAGES`.
 */
export function messagesOf({ reply, answer }: AskResponse): string[] {
  const asked = answer?.sections[0];
  const cut = asked?.lines.some((line) => !reply.includes(line)) ?? false;
  const parts = partText(reply);
  if (asked && cut) parts.push(...partText(`${asked.label}（全部）：\n${asked.lines.join('\n')}`));
  if (parts.length <= MOST_MESSAGES) return parts;
  const shown = parts.slice(0, MOST_MESSAGES);
  shown[MOST_MESSAGES - 1] += `\n${MORE}`;
  return shown;
}

/** Parts a text into pieces of at most `MESSAGE_LENGTH` characters: between sections, else between lines, else anywhere. */
export function partText(text: string): string[] {
  if (lengthOf(text) <= MESSAGE_LENGTH) return [text];
  const parts: string[] = [];
  for (const section of sectionsOf(text)) {
    const last = parts.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(section) <= MESSAGE_LENGTH)
      parts[parts.length - 1] = `${last}\n${section}`;
    else parts.push(...partLines(section));
  }
  return parts;
}

function sectionsOf(text: string): string[] {
  const sections: string[] = [];
  for (const line of text.split('\n')) {
    const last = sections.length - 1;
    if (last < 0 || SECTION_START.test(line)) sections.push(line);
    else sections[last] += `\n${line}`;
  }
  // The heading alone would be a message that says nothing.
  const [heading, first, ...rest] = sections;
  return heading !== undefined && first !== undefined && !SECTION_START.test(heading)
    ? [`${heading}\n${first}`, ...rest]
    : sections;
}

function partLines(section: string): string[] {
  const parts: string[] = [];
  for (const line of section.split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(line) <= MESSAGE_LENGTH)
      parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(...partLine(line));
  }
  return parts;
}

/** Cuts between characters, never inside one: some take two places in a string. */
function partLine(line: string): string[] {
  const characters = [...line];
  const parts: string[] = [];
  for (let from = 0; from < characters.length; from += MESSAGE_LENGTH)
    parts.push(characters.slice(from, from + MESSAGE_LENGTH).join(''));
  return parts.length > 0 ? parts : [''];
}

function lengthOf(text: string): number {
  return text.length <= MESSAGE_LENGTH ? text.length : [...text].length;
}
