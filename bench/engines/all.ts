import type { EngineUnderTest } from './engine.js';
import { flexSearch } from './flexsearch.js';
import { mariadb } from './mariadb.js';
import { miniSearch } from './minisearch.js';
import { orama } from './orama.js';
import { characterPairs } from './pairs.js';
import { sqliteFts5 } from './sqlite-fts5.js';

/** Name of our own engine in the tables. */
export const OURS = '问办';

/** The engines that ours is compared with. */
export const OTHERS: readonly EngineUnderTest[] = [
  miniSearch,
  flexSearch,
  orama,
  sqliteFts5,
  mariadb,
  characterPairs,
];

/** What a child process reports. */
export interface Measured {
  /** Row keys of each candidate, best first, for each question. */
  found: string[][][];
  /** Milliseconds of each question, word cutting and region filter included. */
  times: number[];
  buildMs: number;
  /** Resident memory of the process, index and documents included. */
  residentMb: number;
  /** Why it did not run. */
  away?: string;
}
