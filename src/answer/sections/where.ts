import type { ExerciseLevel, ServiceLocation } from '../../../entities/elements.js';
import type { SourceRef } from '../../catalogue/snapshot.js';
import { COUNTER_NAMES } from '../../places/counters.js';
import { daySentence } from '../../places/day-sentence.js';
import type { MatterInRegion } from '../resolve.js';
import type { Section } from '../response.js';
import { placeData, placeLine, placesToGo, verifyHint } from './places.js';
import { quotesAbout } from './quote.js';
import { type Body, derived, fieldBody, quoted, splitAgencies, uniqueSources, unknown } from './section.js';

/** Nearest to the resident first. */
const LEVELS: readonly ExerciseLevel['level'][] = ['village', 'town', 'county', 'city', 'province', 'nation'];

/** 办理地点: where to go. */
export function locationSection(matter: MatterInRegion): Section {
  const head = { key: 'location', label: '办理地点' };
  return { ...head, ...(statedLocations(matter) ?? knownPlaces(matter)) };
}

/** Locations that the matter's own sources state; what they leave out of a place known otherwise is added to it. */
function statedLocations(matter: MatterInRegion): Body | null {
  const added: SourceRef[] = [];
  const line = (location: ServiceLocation): string => {
    const known = location.address ? undefined : matter.places.find(({ name }) => name === location.name);
    if (!known?.address) return placeLine(location);
    added.push(...known.sources);
    return `${placeLine({ ...location, address: known.address })}${verifyHint(known)}`;
  };
  const body = fieldBody(matter, 'locations', (locations) => locations.map(line));
  return body && { ...body, sources: uniqueSources([...body.sources, ...added]) };
}

/** Known places of the agency or of the levels that handle the matter, then the kinds of counter. */
function knownPlaces(matter: MatterInRegion): Body {
  const levels = matter.find('exerciseLevels');
  const agency = matter.find('agency');
  const rule = levels ?? agency;
  if (!rule) return unknown(matter, '办理地点');
  const places = placesToGo(matter);
  const kinds = levels ? counterLine(levels.value) : agency ? agencyLine(agency.value) : '';
  const from = levels
    ? `行使层级推算${agency ? `；实施机构：${agency.value}` : ''}`
    : places.length > 0
      ? '实施机构和地点的业务范围推算'
      : '实施机构推算';
  const missing = places.length > 0 ? '' : '具体地址清单没有写，';
  return derived(
    [
      ...places.map((place) => `${placeLine(place)}${verifyHint(place)}`),
      kinds,
      `（按清单载明的${from}。${missing}出门前可拨12345问清。）`,
    ],
    [rule.source, ...places.flatMap(({ sources }) => sources)],
    {
      ...(places.length > 0 ? { places: places.map(placeData) } : {}),
      ...(levels
        ? { counters: nearestFirst(levels.value).map(({ level }) => COUNTER_NAMES[level]) }
        : { agencies: splitAgencies(agency?.value ?? '') }),
    },
  );
}

function counterLine(levels: readonly ExerciseLevel[]): string {
  const counters = nearestFirst(levels).map(
    ({ level, role, note }) =>
      `${COUNTER_NAMES[level]}${role ? `（${role}）` : ''}${note ? `（${note}）` : ''}`,
  );
  return `可到：${counters.join('、')}。`;
}

function nearestFirst(levels: readonly ExerciseLevel[]): ExerciseLevel[] {
  return [...levels].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

function agencyLine(agency: string): string {
  const hall = isCountyAgency(agency) ? `或${COUNTER_NAMES.county}` : '';
  return `由${splitAgencies(agency).join('、')}办理，可到其服务窗口${hall}。`;
}

function isCountyAgency(agency: string): boolean {
  return /^(?:区|县)|[区县][^、/]{0,12}(?:局|委|会)$/.test(agency);
}

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
