import { InvalidRequestError } from '../../errors.js';
import type { After } from '../../residents/page.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** @returns a cursor as callers pass it around; they need not understand it. */
export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param count - parts it has to have.
 * @throws {InvalidRequestError} when it is none of ours.
 */
export function readCursor(cursor: string, count: number): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string'))
      return parts;
  } catch {
    // Refused below.
  }
  throw new InvalidRequestError([{ field: 'cursor', message: '不是本接口返回的 nextCursor' }]);
}

/** @returns the last row of the page before, null on the first page. @throws {InvalidRequestError} */
export function readAfter(cursor: string | undefined): After | null {
  if (cursor === undefined) return null;
  const [time = '', id = ''] = readCursor(cursor, 2);
  if (!TIME.test(time))
    throw new InvalidRequestError([{ field: 'cursor', message: '不是本接口返回的 nextCursor' }]);
  return { time, id };
}

/** @returns the cursor of the page after these rows. */
export function cursorAfter<T>(rows: readonly T[], more: boolean, keyOf: (row: T) => After): string | null {
  const last = rows.at(-1);
  if (!more || last === undefined) return null;
  const { time, id } = keyOf(last);
  return writeCursor([time, id]);
}
