const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Characters of a number below 200 in digits or Chinese numerals: the source of a regular expression. */
export const NUMBER = '(?:\\d{1,3}|[零〇一二两三四五六七八九十百]{1,5})';

/** @returns the value of `75`, `七十五`, `十八`, `一百零二`, `九十`; null when it is no number. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let digit: number | null = null;
  for (const character of text) {
    if (character === '十') {
      total += (digit ?? 1) * 10;
      digit = null;
    } else if (character === '百') {
      total += (digit ?? 1) * 100;
      digit = null;
    } else {
      const value = DIGITS[character];
      // Two digits in a row (二三十) name a range, or are no number.
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      digit = value;
    }
  }
  return text === '' ? null : total + (digit ?? 0);
}
