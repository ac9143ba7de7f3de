import type { DataSource } from 'typeorm';
import type { StaffGrant, StaffRole } from '../../entities/staff-account.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { Staff } from '../../src/staff/staff.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';

export const PASSWORD = 'long-enough-7';

/** A grant that is bound to nothing unless told. */
export function grantOf(role: StaffRole, bounds: Partial<StaffGrant> = {}): StaffGrant {
  return { role, regions: [], agencies: [], ...bounds };
}

/** A clock that stands until it is moved. */
export class TestClock {
  constructor(private time = Date.parse('2026-03-02T01:00:00Z')) {}

  readonly now = (): Date => new Date(this.time);

  /** @param ms - milliseconds. */
  move(ms: number): void {
    this.time += ms;
  }
}

/** The staff of an empty database. */
export async function openStaff(databaseUrl = 'sqlite::memory:') {
  const ds: DataSource = await createDataSource(databaseUrl).initialize();
  await migrate(ds);
  const clock = new TestClock();
  const regions = loadRegions();
  const staff = new Staff(ds, { regions: () => regions, now: clock.now });
  return { ds, staff, clock };
}
