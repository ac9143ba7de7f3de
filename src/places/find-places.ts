import { findItem } from '../catalogue/queries.js';
import type { ImplementationRecord, ItemRecord, Snapshot, SourceRef } from '../catalogue/snapshot.js';
import { todayInBeijing } from '../clock.js';
import { ServiceItemNotFoundError } from '../errors.js';
import { type CounterKind, type Counters, countersFor } from './counters.js';
import type { HolidayCalendar } from './holiday-calendar.js';
import type { PlaceRecord } from './load-places.js';
import { type OpenState, openState } from './open-state.js';
import { parseOpeningHours } from './opening-hours.js';
import { PlaceDirectory, type Point } from './place-directory.js';
import { withStatedPlaces } from './stated-places.js';

/** What a resident or a map asks for. */
export interface PlacesRequest {
  near?: Point;
  /** Code of a known region. */
  regionCode?: string;
  /** Only places that handle this matter. */
  itemId?: string;
  /** Most places to give. */
  limit: number;
}

/** A place as residents see it. */
export interface PlaceView {
  name: string;
  address: string | null;
  window: string | null;
  hours: string | null;
  phones: string[];
  latitude: number | null;
  longitude: number | null;
  distanceMeters: number | null;
  region: { code: string; name: string };
  agency: string | null;
  domains: string[];
  itemIds: string[];
  /** Whether it is open now; null where no hours are stated. */
  opening: OpenState | null;
  /** Chinese hint for a place of medium confidence; null where an official source states it. */
  verify: string | null;
  sources: SourceRef[];
}

export interface PlacesOptions {
  snapshot: () => Snapshot;
  /** As data/places has them; those of low confidence are never shown. */
  places: readonly PlaceRecord[];
  calendar: HolidayCalendar;
  now?: () => Date;
}

const VERIFY = '办理前请电话核实';
const NOT_KNOWN_HERE = '没有查到这个地方办理此事项的资料，可拨打12345问清。';

/** Finds places and counters in the catalogue being served. */
export class Places {
  private readonly directories = new WeakMap<Snapshot, { today: string; directory: PlaceDirectory }>();
  private readonly now: () => Date;

  constructor(private readonly options: PlacesOptions) {
    this.now = options.now ?? (() => new Date());
  }

  /**
   * By distance when `near` is given and positions are known, else the nearest administrative level first.
   * @throws {ServiceItemNotFoundError}
   */
  find({ near, regionCode, itemId, limit }: PlacesRequest): PlaceView[] {
    const directory = this.directory();
    const handling = itemId === undefined ? null : this.countersOf(itemId, regionCode).places;
    const found = directory
      .find({ near, regionCode })
      .filter(({ place }) => handling === null || handling.includes(place));
    if (handling && !near) found.sort((a, b) => handling.indexOf(a.place) - handling.indexOf(b.place));
    return found
      .slice(0, limit)
      .map(({ place, distanceMeters }) => this.present(place, distanceMeters, itemId, directory));
  }

  /**
   * @returns the kinds of counter that handle a matter, and a remark when no address is known.
   * @throws {ServiceItemNotFoundError}
   */
  counters(itemId: string, regionCode?: string): { counters: CounterKind[]; note?: string } {
    const { kinds, note } = this.countersOf(itemId, regionCode);
    return { counters: kinds, ...(note === null ? {} : { note }) };
  }

  private countersOf(itemId: string, regionCode: string | undefined): Counters {
    const snapshot = this.options.snapshot();
    const item = findItem(snapshot, itemId);
    if (!item) throw new ServiceItemNotFoundError(itemId);
    const directory = this.directory();
    if (regionCode !== undefined) {
      const implementation = nearestImplementation(item, regionCode, snapshot);
      // That another county handles it says nothing of this one.
      if (!implementation) return { places: [], kinds: [], note: NOT_KNOWN_HERE };
      return countersFor(matterOf(item, implementation), regionCode, directory);
    }
    // No region named: the counters of every region that handles the matter.
    const each = item.implementations.map((implementation) =>
      countersFor(matterOf(item, implementation), implementation.regionCode, directory),
    );
    const places = [...new Set(each.flatMap((counters) => counters.places))];
    const kinds = new Map(
      each.flatMap((counters) => counters.kinds).map((kind) => [kind.level, { ...kind, region: null }]),
    );
    return { places, kinds: [...kinds.values()], note: places.length > 0 ? null : (each[0]?.note ?? null) };
  }

  /** China's public holidays and worked weekend days, by which opening hours are read. */
  get calendar(): HolidayCalendar {
    return this.options.calendar;
  }

  private directory(): PlaceDirectory {
    return this.directoryFor(this.options.snapshot(), todayInBeijing(this.now()));
  }

  /**
   * The places known while one catalogue is served.
   *
   * @param today - ISO date; locations that implementations state for another time are left out.
   */
  directoryFor(snapshot: Snapshot, today: string): PlaceDirectory {
    const known = this.directories.get(snapshot);
    if (known?.today === today) return known.directory;
    const places = withStatedPlaces(this.options.places, snapshot, today);
    const directory = new PlaceDirectory(places, snapshot.regions);
    this.directories.set(snapshot, { today, directory });
    return directory;
  }

  private present(
    place: PlaceRecord,
    distanceMeters: number | null,
    itemId: string | undefined,
    { regions }: PlaceDirectory,
  ): PlaceView {
    const { name, address, window, hours, latitude, longitude, agency, regionCode } = place;
    return {
      name,
      address,
      window,
      hours,
      phones: [...place.phones],
      latitude,
      longitude,
      distanceMeters,
      region: { code: regionCode, name: regions.findByCode(regionCode)?.name ?? regionCode },
      agency,
      domains: [...place.domains],
      itemIds: [...new Set([...place.itemIds, ...(itemId === undefined ? [] : [itemId])])],
      opening: hours === null ? null : openState(parseOpeningHours(hours), this.now(), this.options.calendar),
      verify: place.confidence === 'medium' ? VERIFY : null,
      sources: [...place.sources],
    };
  }
}

/** The implementation for a region: its own, else that of the nearest region above; never a neighbour's. */
function nearestImplementation(
  { implementations }: ItemRecord,
  regionCode: string,
  { regions }: Snapshot,
): ImplementationRecord | undefined {
  for (const code of regions.pathOf(regionCode)) {
    const own = implementations.find((implementation) => implementation.regionCode === code);
    if (own) return own;
  }
  return undefined;
}

function matterOf(item: ItemRecord, implementation: ImplementationRecord) {
  const levels = implementation.elements.exerciseLevels?.find(({ confidence }) => confidence !== 'low');
  return {
    itemId: item.id,
    name: item.name,
    type: item.type,
    agency: implementation.agency,
    levels: levels?.value.map(({ level }) => level) ?? [],
  };
}
