import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationView } from '../http/schemas/items.js';
import { type Interval, type OpeningHours, parseOpeningHours } from '../places/opening-hours.js';
import { cityAndProvince, isUrl } from './attributes.js';
import type { HsdsPhone, HsdsSchedule, HsdsServiceAtLocation } from './schema.js';
import { uuidV5 } from './uuid.js';

const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Hours from UTC, as HSDS wants the time zone. */
const BEIJING = 8;

type Owner = { service_id: string } | { location_id: string };

/** Numbers to ask (咨询) and to complain at (监督投诉); the description tells one from the other. */
export function phonesOf(
  serviceId: string,
  { consultPhones, supervisePhones }: ImplementationView,
): HsdsPhone[] {
  const phone = (kind: string, { number, label }: { number: string; label?: string }): HsdsPhone => ({
    id: uuidV5(`phone/${serviceId}/${kind}/${number}/${label ?? ''}`),
    service_id: serviceId,
    number,
    type: 'voice',
    description: label ? `${kind}（${label}）` : kind,
  });
  return [
    ...(consultPhones ?? []).map((one) => phone('咨询', one)),
    ...(supervisePhones ?? []).filter(({ number }) => !isUrl(number)).map((one) => phone('监督投诉', one)),
  ];
}

/**
 * Weekly schedules of printed hours: one for each interval, with the days it holds on. Hours that were not understood
 * become one schedule that only carries the words.
 *
 * @param attending - 办理形式.
 */
export function schedulesOf(owner: Owner, printed: string | null, attending: string | null): HsdsSchedule[] {
  const seed = `schedule/${Object.values(owner)[0]}`;
  const words = {
    ...(printed ? { description: printed } : {}),
    ...(attending ? { attending_type: attending } : {}),
  };
  if (!printed) return attending ? [{ id: uuidV5(seed), ...owner, ...words }] : [];
  const hours = parseOpeningHours(printed);
  if (!hours?.daysStated) return [{ id: uuidV5(seed), ...owner, ...words }];
  return [...daysOfIntervals(hours)].map(([interval, days]) => ({
    id: uuidV5(`${seed}/${interval}/${days.join()}`),
    ...owner,
    timezone: BEIJING,
    freq: 'WEEKLY',
    byday: days.join(),
    opens_at: `${interval.slice(0, 5)}+08:00`,
    closes_at: `${interval.slice(6)}+08:00`,
    ...words,
    x_holiday_rule: hours.holidays,
  }));
}

/** 09:00-12:00 → MO, TU … */
function daysOfIntervals({ week }: OpeningHours): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const [day, intervals] of week.entries())
    for (const interval of intervals) {
      const key = `${clock(interval.from)}-${clock(interval.to)}`;
      days.set(key, [...(days.get(key) ?? []), BYDAY[day] ?? '']);
    }
  return days;
}

function clock(minute: Interval['from']): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Where a service is given: the 办理地点 that sources state. */
export function serviceAtLocationsOf(
  serviceId: string,
  { locations, region }: ImplementationView,
  regions: RegionTree,
): HsdsServiceAtLocation[] {
  const { city, province } = cityAndProvince(region.code, regions);
  return (locations ?? []).map(({ name, address, window, hours, phones, latitude, longitude }) => {
    // One office is one location, whichever service names it.
    const id = uuidV5(`location/${region.code}/${name}/${address ?? ''}`);
    return {
      id: uuidV5(`service_at_location/${serviceId}/${id}/${window ?? ''}`),
      service_id: serviceId,
      location_id: id,
      ...(window ? { description: window } : {}),
      location: {
        id,
        location_type: 'physical',
        name,
        ...(latitude !== undefined && longitude !== undefined ? { latitude, longitude } : {}),
        ...(address
          ? {
              addresses: [
                {
                  id: uuidV5(`address/${id}`),
                  location_id: id,
                  address_1: address,
                  city,
                  state_province: province,
                  postal_code: '',
                  country: 'CN',
                  address_type: 'physical',
                },
              ],
            }
          : {}),
        ...(phones?.length
          ? {
              phones: phones.map((number) => ({
                id: uuidV5(`phone/${id}/${number}`),
                location_id: id,
                number,
                type: 'voice',
                description: '咨询',
              })),
            }
          : {}),
        ...(hours ? { schedules: schedulesOf({ location_id: id }, hours, null) } : {}),
      },
    };
  });
}
