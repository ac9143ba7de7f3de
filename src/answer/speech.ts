const DIGIT_NAMES = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
/** Numbers with an area code, 400 numbers, five digits and more without a unit behind, and the emergency numbers. */
const PHONE =
  /(?<![0-9.])(?:0[0-9]{2,3}-?[0-9]{5,8}(?:-[0-9]{1,5})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|[0-9]{5,12}(?![元人年万亿平亩户个名吨公米千m㎡次%％分本]|号文))(?![0-9.])|(?<=[打拨或和、])(?:110|119|120|122)(?![0-9])/g;
const URL =
  /(?:https?:\/\/|www\.)[^\s，。；）)]+|(?:[a-z0-9-]+\.)+(?:cn|com|net|org)(?:\/[^\s，。；）)]*)?/gi;
/** （一） before a paragraph. */
const ORDINAL = /[（(]([一二三四五六七八九十]{1,3})[）)]/g;
const BRACKETED_NOTE = /[（(][^（）()]{0,80}[）)]/g;
const CLOCK = /(?<![0-9])([0-2]?[0-9])[:：]([0-5][0-9])(?![0-9])/g;
const DATE = /(?<![0-9])(20[0-9]{2})-([01][0-9])-([0-3][0-9])(?![0-9])/g;

/**
 * A reply for reading aloud: no bullets, brackets, symbols or addresses of pages; phone numbers digit by digit.
 *
 * @param reply - the text as it is read in a chat.
 */
export function toSpeech(reply: string): string {
  const words = sayNumbers(reply.replace(URL, '').replace(/[（(]\s*[）)]/g, ''));
  return (
    words
      .replace(
        /【([^】]*)】(（[^）]*）)?/g,
        (_, name: string, place?: string) => `${name}${place ? `，${place.slice(1, -1)}` : ''}。`,
      )
      .replace(ORDINAL, '$1、')
      .replace(BRACKETED_NOTE, (note) =>
        note.includes('号') && note.length < 25 ? '' : `，${note.slice(1, -1)}`,
      )
      .replace(/^\s*[0-9]+[.、]\s*/gm, '')
      // What is left of brackets: nested ones, and those whose other half was cut off.
      .replace(/[（(]/g, '，')
      .replace(/[）)《》〈〉【】〔〕[\]“”"'•·*#<>]/g, '')
      .replace(/→/g, '，再')
      .replace(/[/／]/g, '、')
      .replace(/……/g, '')
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
