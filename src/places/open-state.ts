import { addDays, type HolidayCalendar } from './holiday-calendar.js';
import type { Interval, OpeningHours } from './opening-hours.js';

/** Whether somebody finds the door open. Times are ISO 8601 with the offset of Beijing. */
export interface OpenState {
  /** Null: cannot be said; `note` says why. */
  open: boolean | null;
  /** When it opens next; null while it is open or when that cannot be said. */
  nextOpening: string | null;
  /** When it closes; null while it is closed, and when it never does. */
  closesAt: string | null;
  /** Chinese remark for the resident. */
  note: string | null;
}

/** One day of a place: when it is open, as far as that is known. */
export interface DayPlan {
  intervals: readonly Interval[];
  certain: boolean;
  note: string | null;
}

const DAY_MINUTES = 24 * 60;
const BEIJING_OFFSET_MS = 8 * 3_600_000;
/** Longer than any run of days off. */
const DAYS_AHEAD = 21;

/**
 * Says whether a place is open at a moment, by China's public holidays and worked weekend days.
 *
 * @param hours - null where a text was not understood or there is none: nothing is claimed then.
 */
export function openState(hours: OpeningHours | null, now: Date, calendar: HolidayCalendar): OpenState {
  if (!hours) return unknown('开放时间的写法无法自动判断，请以原文为准。');
  const local = new Date(now.getTime() + BEIJING_OFFSET_MS).toISOString();
  const date = local.slice(0, 10);
  const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
  const today = planOf(hours, date, calendar);
  const current = today.intervals.find(({ from, to }) => from <= minute && minute < to);
  if (!hours.daysStated)
    return current ? unknown('资料只写了时段，没有写明哪几天开放，出门前请电话确认。') : closed(null, null);
  if (!today.certain && today.intervals.some(({ to }) => minute < to)) return unknown(today.note);
  if (current)
    return {
      open: true,
      nextOpening: null,
      closesAt: endOf(hours, date, current, calendar),
      note: today.note,
    };
  const next = nextOpening(hours, date, minute, calendar);
  return closed(next?.at ?? null, joinNotes(today.note, next?.note ?? null));
}

function unknown(note: string | null): OpenState {
  return { open: null, nextOpening: null, closesAt: null, note };
}

function closed(next: string | null, note: string | null): OpenState {
  return { open: false, nextOpening: next, closesAt: null, note };
}

/**
 * What a day's hours are, and the remark that goes with them.
 *
 * @param date - ISO date in Beijing.
 */
export function planOf(hours: OpeningHours, date: string, calendar: HolidayCalendar): DayPlan {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const own = hours.week[weekday] ?? [];
  const certain = (intervals: readonly Interval[], note: string | null = null): DayPlan => ({
    intervals,
    certain: true,
    note,
  });
  if (hours.holidays === 'open' || !hours.daysStated) return certain(own);
  const year = Number(date.slice(0, 4));
  if (!calendar.knows(year)) return certain(own, `${year}年的放假安排尚未收录，这里只按星期推算。`);
  const day = calendar.kindOf(date);
  if (day.kind === 'holiday') {
    const holiday = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日是${day.name}假期`;
    if (hours.holidays === 'closed') return certain([], `${holiday}，不开放。`);
    if (hours.followsWorkingDays) return certain([], `${holiday}，一般不办公，节日安排以公告为准。`);
    const note = `${holiday}，是否开放资料没有写明，请电话确认。`;
    return { intervals: own, certain: own.length === 0, note };
  }
  if (day.kind === 'makeUp' && own.length === 0 && hours.followsWorkingDays)
    return makeUpPlan(hours, day.name);
  return certain(own);
}

/** On a weekend day that is worked, offices keep their weekday hours; where those differ, which ones is not known. */
function makeUpPlan({ week }: OpeningHours, holiday: string): DayPlan {
  const weekdays = week.slice(0, 5);
  const [monday = []] = weekdays;
  const note = `${holiday}调休，当天上班。`;
  if (weekdays.some((intervals) => intervals.length === 0))
    return { intervals: [], certain: true, note: null };
  const same = weekdays.every((intervals) => JSON.stringify(intervals) === JSON.stringify(monday));
  return same
    ? { intervals: monday, certain: true, note }
    : { intervals: monday, certain: false, note: `${note}具体时段请电话确认。` };
}

/** The end of an interval, followed over midnight; null when it goes on for days. */
function endOf(
  hours: OpeningHours,
  date: string,
  current: Interval,
  calendar: HolidayCalendar,
): string | null {
  let { to } = current;
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    if (to < DAY_MINUTES) return timeOf(addDays(date, ahead), to);
    const { intervals } = planOf(hours, addDays(date, ahead + 1), calendar);
    const onward = intervals.find(({ from }) => from === 0);
    if (!onward) return timeOf(addDays(date, ahead + 1), 0);
    to = onward.to;
  }
  return null;
}

function nextOpening(
  hours: OpeningHours,
  date: string,
  minute: number,
  calendar: HolidayCalendar,
): { at: string | null; note: string | null } | null {
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(date, ahead);
    const { intervals, certain, note } = planOf(hours, day, calendar);
    const next = intervals.find(({ from }) => ahead > 0 || from > minute);
    if (!next) continue;
    return { at: certain ? timeOf(day, next.from) : null, note: ahead > 0 ? note : null };
  }
  return null;
}

function timeOf(date: string, minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`;
}

function joinNotes(...notes: (string | null)[]): string | null {
  return [...new Set(notes.filter((note) => note !== null))].join('') || null;
}
