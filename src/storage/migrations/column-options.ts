import type { QueryRunner, TableColumnOptions } from 'typeorm';

/** Columns described once for every engine. */
export interface ColumnKit {
  /** Bounded text, compared byte by byte so that keys are equal or different on every engine alike. */
  text(name: string, length: number, more?: Partial<TableColumnOptions>): TableColumnOptions;
  /** Unbounded text. */
  longText(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  int(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  json(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  /** `sinceRevision` and `untilRevision`. */
  inForce(): TableColumnOptions[];
}

/** @returns column descriptions in the dialect of the engine the migration runs on. */
export function columnKit(runner: QueryRunner): ColumnKit {
  const onMysql = runner.connection.options.type === 'mysql';
  // A server may still default to latin1; the catalogue is Chinese, so every text column names its character set.
  const unicode = onMysql ? { charset: 'utf8mb4', collation: 'utf8mb4_bin' } : {};
  const int: ColumnKit['int'] = (name, more) => ({ name, type: 'int', ...more });
  return {
    text: (name, length, more) => ({ name, type: 'varchar', length: String(length), ...unicode, ...more }),
    longText: (name, more) => ({ name, type: 'text', ...unicode, ...more }),
    int,
    json: (name, more) => ({ name, type: 'json', ...more }),
    inForce: () => [int('sinceRevision'), int('untilRevision', { isNullable: true })],
  };
}
