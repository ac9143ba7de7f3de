import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Implementation } from '../../entities/implementation.js';
import type { StaffGrant, StaffRole } from '../../entities/staff-account.js';
import type { EntryName } from '../../src/catalogue/apply-edits.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { Drafts } from '../../src/catalogue-desk/drafts.js';
import type { Keeper } from '../../src/catalogue-desk/keeper.js';
import { Staff } from '../../src/staff/staff.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { type RowFacts, readResult } from '../catalogue/factories.js';
import { grantOf } from '../staff/support.js';

/** Somebody with one role, bound to nothing unless told. */
export function keeper(name: string, role: StaffRole, bounds: Partial<StaffGrant> = {}): Keeper {
  return { id: randomUUID(), name, grants: [grantOf(role, bounds)] };
}

export const CARD: RowFacts = {
  key: 'dj-017',
  name: '补、换社会保障卡',
  type: '社会保险',
  agency: '县人力社保局',
  elements: { serviceHours: [{ value: '9:00-17:00', source: 0 }] },
};
export const QUERY: RowFacts = {
  key: 'dj-018',
  name: '居民养老保险和医疗保险信息查询',
  type: '社会保险',
  agency: '县人力社保局',
};
/** A date with which an office says something. */
export const OFFICE = {
  kind: 'office',
  agency: '县人力社保局',
  date: '2026-05-20',
  docNumber: null,
  note: '电话核实',
} as const;

/** A desk over a catalogue of two matters of 垫江县. */
export async function openDesk(databaseUrl: string) {
  const ds = await createDataSource(databaseUrl).initialize();
  await migrate(ds);
  await applyDrafts(ds, [readResult('001.txt', [CARD, QUERY])], { links: [], questions: [] });
  const regions = loadRegions();
  const staff = new Staff(ds, { regions: () => regions });
  const drafts = new Drafts(ds, staff);
  return { ds, staff, drafts, regions };
}

/** The name of a matter's implementation. */
export async function entryOf(ds: DataSource, itemId: string): Promise<EntryName> {
  const { regionCode, agencyId } = await ds.manager.findOneByOrFail(Implementation, { itemId });
  return { itemId, regionCode, agencyId };
}
