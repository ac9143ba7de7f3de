import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { paragraphs, quotesAbout } from './quote.js';
import { answersTo, fieldBody, joined, otherSources, quoted, unknown } from './section.js';

/** 标准: how much is paid out or granted. */
export function standardSection(matter: MatterInRegion): Section {
  const head = { key: 'standard', label: '标准' };
  const standard = fieldBody(matter, 'standard', (value, shown) => [
    ...withoutTargets(value),
    ...otherSources(matter, 'standard', shown, (other) => withoutTargets(other).join('')),
  ]);
  if (standard?.lines.some((line) => AMOUNT.test(line))) return { ...head, ...standard };
  const answers = answersTo(matter, asksWhatIsPaidOut);
  if (answers && standard) return { ...head, ...joined(answers, standard) };
  const known = answers ?? standard;
  if (known) return { ...head, ...known };
  const quotes = quotesAbout(matter, /[0-9０-９]+(?:\.\d+)?\s*(?:元|%|％)|标准|补助|补贴/).filter(
    ({ text }) => !TARGET.test(text),
  );
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  return { ...head, ...unknown(matter, '发放或补助的标准') };
}

/** A sum, or a share of one. */
export const AMOUNT = /[0-9０-９]\s*(?:万?元|%|％)|百分之|[一二三四五六七八九十]折/;
/** What the government means to reach: nobody is paid that. */
export const TARGET =
  /(?:人数|户数|对象|患者|糖尿病)[^，。；]{0,6}[0-9.]+万|率[^，。；]{0,8}(?:达到|提高到|不低于|保持)[^，。；]{0,6}[0-9]|(?:逐步|全部)?完成[^，。；]{0,12}[0-9]+户/;

/** The paragraphs of a standard without the sentences and clauses that only name a target. */
function withoutTargets(text: string): string[] {
  return paragraphs(text)
    .map((line) =>
      line
        .split(/(?<=[。；])/)
        .map((sentence) => (TARGET.test(sentence) ? withoutTarget(sentence) : sentence))
        .join(''),
    )
    .filter(Boolean);
}

function withoutTarget(sentence: string): string {
  const kept = sentence.split(/(?<=[，,])/).filter((clause) => !TARGET.test(clause));
  return kept
    .join('')
    .replace(/[，,]$/, '。')
    .replace(/^“?十三五”?时期。$/, '');
}

/** 每月能领多少, 标准是多少, 个人最多能贷多少: not what is paid in. */
function asksWhatIsPaidOut(question: string): boolean {
  return /(?:领|贷|拿|补|提|助|扶助金|助学金).{0,4}多少|标准(?:是|？|怎)|救助比例|津贴怎么算|额度/.test(
    question,
  );
}
