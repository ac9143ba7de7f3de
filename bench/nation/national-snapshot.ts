import type { DataSource } from 'typeorm';
import { IsNull } from 'typeorm';
import { Implementation } from '../../entities/implementation.js';
import { Region } from '../../entities/region.js';
import { ServiceItem } from '../../entities/service-item.js';
import { SimilarQuestion } from '../../entities/similar-question.js';
import { groupBy } from '../../src/catalogue/group-by.js';
import type { ImplementationSource } from '../../src/catalogue/implementation-source.js';
import { regionTree } from '../../src/catalogue/load-regions.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';

/** Regions whose lists founded the matters: what their implementations say is what a matter is found by. */
const FOUNDING = ['500000', '500111', '500231', '511700'];

/** A national catalogue as one process can hold it. */
export interface NationalSnapshot {
  snapshot: Snapshot;
  /** By matter: one bit for each region that handles it. */
  coverage: Map<string, Uint8Array>;
}

/**
 * Compiles a nation: all matters with their similar questions and founding implementations, and who handles what; the
 * implementations of the counties stay in the database.
 */
export async function loadNation(ds: DataSource, source: ImplementationSource): Promise<NationalSnapshot> {
  const inForce = { untilRevision: IsNull() };
  const regions = regionTree(await ds.manager.find(Region, { order: { code: 'ASC' } }));
  const questions = groupBy(
    await ds.manager.find(SimilarQuestion, { where: inForce }),
    ({ itemId }) => itemId,
  );
  const items: ItemRecord[] = [];
  for (const { id, name, type, themes } of await ds.manager.find(ServiceItem, { where: inForce }))
    items.push({
      id,
      name,
      type,
      themes,
      questions: (questions.get(id) ?? []).map(({ text }) => text),
      linked: [],
      implementations: await source.find(id, FOUNDING),
    });
  const snapshot = { revision: 1, publishedAt: '', items, regions };
  return { snapshot, coverage: await loadCoverage(ds, snapshot) };
}

async function loadCoverage(ds: DataSource, { items, regions }: Snapshot): Promise<Map<string, Uint8Array>> {
  const numbers = new Map(regions.all.map(({ code }, number) => [code, number]));
  const coverage = new Map<string, Uint8Array>();
  for (const { id } of items) {
    const bits = new Uint8Array(Math.ceil(regions.all.length / 8));
    const rows = await ds.manager
      .createQueryBuilder(Implementation, 'own')
      .select('own.regionCode', 'code')
      .where({ itemId: id, untilRevision: IsNull() })
      .getRawMany<{ code: string }>();
    for (const { code } of rows) {
      const number = numbers.get(code);
      if (number !== undefined) bits[number >> 3] = (bits[number >> 3] as number) | (1 << (number & 7));
    }
    coverage.set(id, bits);
  }
  return coverage;
}
