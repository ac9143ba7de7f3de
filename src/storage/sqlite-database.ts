import Database from 'libsql';

/** The part of a prepared statement that TypeORM calls. */
type Statement = Record<'run' | 'get' | 'all' | 'iterate', (...parameters: unknown[]) => unknown>;

/** libsql's class without the type parameters of `prepare`, which an override could not repeat. */
const Base = Database as unknown as new (
  path: string,
  options?: object,
) => { prepare(sql: string): Statement };

/**
 * libsql's database with one fault mended: it takes a single parameter that is null for an object of named
 * parameters and fails, as in `UPDATE … SET note = ?` with null. Such a parameter is handed over in a list.
 */
export class SqliteDatabase extends Base {
  override prepare(sql: string): Statement {
    const statement = super.prepare(sql);
    for (const method of ['run', 'get', 'all', 'iterate'] as const) {
      const original = statement[method];
      const mended = (...parameters: unknown[]) =>
        original.apply(
          statement,
          parameters.length === 1 && parameters[0] === null ? [parameters] : parameters,
        );
      Object.defineProperty(statement, method, { value: mended });
    }
    return statement;
  }
}
