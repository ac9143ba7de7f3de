import { REST_HINT } from './render.js';

const DIGIT_NAMES = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
/** Numbers with an area code, 400 numbers, five digits and more without a unit behind, and the emergency numbers. */
const PHONE =
  /(?<![0-9.])(?:0[0-9]{2,3}-?[0-9]{5,8}(?:-[0-9]{1,5})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|[0-9]{5,12}(?![元人年万亿平亩户个名吨公米千m㎡次%％分本]|号文))(?![0-9.])|(?<=[打拨或和、到]|：)(?:110|119|120|122)(?![0-9])|(?<![0-9.第])(?:110|119|120|122)(?=是|报警|急救|院前)/g;
const URL =
  /(?:https?:\/\/|www\.)[^\s，。；）)]+|(?:[a-z0-9-]+\.)+(?:cn|com|net|org)(?:\/[^\s，。；）)]*)?/gi;
/** （一） before a paragraph. */
const ORDINAL = /[（(]([一二三四五六七八九十]{1,3})[）)]/g;
const BRACKETED_NOTE = /[（(]([^（）()]{0,80})[）)]/g;
/** 乡镇（街道）, 区县（自治县）: two kinds of place, of which either is meant. */
const KIND_OF_PLACE =
  /^(?:街道|乡镇|乡|镇|社区|村|居|县|区|市|州|旗|自治县|街道办事处|[市区县州旗]、[^）)]{1,4})$/;
/** （原件）, （第二批）: a note as short as this is said in one breath with what it follows. */
const SHORT_NOTE = /^(?:[\u4e00-\u9fff]{1,6}|[0-9]+[份张本套寸])$/;
const CLOCK = /(?<![0-9])([0-2]?[0-9])[:：]([0-5][0-9])(?![0-9])/g;
const DATE = /(?<![0-9])(20[0-9]{2})-([01][0-9])-([0-3][0-9])(?![0-9])/g;
/** A line of a numbered list. */
const NUMBERED = /^\s*([0-9]{1,2})[.、]\s*/gm;

/**
 * A reply for reading aloud: no bullets, brackets, symbols or addresses of pages; phone numbers digit by digit, the lines
 * of a list with their number, so that a caller can choose.
 *
 * @param reply - the text as it is read in a chat.
 */
export function toSpeech(reply: string): string {
  const whole = reply
    .replace(REST_HINT, '后面还有，想听请说“继续”。')
    .replace(URL, '')
    .replace(/[（(]\s*[）)]/g, '')
    .split('\n')
    .map(withoutCutEnd)
    .join('\n');
  const words = sayNumbers(
    sayListNumbers(whole.replace(/回复数字就行/g, '请说第几个').replace(/请回复([0-9])/g, '请说$1')),
  );
  return (
    words
      .replace(
        /【([^】]*)】(（[^）]*）)?/g,
        (_, name: string, place?: string) => `${name}${place ? `，${place.slice(1, -1)}` : ''}。`,
      )
      .replace(ORDINAL, '$1、')
      .replace(BRACKETED_NOTE, sayNote)
      // “材料”“条件” are two words.
      .replace(/”“/g, '、')
      // What is left of brackets: nested ones, and those whose other half was cut off.
      .replace(/[（(]/g, '，')
      .replace(/[）)《》〈〉【】〔〕[\]“”‘’"'•·*#<>]/g, '')
      .replace(/→/g, '，再')
      .replace(/[/／]/g, '、')
      .replace(/：\n/g, '：')
      .replace(/([。；，：！？])?\n+/g, (_, mark?: string) => mark ?? '。')
      .replace(/，，+/g, '，')
      .replace(/([。；：！？、])，/g, '$1')
      .replace(/，(?=[；：！？、])/g, '')
      .replace(/。(?=[。，])/g, '')
      .replace(/，。/g, '。')
      .trim()
  );
}

/** What stands in brackets, by what it is to the words around it. */
function sayNote(_: string, note: string, at: number, text: string): string {
  if (note.includes('号') && note.length < 23) return '';
  if (KIND_OF_PLACE.test(note)) return `、${note}`;
  if (SHORT_NOTE.test(note) && !/[省市区县]$/.test(note) && /[\u4e00-\u9fff]$/.test(text.slice(0, at)))
    return note;
  const goesOn = /^[\u4e00-\u9fff]/.test(text.slice(at + note.length + 2));
  return `，${note}${goesOn ? '，' : ''}`;
}

const CUT = /…+/;

/** A line that was cut at a length, back to the last whole part of it: half a word says nothing to the ear. */
function withoutCutEnd(line: string): string {
  const cut = CUT.exec(line);
  if (!cut) return line;
  const before = line.slice(0, cut.index);
  const after = line.slice(cut.index + cut[0].length);
  const end = Math.max(
    ...['。', '；', '，', '、', '：', '（', '(', ' '].map((mark) => before.lastIndexOf(mark)),
  );
  // A name without any mark in it is said as far as it goes.
  const opened = Math.max(before.lastIndexOf('《'), before.lastIndexOf('“'), before.lastIndexOf('. '));
  return withoutCutEnd(`${end > opened ? before.slice(0, end) : before}${after}`);
}

/** 1. 申请 → 第一，申请. */
function sayListNumbers(text: string): string {
  return text.replace(NUMBERED, (_, number: string) => `第${chineseNumber(Number(number))}，`);
}

const CHINESE_DIGITS = '零一二三四五六七八九';

/** @param number - 1–99. */
function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  const ten = tens === 0 ? '' : `${tens > 1 ? CHINESE_DIGITS[tens] : ''}十`;
  return ten + (ones > 0 || tens === 0 ? CHINESE_DIGITS[ones] : '');
}

/** Numbers as people say them: a phone digit by digit, 9:30, 2025-07-01, 5%, 25元/卡, 1000-3000. */
function sayNumbers(text: string): string {
  return text
    .replace(
      DATE,
      (_, year: string, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
    )
    .replace(PHONE, (number) =>
      [...number.replaceAll('-', '')].map((digit) => DIGIT_NAMES[Number(digit)]).join(''),
    )
    .replace(/〔([0-9]{4})〕/g, '$1年')
    .replace(CLOCK, (_, hour: string, minute: string) =>
      minute === '00' ? `${Number(hour)}点` : `${Number(hour)}点${Number(minute)}分`,
    )
    .replace(/(?<=[0-9点分])\s*[-–—~～至]\s*(?=[0-9])/g, '到')
    .replace(/([0-9]+(?:\.[0-9]+)?)[%％]/g, '百分之$1')
    .replace(/元[/／]([一-龥]+)·([年月日])/g, '元每$1每$2')
    .replace(/元[/／]/g, '元每')
    .replace(/m²|㎡/g, '平方米');
}
