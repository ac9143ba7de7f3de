import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectPath } from '../project-root.js';

const day = z.iso.date();

/** One year as the State Council's notice sets it: data/calendar/YYYY.json. */
const yearSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: z.strictObject({
    title: z.string().min(1),
    issuer: z.string().min(1),
    docNumber: z.string().min(1).optional(),
    date: day,
  }),
  holidays: z
    .array(z.strictObject({ name: z.string().min(1), from: day, to: day, makeUpDays: z.array(day) }))
    .min(1),
});
export type HolidayYear = z.output<typeof yearSchema>;

/** What the calendar says of a day. `name` is the holiday that a day off or a worked weekend day belongs to. */
export type DayKind = { kind: 'holiday' | 'makeUp'; name: string } | { kind: 'ordinary' };

const ORDINARY: DayKind = { kind: 'ordinary' };

/** Public holidays of China and the weekend days worked instead. */
export class HolidayCalendar {
  private readonly years = new Set<number>();
  private readonly days = new Map<string, DayKind>();

  constructor(years: readonly HolidayYear[]) {
    for (const { year, holidays } of years) {
      this.years.add(year);
      for (const { name, from, to, makeUpDays } of holidays) {
        for (let date = from; date <= to; date = addDays(date, 1))
          this.days.set(date, { kind: 'holiday', name });
        for (const date of makeUpDays) this.days.set(date, { kind: 'makeUp', name });
      }
    }
  }

  /** @returns whether the notice for this year is in; without it every day is `ordinary`. */
  knows(year: number): boolean {
    return this.years.has(year);
  }

  /** @param date - ISO date in Beijing. */
  kindOf(date: string): DayKind {
    return this.days.get(date) ?? ORDINARY;
  }
}

/**
 * Reads the calendar that ships with the program.
 * @throws {Error} naming the file when one has a fault.
 */
export function loadCalendar(folder = projectPath('data', 'calendar')): HolidayCalendar {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new HolidayCalendar(files.sort().map((name) => readYear(join(folder, name))));
}

function readYear(file: string): HolidayYear {
  const parsed = yearSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  for (const { name, from, to } of parsed.data.holidays)
    if (from > to) throw new Error(`${file}: ${name} ends before it begins`);
  return parsed.data;
}

/** @returns the ISO date so many days later. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
