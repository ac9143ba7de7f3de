import type { AllValues, FieldKey, Statement } from '../../entities/elements.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, SourceRef } from '../catalogue/snapshot.js';

/** One value as it may be shown: who states it and whether it comes from a region above. */
export interface ResolvedValue<K extends FieldKey> {
  value: AllValues[K];
  statement: Statement<AllValues[K]>;
  source: SourceRef;
  implementation: ImplementationRecord;
  /** Stated by a region above the one asked for: 重庆市统一规定. */
  inherited: boolean;
}

/** A matter in one region: the implementation shown and what the regions above it add. */
export class MatterInRegion {
  /** The implementations that serve the region, nearest first; the first is the one shown. */
  readonly implementations: readonly ImplementationRecord[];

  /**
   * @param regionCode - region asked for; where no implementation serves it, the one that `implementationFor` names.
   * @param today - ISO date; values outside their validity are passed over.
   */
  constructor(
    readonly item: ItemRecord,
    regionCode: string | null,
    readonly regions: RegionTree,
    readonly today: string,
  ) {
    const from = serves(item, regionCode, regions)
      ? regionCode
      : implementationFor(item, regionCode, regions)?.regionCode;
    const path = regions.pathOf(from ?? '');
    this.implementations = path.flatMap((code) =>
      item.implementations.filter((implementation) => implementation.regionCode === code),
    );
  }

  get shown(): ImplementationRecord | null {
    return this.implementations[0] ?? null;
  }

  /** @returns the nearest statement about a field that residents may see, or null. */
  find<K extends FieldKey>(key: K): ResolvedValue<K> | null {
    return this.all(key)[0] ?? null;
  }

  /** @returns all statements about a field, nearest region first, within a region the newest first. */
  all<K extends FieldKey>(key: K): ResolvedValue<K>[] {
    const nearest = this.shown?.regionCode;
    return this.implementations.flatMap((implementation) => {
      const statements = (implementation.elements[key] ?? []) as Statement<AllValues[K]>[];
      return statements
        .filter((statement) => statement.confidence !== 'low' && isInForce(statement, this.today))
        .map((statement) => ({
          value: statement.value,
          statement,
          source: implementation.sources[statement.source] as SourceRef,
          implementation,
          inherited: implementation.regionCode !== nearest,
        }))
        .filter(({ source }) => source !== undefined)
        .sort((a, b) => (b.source.date ?? '').localeCompare(a.source.date ?? ''));
    });
  }
}

/**
 * The implementation that is shown: the nearest that serves the region; else one inside it, for somebody who only named
 * the city; without a region the matter's first, a printed list's before a guide's.
 */
export function implementationFor(
  item: ItemRecord,
  regionCode: string | null,
  regions: RegionTree,
): ImplementationRecord | null {
  const printedFirst = (own: readonly ImplementationRecord[]): ImplementationRecord | null =>
    own.find(({ sources }) => sources.some(({ key }) => !key.startsWith('guide-'))) ?? own[0] ?? null;
  if (!regionCode) return printedFirst(item.implementations);
  for (const code of regions.pathOf(regionCode)) {
    const own = printedFirst(item.implementations.filter((one) => one.regionCode === code));
    if (own) return own;
  }
  return printedFirst(item.implementations.filter((one) => regions.covers(regionCode, one.regionCode)));
}

function serves(item: ItemRecord, regionCode: string | null, regions: RegionTree): regionCode is string {
  if (!regionCode) return false;
  const path = new Set(regions.pathOf(regionCode));
  return item.implementations.some((own) => path.has(own.regionCode));
}

function isInForce(statement: Statement<unknown>, today: string): boolean {
  if (statement.validFrom && today < statement.validFrom) return false;
  return !(statement.validTo && today > statement.validTo);
}
