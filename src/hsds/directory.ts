import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import { isDisclosed } from '../catalogue/disclosure.js';
import type { ImplementationRecord, ItemRecord, Snapshot } from '../catalogue/snapshot.js';
import { presentItem } from '../http/presenters/item.js';
import { organizationId, type ServiceParts } from './service.js';
import { situationsOf } from './situations.js';
import { uuidV5 } from './uuid.js';

/** One service of the catalogue: an implementation of a matter. */
export interface ServiceEntry {
  id: string;
  organizationId: string | undefined;
  item: ItemRecord;
  /** Position among the matter's implementations that may be made public. */
  position: number;
}

/** All services of one snapshot, in a steady order, without those that are not public. */
export class ServiceDirectory {
  readonly entries: readonly ServiceEntry[];
  private readonly byId: ReadonlyMap<string, ServiceEntry>;

  constructor(private readonly snapshot: Snapshot) {
    const byId = new Map<string, ServiceEntry>();
    for (const item of snapshot.items) {
      const shown = item.implementations.filter(({ elements }) => isDisclosed(elements));
      for (const [position, implementation] of shown.entries()) {
        const id = namesOf(implementation)
          .map((name) => uuidV5(`service/${name}`))
          .find((candidate) => !byId.has(candidate));
        if (!id) continue;
        const { regionCode, agency } = implementation;
        byId.set(id, { id, organizationId: organizationId(regionCode, agency), item, position });
      }
    }
    this.byId = byId;
    this.entries = [...byId.values()];
  }

  find(id: string): ServiceEntry | null {
    return this.byId.get(id.toLowerCase()) ?? null;
  }

  /**
   * Everything a service is presented from.
   * @param today - ISO date; where sources disagree, the newest statement in force counts.
   */
  partsOf({ id, item, position }: ServiceEntry, today: string): ServiceParts | null {
    const shown = presentItem(inGeneral(item), this.snapshot, today);
    const view = shown?.implementations[position];
    if (!shown || !view) return null;
    const { regions, publishedAt } = this.snapshot;
    const situations = situationsOf(
      item.implementations.filter(({ elements }) => isDisclosed(elements))[position],
    );
    return { id, item: shown, view, situations, regions, lastModified: publishedAt };
  }
}

/** A matter without what holds in some situations only: said of the whole service, it would be wrong. */
function inGeneral(item: ItemRecord): ItemRecord {
  const general = (elements: Elements): Elements => {
    const entries = Object.entries(elements) as [FieldKey, Statement<unknown>[]][];
    const kept = entries.map(([key, all]) => [
      key,
      key === 'disclosed' ? all : all.filter(({ situation }) => situation === undefined),
    ]);
    return Object.fromEntries(kept) as Elements;
  };
  return {
    ...item,
    implementations: item.implementations.map((own) => ({ ...own, elements: general(own.elements) })),
  };
}

/**
 * What a service is known by over re-imports, best first: region and 实施编码, or region and the printed row it was
 * first read from. The last is for the case that two rows of a region carry one code by mistake.
 */
function namesOf({ regionCode, itemId, agency, elements, sources }: ImplementationRecord): string[] {
  const code = elements.implementationCode?.find(({ value }) => value.trim() !== '')?.value.trim();
  const row = sources.find(({ seq }) => seq !== null) ?? sources[0];
  return [
    ...(code ? [`${regionCode}/${code}`] : []),
    ...(row ? [`${regionCode}/${row.key}`] : []),
    `${regionCode}/${itemId}/${agency ?? ''}`,
  ];
}
