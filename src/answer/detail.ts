import type { Asked } from './asked.js';
import { statingLines } from './brief.js';
import { sectionOf } from './compose.js';
import type { MatterInRegion } from './resolve.js';
import type { IntentId, Section } from './response.js';
import { stated, uniqueSources, unknown } from './sections/section.js';
import { AMOUNT } from './sections/standard.js';

/** A question fits from here. */
const FITS = 0.6;
/** Where a detail may be spoken of, the likeliest first. */
const SPOKEN_OF = ['conditions', 'materials', 'process', 'fee', 'standard', 'timeLimit', 'content'];
const MOST_LINES = 3;
/** Sections that may pass over what is asked by yes or no. */
const TOLD: readonly string[] = ['conditions', 'materials', 'process', 'content', 'fee', 'standard'];
/** Intents that ask how much or how long. */
const MEASURED: readonly IntentId[] = ['timeLimit', 'standard', 'fee'];
const UNSAID = '（您问的这一点，现有资料没有直接写明，请拨打12345问清；下面是资料写的。）';

/**
 * The sections of an answer to a question about a detail. 可以代办吗 is answered by the question of the sources that
 * fits, else by what their lines say of it; where nothing does, that is said.
 *
 * @param sections - the asked section first.
 */
export function withDetail(
  matter: MatterInRegion,
  sections: readonly Section[],
  asked: Asked,
): readonly Section[] {
  const [first, ...rest] = withSum(matter, sections, asked);
  if (!first) return sections;
  const only = asked.intent === 'faq' || (MEASURED.includes(asked.intent) && asked.asksHowLongItLasts);
  const topics = asked.topics(matter.title);
  // 要钱不 alone asks for a part of the answer, not for a detail.
  const open = only || first.status === 'unknown' || (asked.yesOrNo && topics.length > 0);
  const fitting = open ? fittingQuestion(matter, asked) : null;
  const others = (only ? rest : [first, ...rest]).filter(({ key }) => key !== 'faq' && key !== 'summary');
  if (fitting) return [fitting, ...others];
  if (only) return [linesAbout(matter, topics, asked) ?? nothingSaid(matter), ...others];
  return isAnswered(first, topics, asked)
    ? [first, ...rest]
    : [{ ...first, lines: [UNSAID, ...first.lines] }, ...rest];
}

/**
 * 低保多少钱 asks for the benefit where no fee is stated, 医保一年交多少 for the contribution where a benefit is: the section
 * that tells the sum comes first.
 */
function withSum(matter: MatterInRegion, sections: readonly Section[], asked: Asked): readonly Section[] {
  const [first] = sections;
  const paidOut =
    first?.key === 'fee' && first.status === 'unknown' && asked.asksForSum && !asked.asksWhatIsPaidIn;
  const paidIn = first?.key === 'standard' && asked.asksWhatIsPaidIn;
  if (!paidOut && !paidIn) return sections;
  const other = sectionOf(matter, paidIn ? 'fee' : 'standard');
  if (other.status === 'unknown' || !other.lines.some((line) => AMOUNT.test(line))) return sections;
  return [other, ...sections.filter(({ key }) => key !== other.key && key !== first?.key)];
}

/** Whether a section answers what is asked as far as its sources can, or says itself that they do not. */
function isAnswered({ key, status, lines }: Section, topics: readonly string[], asked: Asked): boolean {
  if (status === 'unknown') return true;
  if (key === 'standard' && !lines.some((line) => AMOUNT.test(line))) return false;
  const money = MEASURED.includes(asked.intent) ? asked.otherMoney : null;
  if (money !== null) return lines.some((line) => line.includes(money));
  if (!asked.yesOrNo || !TOLD.includes(key)) return true;
  return topics.length === 0 || lines.some((line) => asked.isTouchedBy(line, topics));
}

/** The question of the sources that fits best. */
function fittingQuestion(matter: MatterInRegion, asked: Asked): Section | null {
  const known = [null, ...matter.situations('faqs')].flatMap((situation) =>
    matter.all('faqs', situation).flatMap((value) => value.value.map((faq) => ({ value, faq }))),
  );
  let best = { fit: FITS, found: null as (typeof known)[number] | null };
  for (const one of known) {
    const fit = asked.fit(one.faq.question, one.faq.answer, matter.title);
    if (fit > best.fit || (fit === best.fit && !best.found)) best = { fit, found: one };
  }
  if (!best.found) return null;
  const { value, faq } = best.found;
  const body = stated(matter, value, [`问：${faq.question} 答：${faq.answer}`], { faqs: [faq] });
  return { key: 'faq', label: '常见问题', ...body };
}

/** Lines of other sections that speak of the topics. */
function linesAbout(matter: MatterInRegion, topics: readonly string[], asked: Asked): Section | null {
  const found = SPOKEN_OF.flatMap((key) => {
    const section = sectionOf(matter, key);
    if (section.status === 'unknown') return [];
    const lines = statingLines(section)
      .map((line) => line.replace(/^[0-9]+\. /, ''))
      .filter((line) => asked.isTouchedBy(line, topics));
    return lines.length > 0 ? [{ section, lines }] : [];
  });
  if (found.length === 0) return null;
  const told = new Map(found.flatMap(({ section, lines }) => lines.map((line) => [line, section.label])));
  const lines = [...told].map(([line, label]) => `${label}写的是：${line}`);
  const remarks = found.flatMap(({ section }) => section.lines.filter((line) => line.startsWith('（')));
  return {
    key: 'faq',
    label: '您问的这一点',
    status: 'stated',
    lines: [...lines.slice(0, MOST_LINES), ...new Set(remarks)],
    data: {},
    sources: uniqueSources(found.flatMap(({ section }) => section.sources)),
  };
}

function nothingSaid(matter: MatterInRegion): Section {
  return { key: 'faq', label: '常见问题', ...unknown(matter, '您问的这一点') };
}
