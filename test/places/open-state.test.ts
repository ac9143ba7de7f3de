import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HolidayCalendar, loadCalendar } from '../../src/places/holiday-calendar.js';
import { openState } from '../../src/places/open-state.js';
import { parseOpeningHours } from '../../src/places/opening-hours.js';

const calendar = loadCalendar();
const OFFICE = '周一至周五9:00-12:30，14:00-18:00';
const at = (text: string, beijing: string, years = calendar) => {
  const hours = parseOpeningHours(text);
  expect(hours, text).not.toBeNull();
  return openState(hours, new Date(`${beijing}:00+08:00`), years);
};

describe('an office on ordinary days', () => {
  it.each([
    ['2026-11-25T09:00', true, '2026-11-25T12:30:00+08:00', null],
    ['2026-11-25T12:29', true, '2026-11-25T12:30:00+08:00', null],
    ['2026-11-25T12:30', false, null, '2026-11-25T14:00:00+08:00'],
    ['2026-11-25T08:59', false, null, '2026-11-25T09:00:00+08:00'],
    ['2026-11-25T18:00', false, null, '2026-11-26T09:00:00+08:00'],
    ['2026-11-27T18:00', false, null, '2026-11-30T09:00:00+08:00'],
    ['2026-11-28T10:00', false, null, '2026-11-30T09:00:00+08:00'],
  ])('%s → open %s', (moment, open, closesAt, nextOpening) => {
    expect(at(OFFICE, moment)).toEqual({ open, closesAt, nextOpening, note: null });
  });

  it('is looked at in Beijing time, wherever the machine stands', () => {
    const hours = parseOpeningHours(OFFICE);
    // 17:30 UTC on Tuesday is already Wednesday, half past one at night.
    expect(openState(hours, new Date('2026-11-24T17:30:00Z'), calendar).nextOpening).toBe(
      '2026-11-25T09:00:00+08:00',
    );
    expect(openState(hours, new Date('2026-11-25T01:00:00Z'), calendar).open).toBe(true);
  });
});

describe('public holidays', () => {
  it('close an office that says so, and the next opening is after them', () => {
    expect(at(`${OFFICE}（法定节假日除外）`, '2026-10-02T10:00')).toEqual({
      open: false,
      closesAt: null,
      nextOpening: '2026-10-08T09:00:00+08:00',
      note: '10月2日是国庆节假期，不开放。',
    });
  });

  it('close an office of working days too, with a remark that it did not say so itself', () => {
    const state = at(OFFICE, '2026-02-18T10:00');
    expect(state).toMatchObject({ open: false, nextOpening: '2026-02-24T09:00:00+08:00' });
    expect(state.note).toContain('一般不办公');
  });

  it('leave open what says it stays open', () => {
    expect(at('每天9:00-21:00，节假日照常', '2026-10-02T10:00').open).toBe(true);
    expect(at('24小时', '2026-02-17T03:00')).toEqual({
      open: true,
      closesAt: null,
      nextOpening: null,
      note: null,
    });
  });

  it('are not guessed at where a place opens at weekends and does not speak of them', () => {
    expect(at('周一至周日9:00-17:00', '2026-10-02T10:00')).toMatchObject({ open: null, nextOpening: null });
    expect(at('周一至周日9:00-17:00', '2026-10-02T18:00')).toMatchObject({ open: false, nextOpening: null });
  });
});

describe('weekend days that are worked instead', () => {
  it('open an office at its weekday hours', () => {
    // Sunday before the National Day holiday.
    const state = at(OFFICE, '2026-09-20T10:00');
    expect(state).toMatchObject({ open: true, closesAt: '2026-09-20T12:30:00+08:00' });
    expect(state.note).toContain('调休');
    expect(at(OFFICE, '2026-02-13T18:00').nextOpening).toBe('2026-02-14T09:00:00+08:00');
  });

  it('leave open which hours hold where weekdays differ', () => {
    expect(at('周一至周四8:30-17:30，周五8:30-17:00', '2026-10-10T10:00').open).toBeNull();
  });

  it('do not concern an office that does not open on all weekdays', () => {
    expect(at('周三9:00-17:00', '2026-10-10T10:00').open).toBe(false);
  });
});

describe('a year whose holidays are not known', () => {
  it('is answered by weekdays alone, and says so', () => {
    const state = at(OFFICE, '2031-10-01T10:00');
    expect(state.open).toBe(true);
    expect(state.note).toContain('2031年的放假安排尚未收录');
    // The last Thursday of 2026 is known, the Friday after it is not.
    const next = at(OFFICE, '2026-12-31T19:00', loadCalendarOf2026());
    expect(next).toMatchObject({ open: false, nextOpening: '2027-01-01T09:00:00+08:00' });
    expect(next.note).toContain('2027年');
  });

  it('says nothing of holidays where they make no difference', () => {
    expect(at('24小时', '2031-10-01T10:00').note).toBeNull();
  });
});

describe('times that need thought', () => {
  it('run over midnight', () => {
    expect(at('每天22:00-6:00，节假日照常', '2026-11-25T23:00').closesAt).toBe('2026-11-26T06:00:00+08:00');
    expect(at('每天22:00-6:00，节假日照常', '2026-11-25T05:00').closesAt).toBe('2026-11-25T06:00:00+08:00');
    expect(at('周五22:00-24:00', '2026-11-27T23:00').closesAt).toBe('2026-11-28T00:00:00+08:00');
  });

  it('without days are not open, only perhaps', () => {
    const state = at('9:00-17:00', '2026-11-25T10:00');
    expect(state.open).toBeNull();
    expect(state.note).toContain('哪几天');
    expect(at('9:00-17:00', '2026-11-25T20:00').open).toBe(false);
  });

  it('that were not understood claim nothing', () => {
    const state = openState(null, new Date('2026-11-25T02:00:00Z'), calendar);
    expect(state).toMatchObject({ open: null, nextOpening: null, closesAt: null });
    expect(state.note).toContain('原文');
  });
});

describe('the calendar that ships', () => {
  const off = (year: number) => days(year).filter((date) => calendar.kindOf(date).kind === 'holiday').length;
  const worked = (year: number) => days(year).filter((date) => calendar.kindOf(date).kind === 'makeUp');

  it('holds every day off of 2025 and 2026, and worked days at weekends only', () => {
    expect([calendar.knows(2025), calendar.knows(2026), calendar.knows(2024)]).toEqual([true, true, false]);
    expect([off(2025), off(2026)]).toEqual([28, 33]);
    expect(worked(2025)).toEqual(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']);
    expect(worked(2026)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    for (const date of [...worked(2025), ...worked(2026)])
      expect([0, 6], date).toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
  });

  it('has a fault named by its file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-calendar-'));
    try {
      writeFileSync(join(folder, '2027.json'), '{"year":2027,"holidays":[]}');
      expect(() => loadCalendar(folder)).toThrow(/2027\.json/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function days(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  return Array.from({ length: 365 }, (_, day) =>
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
  );
}

/** A calendar that ends with 2026, whatever years are added to the data later. */
function loadCalendarOf2026(): HolidayCalendar {
  const source = { title: '通知', issuer: '国务院办公厅', date: '2025-11-04' };
  const holidays = [{ name: '元旦', from: '2026-01-01', to: '2026-01-03', makeUpDays: ['2026-01-04'] }];
  return new HolidayCalendar([{ year: 2026, source, holidays }]);
}
