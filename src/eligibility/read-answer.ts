import { NUMBER, readNumber } from './chinese-number.js';
import { DENIAL } from './cues/fact-cue.js';
import type { Facts } from './facts.js';
import { loadQuestions, type Question, type QuestionOption } from './questions.js';

/** Longer messages are stories or new questions, not answers. */
const ANSWER_LENGTH = 24;
const BARE_LENGTH = 8;
const SKIP = /不晓得|不知道|不清楚|说不清|搞不清|跳过|不想说|保密|不确定/;
const NO = /^(?:都)?(?:没|不|无|否|莫得|no)|都不|都没/i;
const YES = /^(?:是|有|对|嗯|要|得|yes|好|当然|符合)/i;
const NUMBERED = /^(?:第|选)?([1-9一二三四五六七八九])(?:个|项|号|种)?[.、。]?$/;
const ANY_NUMBER = new RegExp(NUMBER);
/** Values of options that say no. */
const NEGATIVE = new Set(['none', 'ordinary', 'false', 'other']);

/**
 * Reads an answer to a question: 有, 没得, 65, 二级, the number of an option or its words.
 *
 * @returns the facts it tells (none when the citizen does not know), or null when it is no answer to this question.
 */
export function readAnswer(question: Question, raw: string): Facts | null {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  if (text === '' || text.length > ANSWER_LENGTH) return null;
  if (SKIP.test(text)) return {};
  if (question.open) return readOpen(question, text);
  const numbered = NUMBERED.exec(text)?.[1];
  if (numbered) return question.options[(readNumber(numbered) ?? 0) - 1]?.facts ?? null;
  const named = namedOptions(question, text);
  if (named.length > 0) return Object.assign({}, ...named.map(({ facts }) => facts));
  if (text.length > BARE_LENGTH) return null;
  if (NO.test(text)) return question.options.find(({ value }) => NEGATIVE.has(value))?.facts ?? null;
  // A bare “yes” to a choice tells nothing, but it is an answer.
  if (YES.test(text))
    return question.yes ?? question.options.find(({ value }) => value === 'true')?.facts ?? {};
  return null;
}

/**
 * Reads words that answer a question other than the one asked: 城镇, 低保户.
 *
 * @returns the facts of the one option that is named exactly; null when none is or several are.
 */
export function readNamedOption(raw: string): Facts | null {
  const text = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:有|是|对)[，,、\s]*/, '');
  if (text.length < 2) return null;
  const named = loadQuestions().flatMap(({ options, open }) =>
    open
      ? []
      : options.filter(
          ({ label, words = [], value }) => !NEGATIVE.has(value) && (label === text || words.includes(text)),
        ),
  );
  return named.length === 1 ? (named[0]?.facts ?? null) : null;
}

function readOpen({ fact }: Question, text: string): Facts | null {
  const number = readNumber(ANY_NUMBER.exec(text)?.[0] ?? '');
  if (number === null || number > 130 || /[级项种号]/.test(text)) return null;
  return { [fact]: /个月/.test(text) ? number / 12 : number };
}

/** The options whose words stand in the text undenied; of overlapping words the longest counts. */
function namedOptions({ options, several }: Question, text: string): QuestionOption[] {
  const hits = options
    .map((option) => ({ option, length: longestHit(option, text) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  const positive = hits.filter(({ option }) => !NEGATIVE.has(option.value));
  const chosen = positive.length > 0 ? positive : hits;
  return (several ? chosen : chosen.slice(0, 1)).map(({ option }) => option);
}

function longestHit({ label, words = [], value }: QuestionOption, text: string): number {
  let longest = 0;
  for (const word of [label, ...words]) {
    const at = text.indexOf(word);
    if (at < 0 || word.length <= longest) continue;
    const denied = !NEGATIVE.has(value) && DENIAL.test(text.slice(Math.max(0, at - 4), at));
    if (!denied) longest = word.length;
  }
  return longest;
}
