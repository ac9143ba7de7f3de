import type { DataSource } from 'typeorm';

const tails = new WeakMap<DataSource, Promise<unknown>>();

/**
 * Runs `work` when every earlier exclusive work on the same data source is over. SQLite has one connection per
 * process, so a reader beside an open transaction would see its unfinished rows; publishing and compiling take turns.
 */
export function exclusive<T>(ds: DataSource, work: () => Promise<T>): Promise<T> {
  const turn = (tails.get(ds) ?? Promise.resolve()).then(work, work);
  tails.set(
    ds,
    turn.catch(() => undefined),
  );
  return turn;
}
