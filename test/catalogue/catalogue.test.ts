import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue, CatalogueNotLoadedError } from '../../src/catalogue/catalogue.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { readResult } from './factories.js';

const first = readResult('001.txt', [{ key: 'dj-017', name: '补、换社会保障卡', type: '社会保险' }]);
const second = readResult('001.txt', [{ key: 'dj-017', name: '补换领社会保障卡', type: '社会保险' }], 'b');

/** Remembers what was logged. */
class Log {
  readonly lines: string[] = [];
  info(_fields: object, message: string): void {
    this.lines.push(`info ${message}`);
  }
  warn(_fields: object, message: string): void {
    this.lines.push(`warn ${message}`);
  }
}

describe('the catalogue in memory', () => {
  let ds: DataSource;
  let log: Log;
  let catalogue: Catalogue;
  const publish = (result: typeof first) => applyDrafts(ds, [result], { links: [], questions: [] });

  beforeEach(async () => {
    ds = await createDataSource('sqlite::memory:').initialize();
    await migrate(ds);
    log = new Log();
    catalogue = new Catalogue(ds, { pollMs: 5, log });
  });
  afterEach(async () => {
    catalogue.close();
    if (ds.isInitialized) await ds.destroy();
  });

  it('has nothing to answer from before it is loaded', async () => {
    expect(catalogue.isLoaded).toBe(false);
    expect(() => catalogue.current()).toThrow(CatalogueNotLoadedError);
    await publish(first);
    expect(await catalogue.reload()).toBe(catalogue.current());
    expect(catalogue.isLoaded).toBe(true);
  });

  it('tells how it was on a day, and for days before the first revision how that was', async () => {
    const on = (day: string) => ({ links: [], questions: [], now: () => new Date(`${day}T10:00:00+08:00`) });
    await applyDrafts(ds, [first], on('2026-03-01'));
    await applyDrafts(ds, [second], on('2026-05-01'));
    const current = await catalogue.reload();
    const nameOn = async (day: string) => (await catalogue.at(day)).items[0]?.name;
    expect(await nameOn('2020-01-01')).toBe('补、换社会保障卡');
    expect(await nameOn('2026-04-30')).toBe('补、换社会保障卡');
    expect(await catalogue.at('2026-05-01')).toBe(current);
    expect(await catalogue.at('2026-03-01')).toBe(await catalogue.at('2026-04-01'));
  });

  it('swaps the snapshot whole when another revision is published, and tells so', async () => {
    await publish(first);
    const old = await catalogue.reload();
    const swapped = new Promise<Snapshot>((resolve) => catalogue.once('swapped', resolve));
    catalogue.watch();
    await publish(second);
    const snapshot = await swapped;
    expect(snapshot).toBe(catalogue.current());
    expect(snapshot.items[0]?.name).toBe('补换领社会保障卡');
    expect(old.items[0]?.name).toBe('补、换社会保障卡');
  });

  it('does not compile again while the revision stays', async () => {
    await publish(first);
    const snapshot = await catalogue.reload();
    await catalogue.poll();
    expect(catalogue.current()).toBe(snapshot);
    expect(log.lines).toEqual([]);
  });

  it('serves on while the database is away, and logs that once', async () => {
    await publish(first);
    const snapshot = await catalogue.reload();
    await ds.destroy();
    catalogue.watch();
    await sleep(60);
    expect(catalogue.current()).toBe(snapshot);
    expect(log.lines).toEqual(['warn catalogue database is away, serving on']);
  });

  it('stops looking when closed', async () => {
    await publish(first);
    await catalogue.reload();
    catalogue.watch();
    catalogue.close();
    await publish(second);
    await sleep(40);
    expect(catalogue.current().revision).toBe(1);
  });
});
