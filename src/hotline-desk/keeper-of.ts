import type { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord } from '../catalogue/snapshot.js';

/** Who has to correct a matter, and which implementation is meant. */
export interface Keeper {
  itemName: string;
  regionCode: string | null;
  agency: string | null;
}

/**
 * @param regionCode - where the caller is; null: the only implementation, or none in particular.
 * @returns the implementation that an answer for the region shows, with its agency as printed.
 */
export function keeperOf(item: ItemRecord, regionCode: string | null, regions: RegionTree): Keeper {
  const { implementations, name } = item;
  const path = regionCode === null ? [] : regions.pathOf(regionCode);
  const shown =
    path.flatMap((code) => implementations.find((one) => one.regionCode === code) ?? [])[0] ??
    (implementations.length === 1 ? implementations[0] : undefined);
  return {
    itemName: shown?.name ?? name,
    regionCode: shown?.regionCode ?? regionCode,
    agency: shown?.agency ?? null,
  };
}
