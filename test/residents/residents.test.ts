import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Resident } from '../../entities/resident.js';
import { Residents } from '../../src/residents/residents.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { exclusive } from '../../src/storage/exclusive.js';
import { engines, type TestDatabase } from '../storage/databases.js';

describe.each(await engines())('residents on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let now = new Date('2026-03-01T08:20:00Z');
  let residents: Residents;

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
    residents = new Residents(ds, { now: () => now, timeoutMs: 2_000 });
  });
  afterEach(() => ds.manager.clear(Resident));
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });
  const all = () => ds.manager.find(Resident, { order: { personHash: 'ASC' } });

  it('are hashes that differ between installations', async () => {
    const hash = await residents.hashOf('oOpenId');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await residents.hashOf('oOpenId')).toBe(hash);
    const other = await createDataSource('sqlite::memory:').initialize();
    await migrate(other);
    expect(await new Residents(other).hashOf('oOpenId')).not.toBe(hash);
    await other.destroy();
  });

  it('keep their region while they come and go', async () => {
    await residents.setRegion('a', '500111');
    now = new Date('2026-03-02T09:30:00Z');
    residents.touch('a');
    residents.touch('b');
    residents.touch('b');
    await residents.flush();
    expect(await all()).toEqual([
      { personHash: 'a', regionCode: '500111', bigType: 0, lastActiveAt: '2026-03-02T09:00:00.000Z' },
      { personHash: 'b', regionCode: null, bigType: 0, lastActiveAt: '2026-03-02T09:00:00.000Z' },
    ]);
    expect(await residents.regionOf('a')).toBe('500111');
    expect(await residents.regionOf('b')).toBeNull();
    expect(await residents.regionOf('nobody')).toBeNull();
    await residents.setRegion('a', '500231');
    expect(await residents.regionOf('a')).toBe('500231');
  });

  it('are forgotten when they leave, or stay away for half a year', async () => {
    await residents.setRegion('left', '500111');
    await residents.setRegion('stays', '500111');
    await residents.forget('left');
    expect((await all()).map(({ personHash }) => personHash)).toEqual(['stays']);
    now = new Date(now.getTime() + 179 * 86_400_000);
    expect(await residents.deleteExpired()).toBe(0);
    now = new Date(now.getTime() + 2 * 86_400_000);
    expect(await residents.deleteExpired()).toBe(1);
  });

  it('wait for no long work of the database', async () => {
    const hasty = new Residents(ds, { timeoutMs: 30 });
    await hasty.hashOf('');
    const publication = exclusive(ds, () => new Promise((resolve) => setTimeout(resolve, 600)));
    const started = performance.now();
    await hasty.setRegion('a', '500111');
    expect(performance.now() - started).toBeLessThan(400);
    await publication;
    await vi.waitFor(async () => expect(await residents.regionOf('a')).toBe('500111'));
  });

  it('are strangers while the database is away or slow', async () => {
    await residents.setRegion('a', '500111');
    const read = vi.spyOn(ds, 'query').mockRejectedValueOnce(new Error('gone'));
    expect(await residents.regionOf('a')).toBeNull();
    read.mockImplementationOnce(() => new Promise(() => {}));
    const hasty = new Residents(ds, { timeoutMs: 30 });
    expect(await hasty.regionOf('a')).toBeNull();
    read.mockRestore();
    const upsert = vi.spyOn(ds.manager, 'upsert').mockRejectedValueOnce(new Error('gone'));
    await residents.setRegion('a', '500231');
    upsert.mockRestore();
    expect(await residents.regionOf('a')).toBe('500111');
  });
});
