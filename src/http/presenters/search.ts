import { MatterInRegion } from '../../answer/resolve.js';
import type { FacetValue, ItemSearch } from '../../catalogue/queries.js';
import type { ItemRecord, Snapshot } from '../../catalogue/snapshot.js';
import { levelNames } from '../../phrases/zh-CN.js';
import type { ItemSearchResult, ItemSummary } from '../schemas/items.js';
import { isPublic, presentRegion } from './item.js';

type FacetView = ItemSearchResult['facets']['region'];

/**
 * One page of hits with facets a person can read.
 * @param regionCode - region searched in: each hit then shows the agency nearest to it.
 * @param today - ISO date.
 */
export function presentSearch(
  { total, page, pageSize, items, facets }: ItemSearch,
  regionCode: string | undefined,
  snapshot: Snapshot,
  today: string,
): ItemSearchResult {
  const { regions } = snapshot;
  return {
    total,
    page,
    pageSize,
    items: items.map((item) => presentSummary(item, regionCode, snapshot, today)),
    facets: {
      ...facets,
      region: labelled(facets.region, (code) => presentRegion(code, regions).name),
      level: labelled(facets.level, (level) => levelNames[level as keyof typeof levelNames] ?? level),
    },
  };
}

function presentSummary(
  { implementations, ...item }: ItemRecord,
  regionCode: string | undefined,
  { regions }: Snapshot,
  today: string,
): ItemSummary {
  const published = implementations.filter(isPublic);
  const matter = { ...item, implementations: published };
  const { shown } = new MatterInRegion(matter, regionCode ?? null, regions, today);
  const { id, name, type, themes } = item;
  return {
    id,
    name,
    type,
    themes,
    agency: shown?.agency ?? null,
    region: shown ? presentRegion(shown.regionCode, regions) : null,
    implementations: published.length,
  };
}

function labelled(values: readonly FacetValue[], labelOf: (value: string) => string): FacetView {
  return values.map(({ value, count }) => ({ value, label: labelOf(value), count }));
}
