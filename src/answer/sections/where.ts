import { daySentence } from '../../places/day-sentence.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { placeData, placesToGo, verifyHint } from './places.js';
import { quotesAbout } from './quote.js';
import { type Body, derived, fieldBody, quoted, unknown } from './section.js';

/** Hours or days in numbers; 错时开放时间不低于规定时间的1/3 names none. */
const HOURS_STATED =
  /[0-9]{1,2}[:：点时][0-9]{0,2}|[0-9]+\s*[×x*]?\s*[0-9]*小时|寒暑假|节假日[^，。；]{0,6}开/;

/**
 * 办理时间. Answers are kept for a day, so what is said of today holds all day: its hours, not whether it is open now.
 */
export function hoursSection(matter: MatterInRegion): Section {
  const head = { key: 'hours', label: '办理时间' };
  const hours = fieldBody(matter, 'serviceHours', (value, { expired }) => [
    value,
    ...(expired ? [] : today(matter, value)),
  ]);
  if (hours) return { ...head, ...hours };
  const locations = fieldBody(matter, 'locations', (value, { expired }) =>
    value.flatMap(({ name, hours }) =>
      hours ? [`${name}：${hours}`, ...(expired ? [] : today(matter, hours))] : [],
    ),
  );
  if (locations) return { ...head, ...locations };
  const quotes = quotesAbout(matter, HOURS_STATED, 2);
  if (quotes.length > 0) return { ...head, ...quoted(quotes) };
  return { ...head, ...(placeHours(matter) ?? unknown(matter, '上班或开放时间')) };
}

/** Hours of the known places that handle the matter. */
function placeHours(matter: MatterInRegion): Body | null {
  const places = placesToGo(matter).filter(({ hours }) => hours);
  const rule = matter.find('exerciseLevels') ?? matter.find('agency');
  if (places.length === 0 || !rule) return null;
  return derived(
    [
      ...places.flatMap((place) => [
        `${place.name}：${place.hours}${verifyHint(place)}`,
        ...today(matter, place.hours ?? ''),
      ]),
      '（这是办理地点的开门时间，清单没有写明本事项的办理时间。）',
    ],
    [rule.source, ...places.flatMap(({ sources }) => sources)],
    { places: places.map(placeData) },
  );
}

function today({ surroundings, today: date }: MatterInRegion, hours: string): string[] {
  const sentence = surroundings && daySentence(hours, date, surroundings.calendar);
  return sentence ? [`按此时间，${sentence}`] : [];
}
