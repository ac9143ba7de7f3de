import type { HolidayCalendar } from './holiday-calendar.js';
import { openState, planOf } from './open-state.js';
import { type Interval, parseOpeningHours } from './opening-hours.js';

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/**
 * What stated opening hours mean for one day, as a sentence that stays true all day: 今天周一，9:00–17:00开门。 or
 * 今天周六，休息，下次开门11月10日周一9:00。
 *
 * @param hours - as printed.
 * @param date - ISO date in Beijing that is called 今天.
 * @returns null when the text is not understood: nothing is claimed then.
 */
export function daySentence(hours: string, date: string, calendar: HolidayCalendar): string | null {
  const parsed = parseOpeningHours(hours);
  if (!parsed) return null;
  if (!parsed.daysStated) return '资料没有写明哪几天开门，出门前请电话确认。';
  const { intervals, certain, note } = planOf(parsed, date, calendar);
  const today = `今天${weekdayOf(date)}`;
  if (!certain) return `${today}：${note ?? '是否开门资料没有写明，请电话确认。'}`;
  if (intervals.length > 0) return `${today}，${intervals.map(clock).join('、')}开门。${note ?? ''}`;
  const next = openState(parsed, new Date(`${date}T00:00:00+08:00`), calendar).nextOpening;
  return `${today}，休息${next ? `，下次开门${momentOf(next)}` : ''}。${note ?? ''}`;
}

function weekdayOf(date: string): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] as string;
}

function clock({ from, to }: Interval): string {
  const time = (minute: number): string =>
    `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return from === 0 && to === 24 * 60 ? '全天' : `${time(from)}–${time(to)}`;
}

/** `2025-11-10T09:00:00+08:00` → 11月10日周一9:00. */
function momentOf(moment: string): string {
  const date = moment.slice(0, 10);
  const day = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日${weekdayOf(date)}`;
  return `${day}${Number(moment.slice(11, 13))}:${moment.slice(14, 16)}`;
}
