import { clockMinutes, isLater, type Moment, type PartOfDay } from './clock-words.js';

/** Minutes after midnight in Beijing; `to` is exclusive and at most 1440. */
export interface Interval {
  from: number;
  to: number;
}

/** Opening hours as a text states them. */
export interface OpeningHours {
  /** Intervals of each weekday, Monday first. */
  week: readonly (readonly Interval[])[];
  /** False where the text gives times without days; `week` then holds the times for every day. */
  daysStated: boolean;
  /** The days are those on which offices work: they follow the State Council's calendar. */
  followsWorkingDays: boolean;
  /** What the text says of public holidays. */
  holidays: 'closed' | 'open' | 'unstated';
}

interface Group {
  days: Set<number> | null;
  /** Days came after the times: 9:00-17:00（周一至周五）. */
  daysLast: boolean;
  intervals: Interval[];
}

interface Reading {
  groups: Group[];
  closedDays: Set<number>;
  holidays: OpeningHours['holidays'];
  /** Holidays are excepted from something, as in 周一闭馆（法定节假日除外）. */
  exceptsHolidays: boolean;
  namesWorkingDays: boolean;
}

const WEEKDAYS = [0, 1, 2, 3, 4];
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];
const DAY = 24 * 60;
const DAY_INDEX: Readonly<Record<string, number>> = {
  一: 0,
  二: 1,
  三: 2,
  四: 3,
  五: 4,
  六: 5,
  日: 6,
  天: 6,
  1: 0,
  2: 1,
  3: 2,
  4: 3,
  5: 4,
  6: 5,
  7: 6,
};

const WEEK = '(?:每?(?:周|星期|礼拜))';
const DAY_NAME = '[一二三四五六日天]';
const DAYS_OFF = '(?:周末|双休日|休息日|周六日|(?:周|星期)六[、,]?(?:周|星期)?[日天])';
const HOLIDAYS = '(?:国家)?(?:法定)?(?:节假日|节日|假日|假期)';
const CLOSED =
  '(?:除外|不含|休息|放假|闭馆|休馆|公休|停止办公|不(?:对外)?(?:办公|上班|办理|营业|开放|受理|接待|服务))';
const OPEN = '(?:均?(?:照常|正常)(?:开放|营业|办公|上班|办理)?|不休息?|无休|不打烊|不闭馆)';
const CLOCK =
  '(凌晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚间|晚|夜间)?([0-9]{1,2})(?::([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半))?)';

/** What a text may hold, tried in this order at every place. A place where none fits makes the text not understood. */
const TOKENS: readonly [RegExp, (reading: Reading, found: RegExpExecArray) => boolean][] = [
  [token(`(?:含|包括)${HOLIDAYS}|${HOLIDAYS}${OPEN}`), setHolidays('open')],
  [token(`${HOLIDAYS}(?:安排)?(?:另行通知|以(?:通知|公告)为准)`), setHolidays('unstated')],
  [
    token(
      `(?:(?:(${DAYS_OFF})|${WEEK}(${DAY_NAME}))(?:[、,及和与]|以及))?${HOLIDAYS}(?:[、,及和与](${DAYS_OFF}))?(?:期间)?(${CLOSED})`,
    ),
    (reading, [, before, day, after, closed]) => {
      if (day) reading.closedDays.add(dayIndex(day));
      return closeHolidays(reading, closed === '除外') && (before || after ? weekendOff(reading) : true);
    },
  ],
  [token(`除${HOLIDAYS}(?:以?外)?|${HOLIDAYS}以外`), (reading) => closeHolidays(reading, true)],
  [token('全年无休|天天(?:开放|营业)|全年(?:开放|365天)'), everyDay],
  [
    token(`逢?${WEEK}(${DAY_NAME})(?:全天)?${CLOSED}`),
    (reading, [, name]) => {
      reading.closedDays.add(dayIndex(name));
      return true;
    },
  ],
  [token(`${DAYS_OFF}${CLOSED}`), weekendOff],
  [
    token(`${WEEK}(${DAY_NAME}|[1-7])-${WEEK}?(${DAY_NAME}|[1-7](?![0-9:点时]))`),
    (reading, [, from, to]) => addDays(reading, dayRange(dayIndex(from), dayIndex(to))),
  ],
  [
    token(`${WEEK}(${DAY_NAME}(?:[、,和及]?${WEEK}?${DAY_NAME})*)`),
    (reading, [, names = '']) =>
      addDays(reading, [...names.replace(/[^一二三四五六日天]/g, '')].map(dayIndex)),
  ],
  [token('周末|双休日'), (reading) => addDays(reading, [5, 6])],
  [token('每天|每日'), (reading) => addDays(reading, ALL_DAYS)],
  [
    token('(?:法定|正常)?工作日'),
    (reading) => {
      reading.namesWorkingDays = true;
      return addDays(reading, WEEKDAYS);
    },
  ],
  [token('(?:全天候?)?24小时|全天候'), aroundTheClock],
  [token(`${CLOCK}-${CLOCK}`), (reading, found) => addInterval(reading, found)],
  [token('(?:中午|午间)(?:不休息?|不间断|不打烊|无休)'), () => true],
  [
    token('(?:对外|窗口|业务)?(?:办公|工作|服务|受理|办理|开放|营业|接待|上班|对外)?时间(?:为|是)?'),
    () => true,
  ],
  [token('(?:对外|窗口)?(?:开放|营业|办公|办理|受理|上班|服务|接待)|北京时间'), () => true],
  [/[\s,，、;；。.:()[\]|/和及与]+/y, () => true],
];

/**
 * Reads opening hours as offices print them: 周一至周五9:00-12:30，14:00-18:00（法定节假日除外）; 工作日上午9点至下午5点; 24小时.
 *
 * @returns null when any part of the text is not understood: a guess would send somebody to a closed door.
 */
export function parseOpeningHours(text: string): OpeningHours | null {
  const plain = normalise(text);
  const reading: Reading = {
    groups: [],
    closedDays: new Set(),
    holidays: 'unstated',
    exceptsHolidays: false,
    namesWorkingDays: false,
  };
  for (let at = 0; at < plain.length; ) {
    const step = TOKENS.map(([pattern, apply]) => {
      pattern.lastIndex = at;
      const found = pattern.exec(plain);
      return found && found[0] !== '' ? { found, apply } : null;
    }).find((match) => match !== null);
    if (!step?.apply(reading, step.found)) return null;
    at += step.found[0].length;
  }
  return conclude(reading);
}

function token(source: string): RegExp {
  return new RegExp(source, 'y');
}

/** Narrow digits and signs, one kind of dash, Chinese hours as digits. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/(凌晨|[早晚][上晨间]?|[上中下]午|傍晚|夜间)[ :]+(?=[0-9一二两三四五六七八九十])/g, '$1')
    .replace(/ ?(?:-{1,2}|—{1,2}|–|―|−|~|〜|至|到) ?/g, '-')
    .replace(/(十[一二]?|[一二两三四五六七八九])(?=[点时])/g, (hour) =>
      String(HOURS.indexOf(hour === '两' ? '二' : hour)),
    );
}

const HOURS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function dayIndex(name: string | undefined): number {
  return DAY_INDEX[name ?? ''] ?? 0;
}

/** 周六至周二 runs over the end of the week. */
function dayRange(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
}

function setHolidays(rule: OpeningHours['holidays']) {
  return (reading: Reading): boolean => {
    reading.holidays = rule;
    return true;
  };
}

function closeHolidays(reading: Reading, asException: boolean): boolean {
  reading.holidays = 'closed';
  reading.exceptsHolidays = asException;
  return true;
}

/** 9:00-17:00（周末休息）: the days are known by what is left of them. */
function weekendOff(reading: Reading): boolean {
  return reading.groups.at(-1)?.days ? true : addDays(reading, WEEKDAYS);
}

function everyDay(reading: Reading): boolean {
  reading.holidays = 'open';
  return reading.groups.at(-1)?.days ? true : addDays(reading, ALL_DAYS);
}

function aroundTheClock(reading: Reading): boolean {
  if (!currentGroup(reading).days) everyDay(reading);
  currentGroup(reading).intervals.push({ from: 0, to: DAY });
  return true;
}

function currentGroup(reading: Reading): Group {
  const last = reading.groups.at(-1);
  if (last) return last;
  const group: Group = { days: null, daysLast: false, intervals: [] };
  reading.groups.push(group);
  return group;
}

function addDays(reading: Reading, days: readonly number[]): boolean {
  const last = reading.groups.at(-1);
  if (last && last.intervals.length === 0) last.days = new Set([...(last.days ?? []), ...days]);
  else if (last && !last.days) {
    last.days = new Set(days);
    last.daysLast = true;
  } else if (last?.daysLast) last.days = new Set([...(last.days ?? []), ...days]);
  else reading.groups.push({ days: new Set(days), daysLast: false, intervals: [] });
  return true;
}

function addInterval(reading: Reading, found: RegExpExecArray): boolean {
  if (reading.groups.at(-1)?.daysLast) reading.groups.push({ days: null, daysLast: false, intervals: [] });
  const { intervals } = currentGroup(reading);
  const [, part, hour, minutes, spoken, half, endPart, endHour, endMinutes, endSpoken, endHalf] = found;
  const start: Moment = { part: part as PartOfDay, hour, minutes: minutes ?? spoken, half };
  const end: Moment = {
    part: endPart as PartOfDay,
    hour: endHour,
    minutes: endMinutes ?? endSpoken,
    half: endHalf,
  };
  const interval = intervalOf(start, end, intervals.at(-1)?.to ?? 0);
  if (!interval) return false;
  intervals.push(interval);
  return true;
}

/**
 * @param after - end of the interval before on the same days: in 8:30-12:00，2:30-5:30 the second is in the afternoon.
 * @returns null when the times make no sense or could mean two things; `to` beyond 1440 runs into the next day.
 */
function intervalOf(start: Moment, end: Moment, after: number): Interval | null {
  let from = clockMinutes(start);
  let to = clockMinutes(end.part || !isLater(start.part) ? end : { ...end, part: start.part });
  if (from === null || to === null) return null;
  const bare = !start.part && !end.part;
  if (bare && from < after && from + DAY / 2 >= after && from < DAY / 2) {
    from += DAY / 2;
    if (to < DAY / 2) to += DAY / 2;
  }
  if (to > from) return { from, to };
  // 9:00-5:00 may be a typing error or a night; 22:00-6:00 can only be a night.
  return from >= DAY / 2 + 6 * 60 && to < DAY / 2 ? { from, to: to + DAY } : null;
}

function conclude(reading: Reading): OpeningHours | null {
  const { groups, closedDays, holidays } = reading;
  if (groups.length === 0 || groups.some(({ intervals }) => intervals.length === 0)) return null;
  const daysStated = groups.every(({ days }) => days !== null) || closedDays.size > 0;
  if (!daysStated && groups.length > 1) return null;
  const week: Interval[][] = ALL_DAYS.map(() => []);
  for (const { days, intervals } of groups) {
    for (const day of days ?? ALL_DAYS) {
      if (closedDays.has(day)) continue;
      for (const { from, to } of intervals) {
        week[day]?.push({ from, to: Math.min(to, DAY) });
        if (to > DAY) week[(day + 1) % 7]?.push({ from: 0, to: to - DAY });
      }
    }
  }
  for (const intervals of week) intervals.sort((a, b) => a.from - b.from);
  const worksWeekends = [5, 6].some((day) => week[day]?.length);
  return {
    week,
    daysStated,
    followsWorkingDays: reading.namesWorkingDays || (daysStated && !worksWeekends),
    // 周一闭馆（法定节假日除外） says that it opens on such a Monday, not that it closes on holidays.
    holidays: closedDays.size > 0 && reading.exceptsHolidays ? 'unstated' : holidays,
  };
}
