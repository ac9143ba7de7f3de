import type { LegalBasis } from '../../../entities/elements.js';

/** 1．, 2. , 3、 before a basis. */
const NUMBERED = /^\d+\s*[.．、]\s*/;
/** What may stand between the number and 《: an issuer, 关于印发, … but no sentence of the regulation. */
const ISSUER_BEFORE_TITLE =
  /^(?:[^，。；：“”《》的]*(?:委|局|府|厅|办|会|协|部|院|室|文件|制定|印发|发布|转发|公布)(?:关于印发|关于转发|印发)?)?$/u;
/** A new basis that begins in the middle of a line. */
const INLINE_NUMBER = /(?<=[。；])\s*(?=\d[.．、]\s*[^。；]{2,140}》)/u;
const INLINE_TITLE = /(?<=。)(?=《[^《》]{4,60}》[(（][^()（）]{2,20}[〔﹝【[][12]\d{3}[〕﹞】\]])/u;
const LISTED_TITLE = /(?<=[)）])、(?=《)/u;
/** A title whose 《 was never printed: 某局关于…的通知》. */
const UNOPENED_TITLE = /^[^《。；：]*关于[^《。；：]*》/u;
/** 文号, e.g. 渝府发〔2012〕22号, with the brackets lists really use. */
const DOC_NUMBER =
  /([\p{Script=Han}]{0,12})\s*[〔﹝【[［(（]\s*((?:19|20)\d{2})\s*[〕﹞】\]］)）]\s*(?:第\s*)?(\d+)\s*号?/u;
/** 国务院令第431号, 农业部令47号, 重庆市人民政府令2009年第231号, 2016第7号 in brackets behind the title. */
const ORDER = /^\s*[(（]([^()（）]{2,40}?(?:号令?|第\d+号))[)）]/u;
const ARTICLE =
  /第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十])?(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?/gu;

/**
 * Splits a 设定依据 cell into the documents it names, each with title, 文号, articles and its own text.
 * Numbered lines that are sentences of a regulation stay with the basis above them.
 */
export function legalBasesOf(cell: string): LegalBasis[] {
  const texts: string[] = [];
  for (const line of cell.split('\n').flatMap(splitLine)) {
    if (texts.length === 0 || beginsBasis(line)) texts.push(line);
    else texts[texts.length - 1] += `\n${line}`;
  }
  return texts.map((text) => text.trim()).flatMap((text) => (text === '' ? [] : [toBasis(text)]));
}

function splitLine(line: string): string[] {
  return line
    .split(INLINE_NUMBER)
    .flatMap((part) => part.split(INLINE_TITLE))
    .flatMap((part) => part.split(LISTED_TITLE));
}

function beginsBasis(line: string): boolean {
  const text = line.trim();
  if (/^《/.test(text)) return true;
  if (!NUMBERED.test(text)) return false;
  const rest = text.replace(NUMBERED, '');
  const title = rest.indexOf('《');
  if (UNOPENED_TITLE.test(rest)) return true;
  if (title < 0) return false;
  return ISSUER_BEFORE_TITLE.test(rest.slice(0, title).replace(/\s+/g, ''));
}

function toBasis(text: string): LegalBasis {
  const body = text.replace(NUMBERED, '');
  const { title, rest } = titleOf(body);
  const basis: LegalBasis = { title, text };
  const docNumber = docNumberOf(rest);
  const article = articlesOf(rest);
  if (docNumber !== '') basis.docNumber = docNumber;
  if (article !== '') basis.article = article;
  return basis;
}

/** @returns the title without its outer 《》, and what follows it. */
function titleOf(body: string): { title: string; rest: string } {
  const open = body.indexOf('《');
  const unopened = UNOPENED_TITLE.exec(body)?.[0];
  if (unopened)
    return { title: unopened.slice(0, -1).replace(/\s+/g, ''), rest: body.slice(unopened.length) };
  if (open < 0) return { title: body.split(/[：:。\n]/)[0]!.trim(), rest: body };
  let depth = 0;
  let close = -1;
  for (let i = open; i < body.length && body[i] !== '\n'; i++) {
    if (body[i] === '《') depth++;
    if (body[i] !== '》') continue;
    close = i;
    depth--;
    // Lists leave out a closing mark now and then; a 文号 or a colon behind it ends the title all the same.
    if (depth === 0 || /^\s*(?:[(（《][^)）》]*[〔﹝【[]\d{4}|[：:])/u.test(body.slice(i + 1))) break;
  }
  const before = body.slice(0, open).replace(/\s+/g, '');
  const end = close < 0 ? titleEnd(body, open) : close;
  const inner = closeMarks(body.slice(open + 1, end).replace(/\s+/g, ''));
  // 关于印发《…方案》 and 重庆市…办公室关于印发《…》 are part of the title; a bare issuer is not.
  const prefix = before.includes('关于') ? before : '';
  return {
    title: prefix === '' ? inner : `${prefix}〈${inner}〉`,
    rest: body.slice(close < 0 ? end : end + 1),
  };
}

/** Adds the 》 or ) that the print left out at the end of a title. */
function closeMarks(title: string): string {
  const count = (char: string) => title.split(char).length - 1;
  return `${title}${count('(') > count(')') ? ')' : ''}${count('《') > count('》') ? '》' : ''}`;
}

/** A title whose 》 was never printed ends where its 文号, a colon or the line does. */
function titleEnd(body: string, open: number): number {
  const found = /[：:。\n]|[(（][^()（）]*[〔﹝【[]\d{4}/u.exec(body.slice(open));
  return found ? open + found.index : body.length;
}

function docNumberOf(rest: string): string {
  // A 文号 can be broken across two lines behind its year.
  const head = rest
    .slice(0, 60)
    .replace(/〕\s+/g, '〕')
    .split(/[：:\n]/)[0]!;
  const numbered = DOC_NUMBER.exec(head);
  const order = ORDER.exec(rest);
  if (order && (!numbered || order.index <= numbered.index) && !/[〔﹝【[]/u.test(order[1]!))
    return order[1]!.replace(/\s+/g, '');
  return numbered ? `${numbered[1]}〔${numbered[2]}〕${numbered[3]}号` : '';
}

/** @returns the articles that head a passage, e.g. 第三十条第二款第二项, joined by 、. */
function articlesOf(rest: string): string {
  const found: string[] = [];
  for (const line of rest.split('\n')) {
    /** The line up to the article that was taken last: 第五条、第六条 go together. */
    let listed: string | null = null;
    for (const match of line.matchAll(ARTICLE)) {
      const before = line.slice(0, match.index).trimEnd();
      // 本条例第十七条 in the middle of a sentence quotes; it does not head a passage.
      const heads =
        before === '' ||
        /[)）》。；：:号]$/u.test(before) ||
        (before.endsWith('、') && before.slice(0, -1) === listed);
      if (!heads) continue;
      listed = line.slice(0, match.index + match[0].length);
      if (!found.includes(match[0])) found.push(match[0]);
    }
  }
  return found.join('、');
}
