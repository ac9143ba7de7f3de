import type { Region, RegionTree } from '../catalogue/regions.js';

/** Finer than a province or city: what an answer needs. */
const FINE_LEVELS: readonly Region['level'][] = ['county', 'town', 'village'];

/**
 * The district an address lies in, only where that is sure: its full name (大足区, not 大足) follows the name of the
 * region above it, and no other district is named so. A restaurant called 垫江豆花 says nothing.
 *
 * @returns the most exact region named, or null.
 */
export function regionOfAddress(address: string, regions: RegionTree): Region | null {
  const text = address.replace(/\s/g, '');
  const named = regions.all.filter(
    (region) => FINE_LEVELS.includes(region.level) && followsParent(region, text, regions),
  );
  const deepest = named.filter(
    ({ code }) => !named.some((other) => other.code !== code && regions.covers(code, other.code)),
  );
  return deepest.length === 1 ? (deepest[0] ?? null) : null;
}

/** 重庆市大足区棠香街道: each name stands directly behind the one above it. */
function followsParent({ name, parent }: Region, text: string, regions: RegionTree): boolean {
  const above = parent === null ? null : regions.findByCode(parent);
  if (!above || !text.includes(name)) return false;
  return [above.name, ...above.shortNames].some((own) => text.includes(own + name));
}
