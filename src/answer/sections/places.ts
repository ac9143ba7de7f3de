import type { ServiceLocation } from '../../../entities/elements.js';
import type { PlaceRecord } from '../../places/load-places.js';
import type { MatterInRegion } from '../resolve.js';

/** Most known places that a section names. */
const MOST_PLACES = 3;
const VERIFY = '（办理前请电话核实）';

/** What is told of a place, whether a matter's own source states it or the list of known places. */
type Told = Pick<ServiceLocation, 'name'> &
  Partial<Record<'address' | 'window' | 'hours', string | null>> & { phones?: readonly string[] };

/** @returns the nearest known places somebody can go to or call. */
export function placesToGo({ places }: MatterInRegion): PlaceRecord[] {
  return places
    .filter(({ address, window, phones }) => address || window || phones.length > 0)
    .slice(0, MOST_PLACES);
}

/** A place as one line: name, address, window, hours, phones. */
export function placeLine({ name, address, window, hours, phones = [] }: Told): string {
  const phone = phones.length > 0 ? `电话${phones.join('、')}` : '';
  return [name, address, window, hours, phone].filter(Boolean).join('，');
}

/** @returns the remark that a place of medium confidence needs; empty for an official one. */
export function verifyHint({ confidence }: PlaceRecord): string {
  return confidence === 'medium' ? VERIFY : '';
}

/** The known places as lines: those of the resident's own region, and those of the city above it, which say so. */
export function placesByLevel(matter: MatterInRegion): { own: string[]; above: string[] } {
  const places = placesToGo(matter);
  const line = (place: PlaceRecord): string => `${placeLine(place)}${verifyHint(place)}`;
  const above = places.filter(({ regionCode }) => isAbove(matter, regionCode)).map(line);
  return {
    own: places.filter(({ regionCode }) => !isAbove(matter, regionCode)).map(line),
    above: above.length > 0 ? [fromAbove(matter) + above[0], ...above.slice(1)] : [],
  };
}

/** @returns words before offices of the city, for a resident of one of its counties. */
export function fromAbove({ regions, regionCode }: MatterInRegion): string {
  return `${regions.findByCode(regionCode)?.name ?? ''}自己的地点资料没有写，上级的是：`;
}

/** @returns whether an office is the city's, seen from one of its counties. */
export function isAbove({ regions, regionCode }: MatterInRegion, code: string | null): boolean {
  const level = code === null ? undefined : regions.findByCode(code)?.level;
  return (
    code !== null &&
    code !== regionCode &&
    level !== 'county' &&
    level !== 'town' &&
    regions.covers(code, regionCode)
  );
}

/** A place as data for a card or a map. */
export function placeData({
  name,
  address,
  window,
  hours,
  phones,
  latitude,
  longitude,
}: PlaceRecord): Record<string, unknown> {
  return { name, address, window, hours, phones, latitude, longitude };
}
