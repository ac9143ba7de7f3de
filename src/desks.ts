import { countQuestions } from './asked-questions/count-questions.js';
import type { Config } from './config.js';
import type { CountQuestions } from './figures/count-in-thread.js';
import { figuresRoutes } from './figures/routes.js';
import { CallNotes } from './hotline-desk/call-notes.js';
import { Corrections } from './hotline-desk/corrections.js';
import { hotlineDeskRoutes } from './hotline-desk/routes.js';
import type { Route } from './http/route.js';
import type { Services } from './http/services.js';
import type { Logger } from './log.js';
import { Notices } from './notice-desk/notices.js';
import { noticeRoutes } from './notice-desk/routes.js';
import { staffRoutes } from './staff/routes/index.js';
import { Staff } from './staff/staff.js';
import type { CleanUpJob } from './storage/clean-up.js';
import { exclusive } from './storage/exclusive.js';
import type { Wenban } from './wenban.js';

/** What the desks of staff add to the service. */
export interface Desks {
  staff: Staff;
  routes: Route[];
  /** What to run from time to time. */
  cleanUp: CleanUpJob[];
}

interface DesksOptions {
  config: Pick<Config, 'KEEP_CALL_NOTES_DAYS'>;
  log?: Logger;
  now?: () => Date;
  /** Counts questions; in this thread unless told. */
  count?: CountQuestions;
}

/** Puts the desks together: who works here, and what they save. */
export function openDesks(
  { dataSource, catalogue, places, handOvers, notices: board, asker }: Wenban,
  services: Services,
  {
    config,
    log,
    now = () => new Date(),
    count = (period) => exclusive(dataSource, () => countQuestions(dataSource, period)),
  }: DesksOptions,
): Desks {
  const staff = new Staff(dataSource, { regions: () => catalogue.current().regions, log, now });
  const calls = new CallNotes(dataSource, config.KEEP_CALL_NOTES_DAYS, now);
  const corrections = new Corrections(dataSource, staff.audit, places.calendar, now);
  const notices = new Notices(dataSource, staff.audit, board, now);
  const snapshot = () => catalogue.current();
  return {
    staff,
    routes: [
      ...staffRoutes(staff),
      ...hotlineDeskRoutes({ staff, services, calls, corrections, handOvers }),
      ...noticeRoutes({ staff, notices, snapshot, asker, now }),
      ...figuresRoutes({ staff, snapshot, count, now }),
    ],
    cleanUp: [...staff.cleanUp, { name: 'call notes', run: () => calls.deleteExpired() }],
  };
}
