import type { TimeLimit } from '../../../entities/elements.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { CONVENIENCE } from './convenience.js';
import { quotesAbout } from './quote.js';
import {
  answersTo,
  type Body,
  derived,
  fieldBody,
  joined,
  otherSources,
  quoted,
  uniqueSources,
  unknown,
  withShort,
} from './section.js';

/** 办理时限: how long it takes. */
export function timeLimitSection(matter: MatterInRegion): Section {
  const head = { key: 'timeLimit', label: '办理时限' };
  const limit = (key: 'promisedTimeLimit' | 'legalTimeLimit', label: string) =>
    fieldBody(
      matter,
      key,
      (value, shown) => [
        limitLine(label, value),
        ...otherSources(matter, key, shown, (other) => limitWords(other)),
      ],
      'newest',
    );
  const promised = limit('promisedTimeLimit', '承诺时限');
  const legal = limit('legalTimeLimit', '法定时限');
  const [first, also] = promised ? [promised, legal] : [legal, null];
  if (first)
    return {
      ...head,
      ...first,
      lines: [...first.lines, ...(also?.lines ?? [])],
      sources: uniqueSources([...first.sources, ...(also?.sources ?? [])]),
    };
  const told = daysTold(matter);
  if (told) return { ...head, ...told };
  const quotes = quotesAbout(matter, HANDLED_WITHIN);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  const convenience = matter.find('convenience');
  if (convenience?.value.includes('马上办'))
    return {
      ...head,
      ...derived(
        [`${CONVENIENCE.马上办}（按清单标注的办理类型“马上办”推算，天数清单没有写）`],
        [convenience.source],
      ),
    };
  return { ...head, ...unknown(matter, '要办多久') };
}

/** 10个工作日内审核, 当场发证; 急救之日起7日内急救所发生的费用 tells nothing of how long it takes. */
const HANDLED_WITHIN =
  /(?:[0-9]+个?(?:工作|自然)?[日天]|[0-9]+个?小时)(?:以?内)?[^，。；]{0,8}(?:办结|办理|审核|审批|审查|受理|发放|拨付|答复|决定|出具|确认|核发|发证|完成)|当[场日].{0,6}(?:办|发|领|登记|取)/;
/** A step that takes or names days. */
const DAYS = /[0-9]+个?(?:工作|自然)?[日天](?!前)|当[场日](?!地)|即时/;
/** What the applicant has to keep to. */
const HIS_OWN = /[日天](?:以?内)?[^，。；]{0,14}(?:申请|提出|申报|报告|汇缴|变更|补办|备案)|[0-9]月[0-9]+日/;

/** What steps and 常见问题 tell of days, where no source states a limit. */
function daysTold(matter: MatterInRegion): Body | null {
  const steps = fieldBody(matter, 'process', (process) =>
    process
      .map(({ text, time }) => `${text}${time ? `（${time}）` : ''}`)
      .filter((step) => DAYS.test(step) && !HIS_OWN.test(step)),
  );
  const answers = answersTo(matter, asksHowLongItTakes);
  const told = steps && answers ? joined(steps, answers) : (steps ?? answers);
  return told && { ...told, lines: [...told.lines, '（没有写明总的时限，这是办理步骤和常见问题里写的。）'] };
}

function asksHowLongItTakes(question: string): boolean {
  return /(?:多久|几天|多少天|多长时间).{0,4}(?:办|批|拿|审|出结果|答复|通电|成)|(?:办理|审批|办结|公证|过户|解押|开办企业).{0,3}(?:多久|几天)|几天能拿|办.{0,2}多久/.test(
    question,
  );
}

function limitLine(label: string, limit: TimeLimit): string {
  return `${label}：${limitWords(limit)}`;
}

function limitWords({ days, unit, text }: TimeLimit): string {
  if (days === undefined || unit === undefined) return text;
  const kind = unit === 'workingDay' ? '工作日' : '自然日';
  const short = `${days}个${kind}`;
  return withShort(short, text, text.includes(short) || (text.includes(`${days}日`) && text.includes(kind)));
}
