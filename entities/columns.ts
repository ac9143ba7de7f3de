import { Column, type ColumnOptions } from 'typeorm';

/** A region code: GB/T 2260, or a statistical code or one of our own for towns. */
export const REGION_CODE_LENGTH = 24;
/** Key of a printed row or id of a matter, e.g. `dj-017`. */
export const KEY_LENGTH = 96;

type Extra = Pick<ColumnOptions, 'nullable' | 'default'>;

/**
 * A JSON value. `json` is the one type name SQLite (text), MySQL (json) and MariaDB (longtext) all accept through
 * TypeORM; MySQL sorts the keys of objects, so nothing may depend on their order.
 */
export function JsonColumn(options: Extra = {}): PropertyDecorator {
  return Column({ type: 'json', ...options });
}

/** A point in time as ISO 8601 text in UTC, e.g. `2026-01-31T08:00:00.000Z`: sorts as text, equal on every engine. */
export function TimeColumn(options: Extra = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 30, ...options });
}

/** A calendar day as ISO text, e.g. `2021-03-31`. */
export function DayColumn(options: Extra = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 10, ...options });
}

/** Text of bounded length; `length` counts characters. */
export function TextColumn(length: number, options: Extra = {}): PropertyDecorator {
  return Column({ type: 'varchar', length, ...options });
}
