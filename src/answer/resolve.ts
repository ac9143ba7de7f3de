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
   * @param regionCode - region asked for; null takes the matter's first implementation and those above it.
   * @param today - ISO date; values outside their validity are passed over.
   */
  constructor(
    readonly item: ItemRecord,
    regionCode: string | null,
    readonly regions: RegionTree,
    readonly today: string,
  ) {
    const from = regionCode ?? item.implementations[0]?.regionCode ?? '';
    const path = regions.pathOf(from);
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

function isInForce(statement: Statement<unknown>, today: string): boolean {
  if (statement.validFrom && today < statement.validFrom) return false;
  return !(statement.validTo && today > statement.validTo);
}
