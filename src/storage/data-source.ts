import { isAbsolute } from 'node:path';
import { DataSource } from 'typeorm';
import { entities } from '../../entities/index.js';
import { projectPath } from '../project-root.js';
import { parseDatabaseUrl } from './database-url.js';
import { migrations } from './migrations/index.js';
import { SqliteDatabase } from './sqlite-database.js';

/** Waiting for another process's write, in milliseconds. */
const SQLITE_BUSY_TIMEOUT_MS = 5_000;
/** Establishing a connection to the server, in milliseconds. */
const MYSQL_CONNECT_TIMEOUT_MS = 5_000;

/**
 * Describes the connection to the catalogue; nothing is opened before `initialize()`. A relative SQLite path is
 * taken from the project's folder, so that every command finds the same file.
 *
 * @param databaseUrl - `sqlite:PATH`, `sqlite::memory:` or `mysql://user:pass@host:3306/db`.
 * @throws {DatabaseUrlError} when the address cannot be read.
 */
export function createDataSource(databaseUrl: string): DataSource {
  const location = parseDatabaseUrl(databaseUrl);
  const common = { entities, migrations, synchronize: false, migrationsRun: false, logging: false } as const;
  if (location.engine === 'mysql')
    return new DataSource({
      ...common,
      type: 'mysql',
      host: location.host,
      port: location.port,
      username: location.user,
      password: location.password,
      database: location.database,
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: MYSQL_CONNECT_TIMEOUT_MS,
    });
  const { path } = location;
  return new DataSource({
    ...common,
    // libsql speaks better-sqlite3's interface and ships its binary inside the package.
    type: 'better-sqlite3',
    driver: SqliteDatabase,
    database: path === ':memory:' || isAbsolute(path) ? path : projectPath(path),
    timeout: SQLITE_BUSY_TIMEOUT_MS,
    prepareDatabase: (connection: { pragma(text: string): unknown }) => {
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = NORMAL');
      connection.pragma(`busy_timeout = ${SQLITE_BUSY_TIMEOUT_MS}`);
      connection.pragma('foreign_keys = ON');
    },
  });
}

/**
 * Applies every pending migration, all in one transaction where the engine allows it.
 *
 * @returns names of the migrations applied, none when the database was up to date.
 */
export async function migrate(ds: DataSource): Promise<string[]> {
  const applied = await ds.runMigrations({ transaction: 'all' });
  return applied.map((migration) => migration.name);
}

/** The database is older than the program. */
export class PendingMigrationsError extends Error {
  constructor() {
    super('the database lacks migrations of this version: apply them before starting');
    this.name = 'PendingMigrationsError';
  }
}

/** @throws {PendingMigrationsError} when migrations of this version are not applied yet. */
export async function assertMigrated(ds: DataSource): Promise<void> {
  if (await ds.showMigrations()) throw new PendingMigrationsError();
}
