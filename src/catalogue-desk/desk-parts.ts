import type { DataSource } from 'typeorm';
import type { Staff } from '../staff/staff.js';
import type { Drafts } from './drafts.js';
import type { Entries } from './entries.js';
import type { Imports } from './imports.js';
import type { Releases } from './releases.js';
import type { TaskRunner } from './tasks.js';

/** Everything the desk's routes call. */
export interface DeskParts {
  ds: DataSource;
  staff: Staff;
  entries: Entries;
  drafts: Drafts;
  imports: Imports;
  releases: Releases;
  runner: TaskRunner;
  /** ISO date in Beijing. */
  today(): string;
}
