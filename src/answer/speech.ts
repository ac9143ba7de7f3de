const DIGIT_NAMES = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];
/** Phone numbers are read digit by digit: five digits and more without a unit behind. */
const PHONE = /(?<![0-9])(?:[0-9]{3,4}-)?[0-9]{5,11}(?![0-9]|元|人|年|号文)/g;
const URL = /https?:\/\/[^\s，。）]+/g;
/** （一） before a paragraph. */
const ORDINAL = /[（(]([一二三四五六七八九十]{1,3})[）)]/g;
const BRACKETED_NOTE = /[（(][^（）()]{0,80}[）)]/g;

/**
 * A reply for reading aloud: no bullets, brackets or addresses of pages; phone numbers digit by digit.
 *
 * @param reply - the text as it is read in a chat.
 */
export function toSpeech(reply: string): string {
  return (
    reply
      .replace(URL, '')
      .replace(
        /【([^】]*)】(（[^）]*）)?/g,
        (_, name: string, place?: string) => `${name}${place ? `，${place.slice(1, -1)}` : ''}。`,
      )
      .replace(ORDINAL, '$1、')
      .replace(BRACKETED_NOTE, (note) =>
        note.includes('号') && note.length < 25 ? '' : `，${note.slice(1, -1)}`,
      )
      .replace(/^\s*[0-9]+[.、]\s*/gm, '')
      .replace(PHONE, (number) =>
        [...number.replace('-', '')].map((digit) => DIGIT_NAMES[Number(digit)]).join(''),
      )
      // What is left of brackets: nested ones, and those whose other half was cut off.
      .replace(/[（(]/g, '，')
      .replace(/[）)《》〈〉【】〔〕[\]“”"'•·*#→<>]/g, '')
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
