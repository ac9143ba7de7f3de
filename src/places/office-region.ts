import type { RegionTree } from '../catalogue/regions.js';

/** An office as a source names it. */
export interface NamedOffice {
  name: string;
  address?: string | null;
}

/**
 * @param listedIn - code of the region whose source lists the office.
 * @returns code of the region within it that the office belongs to, told by its name, else by its address: 渠县公安局,
 *   达州市达川区翠屏街道…; null where neither names one (各区县公安局, 户口所在地派出所).
 */
export function officeRegion(
  { name, address }: NamedOffice,
  listedIn: string,
  regions: RegionTree,
): string | null {
  for (const words of [name, address ?? '']) {
    const named = regions.all.filter(
      (region) => words.includes(region.name) && regions.covers(listedIn, region.code),
    );
    const finest = named.filter(
      ({ code }) => !named.some((other) => other.code !== code && regions.covers(code, other.code)),
    );
    // 市内任一派出所 names the city and means none of its offices.
    if (finest.length === 1) return /任[一意]|各/.test(words) ? null : (finest[0]?.code ?? null);
  }
  return null;
}

/**
 * The offices of a list that are there for somebody in a region, their own before those that name no region, and these
 * before those above: a list of a whole city also holds the counters of its other counties.
 *
 * @param nameOf - what of an office tells its region.
 * @param regionCode - region of the resident; of a whole city, its own offices come first and all others stay.
 */
export function officesFor<T>(
  offices: readonly T[],
  nameOf: (office: T) => NamedOffice,
  regionCode: string,
  listedIn: string,
  regions: RegionTree,
): T[] {
  const rank = (office: T): number | null => {
    const code = officeRegion(nameOf(office), listedIn, regions);
    if (code === null) return 1;
    if (regions.covers(code, regionCode)) return code === listedIn && code !== regionCode ? 2 : 0;
    return regions.covers(regionCode, code) ? 3 : null;
  };
  return offices
    .map((office) => ({ office, rank: rank(office) }))
    .filter((one): one is { office: T; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ office }) => office);
}
