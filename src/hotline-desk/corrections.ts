import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { Correction, type CorrectionStatus } from '../../entities/correction.js';
import { todayInBeijing } from '../clock.js';
import { ChangedMeanwhileError, CorrectionNotFoundError } from '../errors.js';
import { addDays, type HolidayCalendar } from '../places/holiday-calendar.js';
import { maskPersonalNumbers } from '../privacy/mask.js';
import type { AuditLog } from '../staff/audit/audit-log.js';

/** Working days an agency has: those the rules for rectifying a bad rating (差评) give. */
export const DUE_WORKING_DAYS = 15;
/** Statuses that wait for the agency. */
export const OPEN_STATUSES: readonly CorrectionStatus[] = ['open', 'working'];

/** A fault as it is reported; the agency is the one the catalogue names. */
export type CorrectionInput = Pick<
  Correction,
  'itemId' | 'itemName' | 'regionCode' | 'element' | 'text' | 'agency'
>;

export interface CorrectionFilter {
  statuses?: readonly CorrectionStatus[];
  itemId?: string;
  /** Name of the account that reported. */
  reporter?: string;
  /** Only those whose last day has passed. */
  overdue?: boolean;
}

/** Keeps corrections from the report to the answer. */
export class Corrections {
  constructor(
    private readonly ds: DataSource,
    private readonly audit: AuditLog,
    private readonly calendar: HolidayCalendar,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param reporter - name of the account. */
  async report(reporter: string, input: CorrectionInput): Promise<Correction> {
    const correction: Correction = {
      ...input,
      id: randomUUID(),
      createdAt: this.now().toISOString(),
      text: maskPersonalNumbers(input.text.trim()),
      dueOn: addWorkingDays(this.today(), DUE_WORKING_DAYS, this.calendar),
      status: 'open',
      reporter,
      handler: null,
      reply: null,
      closedAt: null,
      version: 1,
    };
    const { id, regionCode, element, dueOn } = correction;
    await this.audit.change(reporter, async (manager, record) => {
      await manager.insert(Correction, correction);
      // Not the words: somebody may have written a caller's name into them, and the log is for ever.
      await record('correction.report', input.itemId, { id, regionCode, element, dueOn });
    });
    return correction;
  }

  /** @returns corrections, the most urgent first. */
  list(filter: CorrectionFilter = {}): Promise<Correction[]> {
    const query = this.ds.manager
      .createQueryBuilder(Correction, 'correction')
      .orderBy('correction.dueOn', 'ASC')
      .addOrderBy('correction.createdAt', 'ASC');
    if (filter.statuses) query.andWhere({ status: In([...filter.statuses]) });
    if (filter.itemId !== undefined) query.andWhere({ itemId: filter.itemId });
    if (filter.reporter !== undefined) query.andWhere({ reporter: filter.reporter });
    if (filter.overdue) query.andWhere('correction.dueOn < :today', { today: this.today() });
    return query.getMany();
  }

  /** @throws {CorrectionNotFoundError} */
  get(id: string): Promise<Correction> {
    return getCorrection(this.ds.manager, id);
  }

  /** Whether the last day has passed without an answer. */
  isOverdue({ status, dueOn }: Correction): boolean {
    return OPEN_STATUSES.includes(status) && dueOn < this.today();
  }

  /**
   * Moves a correction on.
   *
   * @param actor - name of the account.
   * @param version - as the caller saw it.
   * @throws {CorrectionNotFoundError | ChangedMeanwhileError}
   */
  settle(
    actor: string,
    id: string,
    version: number,
    { status, reply }: { status: CorrectionStatus; reply: string | null },
  ): Promise<Correction> {
    return this.audit.change(actor, async (manager, record) => {
      const before = await getCorrection(manager, id);
      if (before.version !== version) throw new ChangedMeanwhileError();
      const set = {
        status,
        reply: reply === null ? before.reply : maskPersonalNumbers(reply.trim()),
        handler: actor,
        closedAt: OPEN_STATUSES.includes(status) ? null : this.now().toISOString(),
        version: version + 1,
      };
      await manager.update(Correction, { id }, set);
      await record('correction.settle', before.itemId, { id, before: before.status, after: status });
      return { ...before, ...set };
    });
  }

  private today(): string {
    return todayInBeijing(this.now());
  }
}

async function getCorrection(manager: EntityManager, id: string): Promise<Correction> {
  const correction = await manager.findOneBy(Correction, { id });
  if (!correction) throw new CorrectionNotFoundError(id);
  return correction;
}

/** @returns the ISO date so many working days after a day. */
export function addWorkingDays(from: string, days: number, calendar: HolidayCalendar): string {
  let date = from;
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, calendar)) left--;
  }
  return date;
}

function isWorkingDay(date: string, calendar: HolidayCalendar): boolean {
  const { kind } = calendar.kindOf(date);
  if (kind !== 'ordinary') return kind === 'makeUp';
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
