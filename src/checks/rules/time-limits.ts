import type { TimeLimit } from '../../../entities/elements.js';
import type { Rule } from '../finding.js';
import { inForce } from '../subject.js';

/** Of seven days in a row five are working days: at least so many calendar days lie in some working days. */
const CALENDAR_PER_WORKING_DAY = 7 / 5;

const promiseAboveLegal: Rule = {
  id: 'promise-above-legal',
  title: '承诺办结时限不得长于法定办结时限',
  severity: 'error',
  *check({ elements }, { today }) {
    for (const promised of elements.promisedTimeLimit ?? [])
      for (const legal of elements.legalTimeLimit ?? []) {
        if (promised.situation !== legal.situation) continue;
        if (!inForce(promised, today) || !inForce(legal, today)) continue;
        if (!isLonger(promised.value, legal.value)) continue;
        yield {
          element: 'promisedTimeLimit',
          source: promised.source,
          message: `承诺时限“${promised.value.text}”比法定时限“${legal.value.text}”还长，请核对两处时限。`,
        };
      }
  },
};

const instantButSlow: Rule = {
  id: 'instant-but-slow',
  title: '即办件的承诺时限不超过 1 天',
  severity: 'warning',
  *check({ elements }) {
    for (const type of elements.handlingType ?? []) {
      const promised = elements.promisedTimeLimit?.find(
        ({ source, situation }) => source === type.source && situation === type.situation,
      );
      if (type.value !== '即办件' || (promised?.value.days ?? 0) <= 1) continue;
      yield {
        element: 'handlingType',
        source: type.source,
        message: `写为“即办件”，承诺时限却是“${promised?.value.text}”，请改为“承诺件”或更正时限。`,
      };
    }
  },
};

const timeLimitUnit: Rule = {
  id: 'time-limit-unit',
  title: '时限写明天数和单位（工作日或自然日）',
  severity: 'warning',
  lenientInPrint: true,
  *check({ elements }) {
    for (const element of ['legalTimeLimit', 'promisedTimeLimit'] as const)
      for (const { value, source } of elements[element] ?? [])
        if ((value.days ?? 0) > 0 && !value.unit)
          yield {
            element,
            source,
            message: `时限“${value.text}”没有写明是工作日还是自然日，请补上单位。`,
          };
  },
};

export const TIME_LIMIT_RULES: readonly Rule[] = [promiseAboveLegal, instantButSlow, timeLimitUnit];

/** Sure only: working and calendar days are compared by what they hold at least. */
function isLonger(promised: TimeLimit, legal: TimeLimit): boolean {
  if (promised.days === undefined || legal.days === undefined) return false;
  if (promised.unit === legal.unit || !promised.unit || !legal.unit) return promised.days > legal.days;
  if (promised.unit === 'workingDay') return promised.days > legal.days;
  return promised.days > Math.ceil(legal.days * CALENDAR_PER_WORKING_DAY) + 2;
}
