import { Converter } from 'opencc-js/t2cn';

/** Longest text that is understood; the rest is cut, never refused here. */
const MAX_LENGTH = 500;

const convert = Converter({ from: 't', to: 'cn' });

/** Marks the characters that conversion changes: most texts hold none and skip it. */
const CHANGES = new Uint8Array(0x10000);
/** Marks the characters that stay as they are wherever they stand: most texts hold nothing else. */
const PLAIN = new Uint8Array(0x10000);
for (let code = 0x4e00; code <= 0x9fff; code++) {
  const character = String.fromCharCode(code);
  if (convert(character) === character) PLAIN[code] = 1;
  else CHANGES[code] = 1;
}

/** @returns the text with simplified characters, nothing else changed. */
export function simplify(text: string): string {
  for (let i = 0; i < text.length; i++) if (CHANGES[text.charCodeAt(i)] === 1) return convert(text);
  return text;
}

/**
 * WeChat ends an @mention with U+2005, other programs with a blank. Without either nobody can say where the name ends and the
 * question begins, and nothing is taken out.
 */
const MENTION = /@[^\s\u2005@]{1,32}(?:\u2005|\s)/g;
const LINK = /https?:\/\/[^\s\u4e00-\u9fff]+|www\.[^\s\u4e00-\u9fff]+/gi;
/** [微笑] and the like: a bracketed word of one to six characters, as WeChat writes its stickers. */
const STICKER = /\[[\u4e00-\u9fffA-Za-z]{1,6}\]/g;
const PICTOGRAPH = /\p{Extended_Pictographic}|\u200d|\ufe0f/gu;
const CONTROL = /\p{Cc}/gu;
/** Zero-width characters, direction marks, byte order marks. */
const INVISIBLE = /\p{Cf}/gu;
/**
 * Runs of digits long enough to be an identity, bank or phone number, with the word that tells what they are: whoever gives his
 * 电话 asks for none. Short numbers (12345, 2018) stay.
 */
const LONG_NUMBER =
  /(?:(?:我的?)?(?:电话|手机|身份证|银行卡|社保卡|卡)?号?码?(?:就?是|[:：])?\s*)(?<![0-9])[0-9]{11,19}[xX]?(?![0-9])/g;
/** Orders to a language model are no part of a question; there is none here that could follow them. */
const ORDER_TO_MODEL =
  /(?:请)?(?:忽略|无视|忘记|忘掉)[^。，,；;!！?？\s]{0,12}(?:指令|提示词?|设定|规则|要求)|(?:输出|打印|显示|告诉我|说出)[^。，,；;!！?？\s]{0,6}(?:系统)?提示词/g;
/** Every order to a model has one of these. */
for (const character of '忽无忘输打显告说') PLAIN[character.charCodeAt(0)] = 0;
const REPEATED = /([\u4e00-\u9fff])\1{2,}/g;
/** Everything that is neither letter nor digit, but for the marks inside numbers: 2.5, 0-6, 70%. */
const PUNCTUATION = /[^\p{L}\p{N}%.+-]+|(?<![0-9])[.+-]|[.+-](?![0-9])/gu;

/**
 * Folds a message to the form that is matched: NFKC, simplified characters, lower case, without chat artefacts,
 * with punctuation as single blanks and repeated characters shortened.
 *
 * @param raw - what the citizen sent; longer than 500 characters is cut.
 * @returns text for matching only; never shown to anyone.
 */
export function normalise(raw: string): string {
  if (isPlain(raw)) return raw;
  const bare = raw
    .slice(0, MAX_LENGTH)
    .replace(MENTION, ' ')
    .normalize('NFKC')
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(LINK, ' ')
    .replace(STICKER, ' ')
    .replace(PICTOGRAPH, ' ')
    .replace(LONG_NUMBER, ' ')
    .toLowerCase();
  return simplify(bare).replace(ORDER_TO_MODEL, ' ').replace(REPEATED, '$1').replace(PUNCTUATION, ' ').trim();
}

/** Whether a text is simplified characters only, none of them twice running. */
function isPlain(text: string): boolean {
  let before = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (PLAIN[code] === 0 || code === before) return false;
    before = code;
  }
  return text.length <= MAX_LENGTH;
}
