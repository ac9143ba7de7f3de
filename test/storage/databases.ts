import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

/** A MariaDB/MySQL server the tests may create databases on. */
const SERVER = { host: '127.0.0.1', port: 3306, user: 'root', password: '' };

/** @returns whether the tests can run against a server; under CI a missing server fails instead of being skipped. */
export async function serverReachable(): Promise<boolean> {
  if (process.env.CI === 'true') return true;
  try {
    const connection = await createConnection({ ...SERVER, connectTimeout: 1_000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

/** A database of its own for one test file: its address and how to remove it. */
export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Creates an empty database on the server. */
export async function createServerDatabase(): Promise<TestDatabase> {
  const name = `wenban_test_${randomBytes(6).toString('hex')}`;
  const connection = await createConnection(SERVER);
  // latin1 on purpose: the migrations have to name the character set themselves.
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET latin1`);
  return {
    url: `mysql://${SERVER.user}@${SERVER.host}:${SERVER.port}/${name}`,
    async drop() {
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}

/** The engines a test runs on: an in-memory SQLite and, when there is one, the server. */
export async function engines(): Promise<{ engine: string; create: () => Promise<TestDatabase> }[]> {
  const sqlite = { engine: 'sqlite', create: async () => ({ url: 'sqlite::memory:', drop: async () => {} }) };
  return (await serverReachable()) ? [sqlite, { engine: 'mysql', create: createServerDatabase }] : [sqlite];
}
