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
