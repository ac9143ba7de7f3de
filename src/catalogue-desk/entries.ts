import { type DataSource, In } from 'typeorm';
import { CatalogueDraft } from '../../entities/catalogue-draft.js';
import {
  ELEMENT_LABELS,
  type FieldKey,
  fieldLabel,
  LIST_FIELD_LABELS,
  type Statement,
} from '../../entities/elements.js';
import { EntryEdit } from '../../entities/entry-edit.js';
import { Implementation } from '../../entities/implementation.js';
import { Revision } from '../../entities/revision.js';
import { type EntryName, entryKey } from '../catalogue/apply-edits.js';
import { entriesOf, isForResidents } from '../catalogue/compile.js';
import { groupBy } from '../catalogue/group-by.js';
import { normaliseName } from '../catalogue/kinds.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, SourceRef } from '../catalogue/snapshot.js';
import { readStored } from '../catalogue/stored-catalogue.js';
import { implementationCompleteness } from '../checks/completeness.js';
import { exclusive } from '../storage/exclusive.js';
import { cellOf } from './draft-content.js';
import { findEntry, getEntry, revisionInForce } from './entry.js';
import type { DeskStaff, Keeper } from './keeper.js';

const FIELDS = [...ELEMENT_LABELS, ...LIST_FIELD_LABELS] as readonly (readonly [FieldKey, string])[];
export const PAGE_SIZE = 50;
/** Revisions in a history: the latest. */
const MOST_REVISIONS = 100;

/** One implementation in a list. */
export interface EntrySummary extends EntryName {
  name: string;
  agency: string | null;
  type: string | null;
  /** How many of the 36 elements some source states. */
  filled: number;
  /** Percent of the weight of the 36 elements: stated here, and with what regions above state. */
  ownScore: number;
  score: number;
  edited: boolean;
  /** Residents do not see it. */
  hidden: boolean;
  draftId: string | null;
}

export interface EntryQuery {
  q?: string;
  /** 行政区划代码; those below included. */
  regionCode?: string;
  agency?: string;
  /** `incomplete`: less than half of the elements; `edited`; `draft`: an open draft. */
  state?: 'incomplete' | 'edited' | 'draft';
  /** `filled` unless told; a minus turns the order round. */
  sort?: EntrySort;
  page?: number;
}

/** Orders of the list; equals stay in the order of `filled`. */
export const ENTRY_SORTS = ['filled', 'score', '-score', 'ownScore', '-ownScore', 'name', '-name'] as const;
export type EntrySort = (typeof ENTRY_SORTS)[number];

/** One element as it is published. */
export interface FieldView {
  field: FieldKey;
  label: string;
  /** As in a cell of the 实施清单; empty when nothing is known. */
  cell: string;
  edited: boolean;
  statements: {
    cell: string;
    situation: string | null;
    validFrom: string | null;
    validTo: string | null;
    source: SourceRef | null;
  }[];
}

/** One revision in the history of an entry. */
export interface EntryRevision {
  revision: number;
  publishedAt: string;
  note: string | null;
}

/** One element in two revisions. */
export interface FieldDifference {
  field: FieldKey;
  label: string;
  before: string;
  after: string;
}

/** What the desk shows of the catalogue in force. */
export class Entries {
  private index: { revision: number; today: string; entries: Omit<EntrySummary, 'draftId'>[] } | null = null;

  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly regions: () => RegionTree,
    /** ISO date in Beijing. */
    private readonly today: () => string,
  ) {}

  /** @returns entries that the keeper may see, in the order asked for. */
  async list(
    keeper: Keeper,
    query: EntryQuery,
  ): Promise<{ total: number; entries: EntrySummary[]; agencies: string[] }> {
    const all = await this.current();
    const open = await this.ds.manager.find(CatalogueDraft, {
      where: { kind: 'edit', status: In(['draft', 'inReview', 'approved']) },
      select: { id: true, openKey: true },
    });
    const draftOf = new Map(open.map(({ id, openKey }) => [openKey, id]));
    const words = normaliseName(query.q ?? '');
    const found = all
      .filter(({ regionCode, agency }) => this.staff.may(keeper, 'catalogue.read', { regionCode, agency }))
      .filter(({ regionCode }) => !query.regionCode || this.regions().covers(query.regionCode, regionCode))
      .map((entry) => ({ ...entry, draftId: draftOf.get(`edit|${entryKey(entry)}`) ?? null }))
      .filter(
        ({ name, itemId, agency }) =>
          !words || normaliseName(`${name}${itemId}${agency ?? ''}`).includes(words),
      );
    const agencies = [...new Set(found.map(({ agency }) => agency ?? ''))].filter(Boolean).sort();
    const wanted = found
      .filter(({ agency }) => !query.agency || agency === query.agency)
      .filter(
        ({ filled, edited, draftId }) =>
          !query.state ||
          (query.state === 'incomplete' && filled * 2 < ELEMENT_LABELS.length) ||
          (query.state === 'edited' && edited) ||
          (query.state === 'draft' && draftId !== null),
      );
    sortEntries(wanted, query.sort);
    const from = ((query.page ?? 1) - 1) * PAGE_SIZE;
    return { total: wanted.length, entries: wanted.slice(from, from + PAGE_SIZE), agencies };
  }

  /** @returns every element of an entry, stated or not. @throws {DeskNotFoundError | ForbiddenError} */
  async get(keeper: Keeper, name: EntryName): Promise<{ record: ImplementationRecord; fields: FieldView[] }> {
    const { record, edits } = await getEntry(this.ds.manager, name);
    this.assertMayRead(keeper, record);
    const edited = new Set(edits.map(({ field }) => field));
    return {
      record,
      fields: FIELDS.map(([field, label]) => fieldView(record, field, label, edited.has(field))),
    };
  }

  /** @returns revisions that changed the entry, the newest first. */
  async history(keeper: Keeper, name: EntryName): Promise<EntryRevision[]> {
    const { record } = await getEntry(this.ds.manager, name);
    this.assertMayRead(keeper, record);
    const place = { itemId: name.itemId, regionCode: name.regionCode };
    const rows = [
      ...(await this.ds.manager.find(Implementation, {
        where: place,
        select: { sinceRevision: true, untilRevision: true },
      })),
      ...(await this.ds.manager.find(EntryEdit, {
        where: place,
        select: { sinceRevision: true, untilRevision: true },
      })),
    ];
    const numbers = [...new Set(rows.flatMap((row) => [row.sinceRevision, row.untilRevision ?? 0]))]
      .filter((number) => number > 0)
      .sort((a, b) => b - a)
      .slice(0, MOST_REVISIONS);
    const revisions = await this.ds.manager.findBy(Revision, { number: In(numbers) });
    return revisions
      .sort((a, b) => b.number - a.number)
      .map(({ number, publishedAt, note }) => ({ revision: number, publishedAt, note }));
  }

  /** @returns elements that differ between two revisions of an entry; one in which it did not exist has none. */
  async compare(keeper: Keeper, name: EntryName, from: number, to: number): Promise<FieldDifference[]> {
    const { record } = await getEntry(this.ds.manager, name);
    this.assertMayRead(keeper, record);
    const before = (await findEntry(this.ds.manager, name, from))?.record;
    const after = (await findEntry(this.ds.manager, name, to))?.record;
    return FIELDS.map(([field, label]) => ({
      field,
      label,
      before: before ? datedCell(before, field) : '',
      after: after ? datedCell(after, field) : '',
    })).filter((difference) => difference.before !== difference.after);
  }

  /** @returns all revisions, the newest first. */
  async revisions(): Promise<Revision[]> {
    const revisions = await this.ds.manager.find(Revision, {
      order: { number: 'DESC' },
      take: MOST_REVISIONS,
    });
    return revisions.filter(({ number }) => number > 0);
  }

  private assertMayRead(keeper: Keeper, { regionCode, agency }: ImplementationRecord): void {
    this.staff.assertMay(keeper, 'catalogue.read', { regionCode, agency });
  }

  /** The list is made once for each revision and day. */
  private async current(): Promise<readonly Omit<EntrySummary, 'draftId'>[]> {
    const revision = await revisionInForce(this.ds.manager);
    const today = this.today();
    if (this.index?.revision === revision && this.index.today === today) return this.index.entries;
    const stored = await exclusive(this.ds, () => readStored(this.ds.manager, revision));
    const all = entriesOf(stored);
    const ofItem = groupBy(
      all.map(({ record }) => record),
      ({ itemId }) => itemId,
    );
    const regions = this.regions();
    const scored = (record: ImplementationRecord) =>
      implementationCompleteness(record, ofItem.get(record.itemId) ?? [], regions, today);
    const entries = all.map(({ agencyId, record, edits }) => ({
      itemId: record.itemId,
      regionCode: record.regionCode,
      agencyId,
      name: record.name,
      agency: record.agency,
      type: record.elements.type?.[0]?.value ?? null,
      filled: ELEMENT_LABELS.filter(([field]) => record.elements[field]?.length).length,
      ...scoresOf(scored(record)),
      edited: edits.length > 0,
      hidden: !isForResidents(record),
    }));
    entries.sort((a, b) => a.filled - b.filled || (a.itemId < b.itemId ? -1 : 1));
    this.index = { revision, today, entries };
    return entries;
  }
}

function scoresOf({ ownScore, score }: Pick<EntrySummary, 'ownScore' | 'score'>) {
  return { ownScore, score };
}

function sortEntries(entries: EntrySummary[], sort: EntrySort = 'filled'): void {
  const key = sort.replace('-', '') as 'filled' | 'score' | 'ownScore' | 'name';
  const turn = sort.startsWith('-') ? -1 : 1;
  if (key === 'name') entries.sort((a, b) => turn * a.name.localeCompare(b.name, 'zh-CN'));
  else if (key !== 'filled') entries.sort((a, b) => turn * (a[key] - b[key]));
}

function fieldView(record: ImplementationRecord, field: FieldKey, label: string, edited: boolean): FieldView {
  const statements = (record.elements[field] ?? []) as Statement<unknown>[];
  return {
    field,
    label,
    cell: cellOf(record, field),
    edited,
    statements: statements.map((statement) => ({
      cell: cellOf({ ...record, elements: { [field]: [statement] } }, field),
      situation: statement.situation ?? null,
      validFrom: statement.validFrom ?? null,
      validTo: statement.validTo ?? null,
      source: record.sources[statement.source] ?? null,
    })),
  };
}

/** The cell with its dates: a value that holds for another time is another value. */
function datedCell(record: ImplementationRecord, field: FieldKey): string {
  return fieldView(record, field, fieldLabel(field), false)
    .statements.map(({ cell, validFrom, validTo, situation }) => {
      const dates = validFrom || validTo ? `（${validFrom ?? ''} 至 ${validTo ?? ''}）` : '';
      return `${situation ? `${situation}：` : ''}${cell}${dates}`;
    })
    .join('\n');
}
