import type { Snapshot, SourceRef } from '../catalogue/snapshot.js';
import type { PlaceRecord } from './load-places.js';
import { officeRegion } from './office-region.js';

/**
 * Adds to the collected places those that implementations state with an address (办理地点), and to each place the
 * matters that name it. What the list of a whole city states of a county's place is the county's. A location without
 * an address (户口所在地派出所) is a kind of counter, not a place.
 *
 * @param today - ISO date; statements out of force are passed over.
 */
export function withStatedPlaces(
  places: readonly PlaceRecord[],
  snapshot: Snapshot,
  today: string,
): PlaceRecord[] {
  const all = new Map<string, PlaceRecord>();
  for (const place of places) all.set(identity(place.regionCode, place.name), { ...place });
  for (const { regionCode: listedIn, agency, itemId, elements, sources } of snapshot.items.flatMap(
    (item) => item.implementations,
  )) {
    for (const statement of elements.locations ?? []) {
      const { confidence = 'high', validFrom, validTo } = statement;
      const source = sources[statement.source];
      if (!source || confidence === 'low') continue;
      if ((validFrom && today < validFrom) || (validTo && today > validTo)) continue;
      for (const location of statement.value) {
        const regionCode = officeRegion(location, listedIn, snapshot.regions) ?? listedIn;
        const id = identity(regionCode, location.name);
        const known = all.get(id);
        if (known) all.set(id, { ...known, itemIds: union(known.itemIds, itemId) });
        else if (location.address)
          all.set(id, {
            key: `place-${itemId}-${all.size}`,
            name: location.name,
            address: location.address,
            window: location.window ?? null,
            hours: location.hours ?? null,
            phones: location.phones ?? [],
            regionCode,
            domains: [],
            agency,
            latitude: location.latitude ?? null,
            longitude: location.longitude ?? null,
            sources: [withoutRow(source)],
            confidence,
            itemIds: [itemId],
          });
      }
    }
  }
  return [...all.values()];
}

function identity(regionCode: string, name: string): string {
  return `${regionCode} ${name.replace(/\s/g, '')}`;
}

function union(ids: readonly string[], id: string): string[] {
  return [...new Set([...ids, id])];
}

function withoutRow({ row: _, ...source }: SourceRef): SourceRef {
  return source;
}
