import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, Snapshot, SourceRef } from '../catalogue/snapshot.js';
import { type Benefit, loadBenefits } from './benefits.js';

/** A benefit whose row the published catalogue holds. */
export interface ListedBenefit {
  benefit: Benefit;
  item: ItemRecord;
  implementation: ImplementationRecord;
  /** The printed row. */
  source: SourceRef;
}

const listedIn = new WeakMap<Snapshot, readonly ListedBenefit[]>();

/**
 * @param regionCode - where the citizen is; undefined takes every region's rows.
 * @returns the benefits whose row is published, public and covers the region.
 */
export function applicableBenefits(snapshot: Snapshot, regionCode?: string): ListedBenefit[] {
  let listed = listedIn.get(snapshot);
  if (!listed) {
    listed = findRows(snapshot);
    listedIn.set(snapshot, listed);
  }
  return listed.filter(
    ({ implementation }) => !regionCode || snapshot.regions.covers(implementation.regionCode, regionCode),
  );
}

function findRows({ items }: Snapshot): ListedBenefit[] {
  const benefits = new Map(loadBenefits().map((benefit) => [benefit.key, benefit]));
  const found: ListedBenefit[] = [];
  for (const item of items)
    for (const implementation of item.implementations) {
      if (implementation.elements.disclosed?.[0]?.value === false) continue;
      for (const source of implementation.sources) {
        const benefit = benefits.get(source.key);
        if (benefit) found.push({ benefit, item, implementation, source });
      }
    }
  return found;
}

/** @returns codes from the region up to the nation; empty when none is given. */
export function pathOf(regions: RegionTree, code: string | undefined): readonly string[] {
  return code ? regions.pathOf(code) : [];
}
