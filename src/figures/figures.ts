import type { StaffAccount } from '../../entities/staff-account.js';
import type { QuestionCounts } from '../asked-questions/count-questions.js';
import { findItem } from '../catalogue/queries.js';
import type { Snapshot } from '../catalogue/snapshot.js';
import { type Completeness, completeness } from '../checks/completeness.js';
import { todayInBeijing } from '../clock.js';
import { roleAllows } from '../staff/permissions.js';
import type { Staff } from '../staff/staff.js';
import type { CountQuestions } from './count-in-thread.js';
import { completenessTableOf, type FigureTable, questionTables } from './figure-tables.js';

export interface FiguresParts {
  staff: Staff;
  snapshot(): Snapshot;
  count: CountQuestions;
  now(): Date;
}

export interface FiguresQuery {
  /** ISO dates in Beijing, both inclusive. */
  from: string;
  to: string;
  /** 行政区划代码; left out: as far as the account may see. */
  regionCode?: string;
}

/** The figures as they stood at a time. */
export interface FiguresResult {
  /** ISO time of the count. */
  countedAt: string;
  tables: FigureTable[];
}

type Reader = Pick<StaffAccount, 'grants'>;

const ACTION = 'figures.read';
/** A page and its downloads show one count. */
const KEPT_MS = 60_000;
const MOST_KEPT = 20;

/** What is asked and how complete the catalogue is, within the bounds of who looks. */
export class Figures {
  private readonly kept = new Map<string, { at: number; counts: Promise<QuestionCounts> }>();
  private scored: { snapshot: Snapshot; today: string; byAgency: Completeness['byAgency'] } | null = null;

  constructor(private readonly parts: FiguresParts) {}

  /** @throws {ForbiddenError} for a region that the account may not see. */
  async of(reader: Reader, { from, to, regionCode }: FiguresQuery): Promise<FiguresResult> {
    const { staff, snapshot } = this.parts;
    if (regionCode !== undefined) staff.assertMay(reader, ACTION, { regionCode });
    const regionCodes = regionCode === undefined ? this.regionsOf(reader) : this.below([regionCode]);
    const { at, counts } = this.counted({ from, to, regionCodes });
    const current = snapshot();
    const tables = questionTables(
      await counts,
      { from, to },
      {
        regionName: (code) => current.regions.findByCode(code)?.name ?? code,
        itemName: (id) => findItem(current, id)?.name ?? null,
      },
    );
    const agencies = this.byAgency(current).filter(
      ({ name, region }) =>
        (regionCodes === null || regionCodes.includes(region.code)) &&
        staff.may(reader, ACTION, { regionCode: region.code, agency: name }),
    );
    return { countedAt: new Date(at).toISOString(), tables: [...tables, completenessTableOf(agencies)] };
  }

  /** Codes that the grants reach; null: all, also questions without a region. */
  private regionsOf({ grants }: Reader): string[] | null {
    const own = grants.filter(({ role }) => roleAllows(role, ACTION));
    if (own.some(({ regions }) => regions.length === 0)) return null;
    return this.below(own.flatMap(({ regions }) => regions));
  }

  private below(outer: readonly string[]): string[] {
    const { regions } = this.parts.snapshot();
    return regions.all
      .map(({ code }) => code)
      .filter((code) => outer.some((one) => regions.covers(one, code)));
  }

  private counted(period: Parameters<CountQuestions>[0]) {
    const key = JSON.stringify(period);
    const at = this.parts.now().getTime();
    const known = this.kept.get(key);
    if (known && at - known.at < KEPT_MS) return known;
    const counts = this.parts.count(period);
    const fresh = { at, counts };
    this.kept.delete(key);
    this.kept.set(key, fresh);
    // What failed is tried again.
    counts.catch(() => this.kept.get(key) === fresh && this.kept.delete(key));
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return fresh;
  }

  private byAgency(snapshot: Snapshot): Completeness['byAgency'] {
    const today = todayInBeijing(this.parts.now());
    if (this.scored?.snapshot !== snapshot || this.scored.today !== today)
      this.scored = { snapshot, today, byAgency: completeness(snapshot, today).byAgency };
    return this.scored.byAgency;
  }
}
