import type { Elements } from '../../entities/elements.js';
import { composeSections } from '../../src/answer/compose.js';
import type { Hotline } from '../../src/answer/hotlines.js';
import { MatterInRegion, type Surroundings } from '../../src/answer/resolve.js';
import type { IntentId, Section } from '../../src/answer/response.js';
import type { ImplementationRecord, SourceRef } from '../../src/catalogue/snapshot.js';
import { HolidayCalendar } from '../../src/places/holiday-calendar.js';
import type { PlaceRecord } from '../../src/places/load-places.js';
import { PlaceDirectory } from '../../src/places/place-directory.js';
import { item, regions, source } from '../places/factories.js';

/** A Monday without anything special. */
export const MONDAY = '2026-03-02';

/** A source with this key, dated. */
export function sourceOf(key: string, date = '2025-06-01'): SourceRef {
  return { ...source, document: `${key}.txt`, key, date, title: `《${key}》清单`.replace(/[《》]/g, '') };
}

/** An implementation in 大足区 with these elements, all from one list. */
export function implementation(elements: Elements, more: Partial<ImplementationRecord> = {}) {
  return { elements, sources: [sourceOf('dzq-001')], regionCode: '500111', agency: '区民政局', ...more };
}

/** A matter with these implementations in a region, and the places known around it. */
export function matterIn(
  regionCode: string | null,
  implementations: Partial<ImplementationRecord>[],
  {
    places = [],
    today = MONDAY,
    hotlines = [],
    name = '某事',
  }: { places?: PlaceRecord[]; today?: string; hotlines?: Hotline[]; name?: string } = {},
): MatterInRegion {
  const surroundings: Surroundings = {
    directory: new PlaceDirectory(places, regions),
    calendar: calendar2026,
    hotlines,
  };
  return new MatterInRegion(item('x-1', name, implementations), regionCode, regions, today, surroundings);
}

/** @returns the asked section. */
export function askedSection(matter: MatterInRegion, intent: IntentId): Section {
  return composeSections(matter, intent)[0] as Section;
}

const calendar2026 = new HolidayCalendar([
  {
    year: 2026,
    source: { title: '2026年放假安排', issuer: '国务院办公厅', date: '2025-11-04' },
    holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07', makeUpDays: ['2026-10-10'] }],
  },
]);
