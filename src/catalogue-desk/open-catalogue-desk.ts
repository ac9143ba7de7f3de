import type { DataSource } from 'typeorm';
import { todayInBeijing } from '../clock.js';
import type { Route } from '../http/route.js';
import type { Logger } from '../log.js';
import type { Engine } from '../matching/engine.js';
import type { Staff } from '../staff/staff.js';
import type { DeskParts } from './desk-parts.js';
import { Drafts } from './drafts.js';
import { Entries } from './entries.js';
import { Imports } from './imports.js';
import { LanguageDrafts } from './language-drafts.js';
import { QuestionCases } from './questions/question-cases.js';
import { QuestionGroups } from './questions/question-groups.js';
import { Releases } from './releases.js';
import { draftRoutes } from './routes/drafts.js';
import { entryRoutes } from './routes/entries.js';
import { importRoutes } from './routes/imports.js';
import { languageRoutes } from './routes/language.js';
import { questionRoutes } from './routes/questions.js';
import { releaseRoutes } from './routes/releases.js';
import type { TaskRunner } from './tasks.js';

export interface CatalogueDeskOptions {
  ds: DataSource;
  /** Makes what was published live, here and in every other process. */
  announce(): Promise<void>;
  staff: Staff;
  /** The engine that answers. */
  engine: () => Engine;
  runner: TaskRunner & { close?(): Promise<void> };
  log?: Logger;
  now?: () => Date;
}

/** The open desk. */
export interface CatalogueDesk {
  routes: Route[];
  /** Takes over imports that were left half-done, until `close()`. */
  follow(): void;
  close(): Promise<void>;
}

/** Puts the catalogue desk together. */
export function openCatalogueDesk({
  ds,
  announce,
  staff,
  engine,
  runner,
  log,
  now = () => new Date(),
}: CatalogueDeskOptions): CatalogueDesk {
  const drafts = new Drafts(ds, staff);
  const imports = new Imports(ds, staff, drafts, runner, { log });
  const releases = new Releases(ds, staff, runner, { log, onPublished: announce });
  const entries = new Entries(ds, staff, () => staff.regions, todayInBeijing);
  const lexicon = () => engine().language.lexicon;
  const language = new LanguageDrafts(ds, staff, drafts, lexicon);
  const groups = new QuestionGroups(ds, staff, engine, now);
  const cases = new QuestionCases(staff, groups, drafts, language, now);
  const parts: DeskParts = {
    ds,
    staff,
    entries,
    drafts,
    imports,
    releases,
    language,
    groups,
    cases,
    lexicon,
    runner,
    today: todayInBeijing,
    now,
  };
  return {
    routes: [
      ...entryRoutes(parts),
      ...draftRoutes(parts),
      ...importRoutes(parts),
      ...releaseRoutes(parts),
      ...questionRoutes(parts),
      ...languageRoutes(parts),
    ],
    follow: () => imports.follow(),
    async close() {
      imports.close();
      await runner.close?.();
      await imports.settled();
      await releases.settled();
    },
  };
}
