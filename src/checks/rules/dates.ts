import type { FieldKey } from '../../../entities/elements.js';
import type { Rule } from '../finding.js';
import { labelOf } from '../labels.js';
import { inForce, statementsOf } from '../subject.js';

/** 2021年3月31日前, 至2021年12月31日, 截止2020年6月30日; not 1969年12月31日前建成, which is a condition. */
const DEADLINE =
  /(?:至|到|截[止至]到?|在)?\s*(20\d{2})年(\d{1,2})月(?:(\d{1,2})日|底)\s*(前|之前|以前|止|为止|截止)?(?!建|出生|参加|入伍|退|登记)/gu;
/** What residents act on. */
const ACTED_ON: readonly FieldKey[] = [
  'conditions',
  'materials',
  'process',
  'feeStandard',
  'standard',
  'locations',
  'serviceHours',
];

const dateForm: Rule = {
  id: 'date-form',
  title: '“有效自”“有效至”写成 2026-01-31，先后不颠倒',
  severity: 'error',
  *check(subject) {
    for (const { element, statement } of statementsOf(subject)) {
      const { validFrom, validTo, source } = statement;
      for (const date of [validFrom, validTo])
        if (date !== undefined && !isDate(date))
          yield { element, source, message: `日期“${date}”不对，请写成 2026-01-31 的样子。` };
      if (validFrom && validTo && isDate(validFrom) && isDate(validTo) && validFrom > validTo)
        yield { element, source, message: `“有效自”${validFrom}晚于“有效至”${validTo}，请核对。` };
    }
  },
};

const expired: Rule = {
  id: 'expired',
  title: '期限已过的内容要有现行的接替',
  severity: 'error',
  *check(subject, { today }) {
    const gone = new Map<string, { source: number; validTo: string; elements: FieldKey[] }>();
    for (const { element, statement } of statementsOf(subject)) {
      const { validTo, source, situation } = statement;
      if (!validTo || validTo >= today) continue;
      const replaced = subject.elements[element]?.some(
        (other) => other.situation === situation && inForce(other, today),
      );
      if (replaced) continue;
      const key = `${source} ${validTo}`;
      const group = gone.get(key) ?? { source, validTo, elements: [] };
      group.elements.push(element);
      gone.set(key, group);
    }
    for (const { source, validTo, elements } of gone.values())
      yield {
        element: elements[0] ?? null,
        source,
        message: `${elements.map(labelOf).join('、')}的期限到${validTo}已过，没有现行的内容接替，请补新的或取消这一事项。`,
      };
  },
};

const pastDeadline: Rule = {
  id: 'past-deadline',
  title: '写在文字里的截止日期已过的，补上“有效至”',
  severity: 'warning',
  *check(subject, { today }) {
    for (const { element, statement } of statementsOf(subject, ...ACTED_ON)) {
      if (statement.validTo) continue;
      const deadline = pastDeadlineIn(JSON.stringify(statement.value), today);
      if (deadline)
        yield {
          element,
          source: statement.source,
          message: `“${deadline}”已经过去，请核实现在怎样，并给这一条注明“有效至”。`,
        };
    }
  },
};

const sourceDate: Rule = {
  id: 'source-date',
  title: '来源的日期不在将来',
  severity: 'error',
  *check({ sources }, { today }) {
    for (const [source, { date, title }] of sources.entries())
      if (date && date > today)
        yield { element: null, source, message: `来源《${title}》的日期${date}还没到，请核对。` };
  },
};

export const DATE_RULES: readonly Rule[] = [dateForm, expired, pastDeadline, sourceDate];

function isDate(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** @returns the words of a deadline before today; a date that only says when something began is none. */
function pastDeadlineIn(text: string, today: string): string | null {
  for (const [words, year, month, day, after] of text.matchAll(DEADLINE)) {
    if (!after && !/^(?:至|到|截)/u.test(words)) continue;
    const date = [year, month?.padStart(2, '0'), (day ?? '31').padStart(2, '0')].join('-');
    if (date < today) return words.trim();
  }
  return null;
}
