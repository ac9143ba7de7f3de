/** Where the catalogue is kept. */
export type DatabaseLocation =
  | { engine: 'sqlite'; path: string }
  | { engine: 'mysql'; host: string; port: number; user: string; password: string; database: string };

/** A DATABASE_URL nobody can connect to; the message is one clear line. */
export class DatabaseUrlError extends Error {
  constructor(reason: string) {
    super(`DATABASE_URL: ${reason}; expected sqlite:PATH or mysql://user:pass@host:3306/db`);
    this.name = 'DatabaseUrlError';
  }
}

/**
 * Reads `sqlite:PATH`, `sqlite::memory:` or `mysql://user:pass@host:3306/db`. Reserved characters in user and
 * password are percent-encoded.
 *
 * @throws {DatabaseUrlError} for anything else; the message never repeats the password.
 */
export function parseDatabaseUrl(databaseUrl: string): DatabaseLocation {
  if (databaseUrl.startsWith('sqlite:')) {
    const path = databaseUrl.slice('sqlite:'.length);
    if (path === '') throw new DatabaseUrlError('the path of the SQLite file is missing');
    return { engine: 'sqlite', path };
  }
  if (!databaseUrl.startsWith('mysql://') && !databaseUrl.startsWith('mariadb://'))
    throw new DatabaseUrlError('the kind of database is not known');
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch {
    throw new DatabaseUrlError('it is not a valid address');
  }
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!url.hostname) throw new DatabaseUrlError('the host is missing');
  if (!database) throw new DatabaseUrlError('the name of the database is missing');
  return {
    engine: 'mysql',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : 3306,
    user: decodeURIComponent(url.username) || 'root',
    password: decodeURIComponent(url.password),
    database,
  };
}
