import type { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';
import {
  assertMigrated,
  createDataSource,
  migrate,
  PendingMigrationsError,
} from '../../src/storage/data-source.js';
import { migrations } from '../../src/storage/migrations/index.js';
import { engines, type TestDatabase } from './databases.js';

describe.each(await engines())('migrations on $engine', { timeout: 90_000 }, ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;

  afterEach(async () => {
    if (ds?.isInitialized) await ds.destroy();
    await database.drop();
  });

  it('go up, match the entities, and go down to nothing', async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await expect(assertMigrated(ds)).rejects.toThrow(PendingMigrationsError);

    expect(await migrate(ds)).toEqual(migrations.map((migration) => migration.name));
    await assertMigrated(ds);
    expect(await migrate(ds)).toEqual([]);
    expect(await differencesFromEntities(ds)).toEqual([]);

    for (const _ of ds.migrations) await ds.undoLastMigration({ transaction: 'all' });
    const runner = ds.createQueryRunner();
    const left = await runner.getTables(ds.entityMetadatas.map((metadata) => metadata.tableName));
    await runner.release();
    expect(left.map((table) => table.name)).toEqual([]);
  });
});

/** Tables, columns, nullability and indexes that the database lacks or has too many of, one line each. */
async function differencesFromEntities(ds: DataSource): Promise<string[]> {
  const runner = ds.createQueryRunner();
  const faults: string[] = [];
  for (const metadata of ds.entityMetadatas) {
    const table = await runner.getTable(metadata.tableName);
    if (!table) {
      faults.push(`${metadata.tableName}: no table`);
      continue;
    }
    const expected = metadata.columns.map(
      (column) => `${column.databaseName}${column.isNullable ? '?' : ''}`,
    );
    const actual = table.columns.map((column) => `${column.name}${column.isNullable ? '?' : ''}`);
    for (const name of expected) if (!actual.includes(name)) faults.push(`${table.name}: lacks ${name}`);
    for (const name of actual) if (!expected.includes(name)) faults.push(`${table.name}: has extra ${name}`);
    for (const index of metadata.indices)
      if (!table.indices.some((other) => other.name === index.name))
        faults.push(`${table.name}: lacks index ${index.name}`);
    for (const key of metadata.foreignKeys)
      if (!table.foreignKeys.some((other) => other.columnNames.join() === key.columnNames.join()))
        faults.push(`${table.name}: lacks foreign key on ${key.columnNames.join()}`);
  }
  await runner.release();
  return faults;
}
