import type { DataSource } from 'typeorm';
import type { Lexicon } from '../language/lexicon.js';
import type { Staff } from '../staff/staff.js';
import type { Drafts } from './drafts.js';
import type { Entries } from './entries.js';
import type { Imports } from './imports.js';
import type { LanguageDrafts } from './language-drafts.js';
import type { QuestionCases } from './questions/question-cases.js';
import type { QuestionGroups } from './questions/question-groups.js';
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
  language: LanguageDrafts;
  groups: QuestionGroups;
  cases: QuestionCases;
  /** The words in force. */
  lexicon(): Lexicon;
  runner: TaskRunner;
  /** ISO date in Beijing. */
  today(): string;
  now(): Date;
}
