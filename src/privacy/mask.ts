/** What stands where a personal number stood. */
export const MASK = '***';

/** Full-width digits, letters and signs that people type; each is one UTF-16 unit like its narrow form. */
const WIDE = /[０-９Ｘｘ＋－（）\u3000]/g;

interface PersonalNumber {
  pattern: RegExp;
  /** Tells a personal number from another number of the same length; gets the digits without separators. */
  holds: (digits: string) => boolean;
}

/** Courts by the short name of their province, and the supreme one. */
const COURT = '[京津冀晋蒙内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新兵军最]';
const YEAR = '[（(〔\\[](?:19|20)[0-9]{2}[）)〕\\]]';
/** Kinds of files about one person: with such a word before it a number names somebody's matter. */
const OWN_MATTER = '办件|受理|工单|诉求|投诉|举报|信访|案件|立案|报警|警情|申请|回执|流水|查询';

/** Longest kinds first: a part of what is masked already is not looked at again. */
const PERSONAL_NUMBERS: readonly PersonalNumber[] = [
  // 案号 of courts: （2023）渝0111民初1234号, and before 2016 （2014）足法民初字第01234号.
  {
    pattern: new RegExp(`${YEAR}${COURT}[^\\s0-9]{0,3}[0-9]{0,4}\\p{Script=Han}{1,8}[0-9]{1,7}号`, 'gu'),
    holds: always,
  },
  {
    pattern: new RegExp(`${YEAR}\\p{Script=Han}{0,4}法\\p{Script=Han}{0,5}字第[0-9]{1,7}号`, 'gu'),
    holds: always,
  },
  // Decisions about one person: 渝足市监罚〔2023〕45号, 渝足劳人仲案字〔2021〕第123号; documents for all (渝府办发) are not.
  {
    pattern: new RegExp(
      `(?<=(?:罚|处罚|罚决|仲案|仲裁|案|复议|行复|复决|信访|信复)字?)${YEAR}第?[0-9]{1,7}号`,
      'gu',
    ),
    holds: always,
  },
  // 办件号, 工单号 and the like, known by the word before them.
  {
    pattern: new RegExp(
      `(?<=(?:(?:${OWN_MATTER})(?:编号|编码|单号|号码|号|码)|案号)[^0-9A-Za-z]{0,4})[0-9A-Za-z][0-9A-Za-z-]{5,39}`,
      'gu',
    ),
    holds: (digits) => digits.length >= 4,
  },
  // 身份证 of 18 places, also written in groups.
  {
    pattern: /(?<![0-9])[1-9][0-9]{5}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3}[0-9Xx](?![0-9])/g,
    holds: isIdentityNumber,
  },
  // Bank cards: 16 to 19 digits, also written in fours.
  {
    pattern: /(?<![0-9])[2-69][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[ -]?[0-9]{1,3})?(?![0-9])/g,
    holds: passesLuhn,
  },
  // 身份证 of the first generation: 15 places, no check digit.
  { pattern: /(?<![0-9])[1-9][0-9]{14}(?![0-9])/g, holds: (digits) => isDay(`19${digits.slice(6, 12)}`) },
  { pattern: /(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])/g, holds: always },
  {
    pattern: /(?<![0-9])\(?0[1-9][0-9]{1,2}\)?[ -]?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?(?![0-9])/g,
    holds: always,
  },
  // A local number without its area code is known by the word before it only.
  {
    pattern: /(?<=(?:电话|座机|号码|致电|拨打)[^0-9]{0,4})[2-9][0-9]{3}-?[0-9]{3,4}(?![0-9])/g,
    holds: (digits) => !isDay(digits),
  },
];

/**
 * Replaces identity numbers, bank cards, mobile and landline numbers and the numbers of cases by `***`. Service numbers (12345, 96096), 文号,
 * dates, amounts and official codes stay. The one place that decides what a personal number is.
 */
export function maskPersonalNumbers(text: string): string {
  const folded = text.replace(WIDE, narrow);
  if (!hasManyDigits(folded)) return text;
  const spans: { start: number; end: number }[] = [];
  for (const { pattern, holds } of PERSONAL_NUMBERS) {
    for (const { 0: found, index: start } of folded.matchAll(pattern)) {
      const end = start + found.length;
      if (spans.some((span) => start < span.end && span.start < end)) continue;
      if (holds(found.replace(/[^0-9Xx]/g, ''))) spans.push({ start, end });
    }
  }
  let masked = '';
  let from = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    masked += text.slice(from, start) + MASK;
    from = end;
  }
  return masked + text.slice(from);
}

/** Each kind has at least so many digits. Most questions have fewer, and are not worth a dozen patterns. */
const FEWEST_DIGITS = 4;

function hasManyDigits(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // 0–9, and the X that stands for a digit.
    if ((code >= 48 && code <= 57) || code === 88 || code === 120) digits++;
    if (digits === FEWEST_DIGITS) return true;
  }
  return false;
}

function narrow(wide: string): string {
  return wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
}

function always(): boolean {
  return true;
}

/** GB 11643-1999: birthday in places 7–14, check character by weighted sum modulo 11. */
function isIdentityNumber(digits: string): boolean {
  if (!isDay(digits.slice(6, 14))) return false;
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += Number(digits[place]) * (2 ** (17 - place) % 11);
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase();
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let fromRight = 0; fromRight < digits.length; fromRight++) {
    const digit = Number(digits[digits.length - 1 - fromRight]);
    const counted = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** Whether eight digits are a day between 1900 and 2099. */
function isDay(digits: string): boolean {
  const parts = /^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})$/.exec(digits);
  if (!parts) return false;
  const day = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(parts[3]);
}
