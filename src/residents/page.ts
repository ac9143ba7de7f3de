/** Where a list was left: the last row that was shown, newest first. */
export interface After {
  /** ISO time of the row. */
  time: string;
  id: string;
}

/** Part of a list. */
export interface PageRequest {
  limit: number;
  after: After | null;
}

/** @returns the rows to show and whether more follow; `rows` holds one more than asked for when they do. */
export function pageOf<T>(rows: readonly T[], limit: number): { rows: T[]; more: boolean } {
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}
