import { type DataSource, IsNull, MoreThan } from 'typeorm';
import { NOTICE_KINDS, Notice } from '../../entities/notice.js';
import type { ShownNotice } from '../answer/response.js';
import { splitAgencies } from '../catalogue/queries.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord } from '../catalogue/snapshot.js';
import { exclusive } from '../storage/exclusive.js';
import { TableFollower, type TableFollowerOptions } from '../storage/table-follower.js';
import { showNotice } from './show-notice.js';

export interface NoticeBoardOptions extends TableFollowerOptions {
  /** The regions being served: a notice for a region holds below it, too. */
  regions: () => RegionTree;
  now?: () => Date;
}

/** What an answer is about. */
export interface NoticeSubject {
  /** Null: no single matter. */
  itemId: string | null;
  /** As printed, maybe several in one cell; null: none in particular. */
  agency: string | null;
  /** Where: the region asked for and that of the implementation shown; unknown ones are passed over. */
  regionCodes: readonly (string | null | undefined)[];
}

/** @returns the notices that hold now for any of the subjects, the weightiest first. */
export type NoticesAbout = (...subjects: readonly NoticeSubject[]) => readonly ShownNotice[];

interface Posted {
  shown: ShownNotice;
  /** ISO times, UTC. */
  from: string;
  until: string;
  /** Place in the order of all: the weightiest kind first, then what ends first. */
  rank: number;
}

const TOPIC = 'wenban:notices';
const NONE: readonly ShownNotice[] = [];
const EVERYWHERE = '';

/**
 * The notices that hold now or later, in memory and found by matter, agency and region without a search. They come and
 * go by the clock; changes by staff arrive from the database.
 */
export class NoticeBoard {
  /** By what {@link keyOf} says. */
  private posted = new Map<string, Posted[]>();
  /** Notices for named matters, by matter. */
  private byItem = new Map<string, Posted[]>();
  private readonly follower: TableFollower;
  private readonly now: () => Date;

  constructor(
    private readonly ds: DataSource,
    private readonly options: NoticeBoardOptions,
  ) {
    this.follower = new TableFollower(TOPIC, () => this.reload(), options);
    this.now = options.now ?? (() => new Date());
  }

  /** @see {@link NoticesAbout} */
  readonly about: NoticesAbout = (...subjects) =>
    this.posted.size === 0 ? NONE : this.inForce(subjects.flatMap((subject) => this.find(subject)));

  /** @returns the notices that hold now for a matter anywhere: where it is handled, and those that name it. */
  ofItem({ id, implementations }: ItemRecord): readonly ShownNotice[] {
    if (this.posted.size === 0) return NONE;
    const handled = implementations.flatMap(({ agency, regionCode }) =>
      this.find({ itemId: null, agency, regionCodes: [regionCode] }),
    );
    return this.inForce([...handled, ...(this.byItem.get(id) ?? [])]);
  }

  /** Reads the notices from the database. */
  async reload(): Promise<void> {
    const rows = await exclusive(this.ds, () =>
      this.ds.manager.findBy(Notice, { withdrawnAt: IsNull(), until: MoreThan(this.now().toISOString()) }),
    );
    rows.sort((a, b) => weight(a) - weight(b) || compare(a.until, b.until) || compare(a.id, b.id));
    const posted = new Map<string, Posted[]>();
    const byItem = new Map<string, Posted[]>();
    const regions = this.options.regions();
    for (const [rank, row] of rows.entries()) {
      const one = { shown: showNotice(row, regions), from: row.from, until: row.until, rank };
      for (const name of namesOf(row)) add(posted, keyOf(row.regionCode ?? EVERYWHERE, name), one);
      if (row.scope === 'items') for (const id of row.itemIds) add(byItem, id, one);
    }
    this.posted = posted;
    this.byItem = byItem;
  }

  /** Reads what this process has just changed, and tells the others. */
  changed(): Promise<void> {
    return this.follower.changed();
  }

  /** Follows changes of other processes until `close()`. */
  follow(): void {
    this.follower.follow();
  }

  close(): void {
    this.follower.close();
  }

  private find({ itemId, agency, regionCodes }: NoticeSubject): Posted[] {
    const names = [
      'all',
      ...(itemId === null ? [] : [`item ${itemId}`]),
      ...splitAgencies(agency).map((name) => `agency ${name}`),
    ];
    const places = this.placesOf(regionCodes);
    return places.flatMap((place) => names.flatMap((name) => this.posted.get(keyOf(place, name)) ?? []));
  }

  /** Everywhere, and the regions with all above them. */
  private placesOf(regionCodes: NoticeSubject['regionCodes']): string[] {
    const regions = this.options.regions();
    return [...new Set([EVERYWHERE, ...regionCodes.flatMap((code) => (code ? regions.pathOf(code) : []))])];
  }

  private inForce(found: readonly Posted[]): readonly ShownNotice[] {
    if (found.length === 0) return NONE;
    const now = this.now().toISOString();
    const held = [...new Set(found)].filter(({ from, until }) => from <= now && now < until);
    return held.sort((a, b) => a.rank - b.rank).map(({ shown }) => shown);
  }
}

function namesOf({ scope, agency, itemIds }: Notice): string[] {
  if (scope === 'items') return itemIds.map((id) => `item ${id}`);
  return [scope === 'agency' ? `agency ${agency}` : 'all'];
}

function keyOf(place: string, name: string): string {
  return `${place} ${name}`;
}

function add(map: Map<string, Posted[]>, key: string, one: Posted): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

function weight({ kind }: Notice): number {
  return NOTICE_KINDS.indexOf(kind);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
