import { NUMBER, readNumber } from './chinese-number.js';
import { DENIAL } from './cues/fact-cue.js';
import type { Facts } from './facts.js';
import { loadQuestions, type Question, type QuestionOption } from './questions.js';

/** Longer messages are stories or new questions, not answers. */
const ANSWER_LENGTH = 24;
const BARE_LENGTH = 8;
const SKIP = /不晓得|不知道|不清楚|说不清|搞不清|跳过|不想说|保密|不确定/;
const NO = /^(?:都)?(?:没|不|无|否|莫得|no)|都不|都没/i;
/** A denial that names nothing: 没有, 一样都没得, 三个都不是. */
const NO_WORD = '(?:没有|没得|莫得|不是|没|无|不|否)';
const BARE_NO = new RegExp(
  `^(?:[一二两三几这那]?[个样种项]|哪样|啥子?|什么)?(?:都|也)?${NO_WORD}[的了过啊哦嘛呢噻。!]*$`,
);
const YES = /^(?:是|有|对|嗯|要|得|yes|好|当然|符合)/i;
const ALL = /^[这那]?[两二2]?[个样种项]?(?:都|全部?)[是有得占想要][的了哈噻。!]*$/;
const NUMBERED = /^(?:第|选)?([1-9一二三四五六七八九])(?:个|项|号|种)?[.、。]?$/;
/** 1和2都有, 1、3: several options by their numbers, once the words around them are gone. */
const SEVERAL_NUMBERS = /^[1-9一二三四五六七八九](?:(?:和|跟|与|加|还|、|,|\.|\s)+[1-9一二三四五六七八九])+$/;
const AROUND_NUMBERS = /[第选个项号种都有是占的我还得]/g;
/** An age and nothing else: 62, 今年六十多岁了, 快70, 8个月; 三个都不是 and 58年的 hold numbers that are none. */
const AGE = new RegExp(
  `^[^\\d零〇一二两三四五六七八九十百第不没]{0,6}?(快|不到|差点)?(${NUMBER})[多来几]?(?:周?岁(半)?|(个多?月)大?)?(?:的?样子|左右|多|了|啦|咯|的|吧|嘛|哦|啊|[。.!])*$`,
);
/** Values of options that say no. */
const NEGATIVE = new Set(['none', 'ordinary', 'false', 'other']);

/**
 * Reads an answer to a question: 有, 没得, 65, 二级, the number of an option or several, or its words.
 *
 * @returns the facts it tells (none when the citizen does not know), or null when it is no answer to this question.
 */
export function readAnswer(question: Question, raw: string): Facts | null {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  if (text === '' || text.length > ANSWER_LENGTH) return null;
  if (SKIP.test(text)) return {};
  if (question.open) return readOpen(question, text);
  const { options } = question;
  const numbers = numbersIn(text);
  if (numbers) return together(numbers.map((number) => options[number - 1]));
  const exact = options.find((option) => wordsOf(option).includes(text));
  if (exact) return exact.facts;
  if (BARE_NO.test(text)) return denied(question);
  const named = namedOptions(question, text);
  if (named.length > 0) return Object.assign({}, ...named.map(({ facts }) => facts));
  if (text.length > BARE_LENGTH) return null;
  if (ALL.test(text)) return everyOf(question);
  if (NO.test(text)) return denied(question);
  // A bare “yes” to a choice does not say which.
  if (YES.test(text)) return question.yes ?? options.find(({ value }) => value === 'true')?.facts ?? null;
  return null;
}

/**
 * Reads words that answer a question other than the one asked, where they say by themselves what they are about: 城镇, 一级,
 * but not 没有 or 都是.
 *
 * @returns the facts of the one option that is named exactly; null when none is or several are.
 */
export function readNamedOption(raw: string): Facts | null {
  const text = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:有|是|对)[，,、\s]*/, '');
  if (text.length < 2 || NO.test(text)) return null;
  const named = loadQuestions()
    .filter(({ alone }) => alone)
    .flatMap(({ options }) =>
      options.filter((option) => !NEGATIVE.has(option.value) && wordsOf(option).includes(text)),
    );
  return named.length === 1 ? (named[0]?.facts ?? null) : null;
}

function readOpen({ fact }: Question, text: string): Facts | null {
  const [, short, digits, half, months] = AGE.exec(text) ?? [];
  const number = readNumber(digits ?? '');
  if (number === null || number > 130) return null;
  if (months) return { [fact]: number / 12 };
  return { [fact]: Math.max(0, number + (half ? 0.5 : 0) - (short ? 1 : 0)) };
}

function numbersIn(text: string): number[] | null {
  const one = NUMBERED.exec(text)?.[1];
  if (one) return [readNumber(one) ?? 0];
  const several = text.replace(AROUND_NUMBERS, '').trim();
  if (!SEVERAL_NUMBERS.test(several)) return null;
  return [...several].flatMap((character) => readNumber(character) ?? []);
}

/** Facts of options that hold together, what one tells above what another only leaves out; null when they exclude each other. */
function together(chosen: readonly (QuestionOption | undefined)[]): Facts | null {
  if (chosen.length === 1) return chosen[0]?.facts ?? null;
  const facts: Record<string, unknown> = {};
  for (const option of chosen) {
    if (!option || NEGATIVE.has(option.value)) return null;
    for (const [key, value] of Object.entries(option.facts)) {
      const before = facts[key];
      if (before === undefined || before === false) facts[key] = value;
      else if (value !== false && value !== before) return null;
    }
  }
  return facts as Facts;
}

/** 两个都是 where there are two; of more it does not say which. */
function everyOf({ options, several }: Question): Facts | null {
  const apart = options.filter(({ value }) => !NEGATIVE.has(value) && value !== 'both');
  return several && apart.length === 2 ? together(apart) : null;
}

function denied({ no, options }: Question): Facts | null {
  return no ?? options.find(({ value }) => NEGATIVE.has(value))?.facts ?? null;
}

interface Hit {
  option: QuestionOption;
  start: number;
  end: number;
}

/** The options whose words stand in the text undenied, longest first; 都没有 is not 都没就业. */
function namedOptions({ options, several }: Question, text: string): QuestionOption[] {
  const found = options.flatMap((option) => longestHit(option, text) ?? []);
  const hits = found
    .filter((hit) => !found.some((other) => other !== hit && covers(other, hit)))
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  const positive = hits.filter(({ option }) => !NEGATIVE.has(option.value));
  const chosen = positive.length > 0 ? positive : hits;
  return (several ? chosen : chosen.slice(0, 1)).map(({ option }) => option);
}

function covers(outer: Hit, inner: Hit): boolean {
  const longer = outer.end - outer.start > inner.end - inner.start;
  return longer && outer.start <= inner.start && outer.end >= inner.end;
}

function longestHit(option: QuestionOption, text: string): Hit | null {
  let longest: Hit | null = null;
  for (const word of wordsOf(option)) {
    const start = text.indexOf(word);
    if (start < 0 || (longest && word.length <= longest.end - longest.start)) continue;
    if (!DENIAL.test(text.slice(Math.max(0, start - 4), start)))
      longest = { option, start, end: start + word.length };
  }
  return longest;
}

function wordsOf({ label, words = [] }: QuestionOption): readonly string[] {
  return [label, ...words];
}
