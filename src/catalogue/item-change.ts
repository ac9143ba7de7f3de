import { type DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import type { FieldKey } from '../../entities/elements.js';
import { Implementation } from '../../entities/implementation.js';
import { canonicalJson } from './canonical.js';
import { isDisclosed } from './disclosure.js';

/** What became of a matter between two revisions. */
export interface ItemChange {
  /** 取消: no list holds it any more where it was asked for. */
  removed: boolean;
  /** Fields whose stated values differ, in the order of the form; empty for a removed matter. */
  fields: FieldKey[];
}

/** The fields whose change matters to who wants the service; codes, headings and duties of offices do not. */
const TOLD: readonly FieldKey[] = [
  ...(['name', 'agency', 'conditions', 'materials', 'process', 'content', 'standard'] as const),
  ...(['feeCharged', 'feeStandard', 'feeBasis', 'promisedTimeLimit', 'legalTimeLimit'] as const),
  ...(['locations', 'serviceHours', 'consultPhones', 'supervisePhones', 'exerciseLevels'] as const),
  ...(['serviceScope', 'handlingForms', 'convenience', 'appointment', 'onlinePayment', 'courier'] as const),
  ...(['handlingType', 'resultName', 'quota', 'audience', 'type', 'legalBases', 'faqs'] as const),
];

/** Which matter, between which revisions, for which regions. */
export interface ItemChangeQuery {
  itemId: string;
  /** Number of the revision known. */
  from: number;
  /** Number of the revision in force. */
  to: number;
  /** Codes of the regions that count; null: all. */
  regionCodes: readonly string[] | null;
}

/**
 * Compares a matter as two revisions state it. Only what residents may see counts: public implementations, without
 * statements of low confidence.
 * @returns null when nothing that matters to residents differs.
 */
export async function changeOfItem(ds: DataSource, query: ItemChangeQuery): Promise<ItemChange | null> {
  const { itemId, from, to, regionCodes } = query;
  const rows = await ds.manager.find(Implementation, {
    where: [
      { itemId, sinceRevision: LessThanOrEqual(to), untilRevision: IsNull() },
      { itemId, sinceRevision: LessThanOrEqual(to), untilRevision: MoreThan(from) },
    ],
  });
  const counted = rows.filter(
    ({ regionCode, elements }) =>
      isDisclosed(elements) && (regionCodes === null || regionCodes.includes(regionCode)),
  );
  const [before, after] = [inForceAt(counted, from), inForceAt(counted, to)];
  if (before.length > 0 && after.length === 0) return { removed: true, fields: [] };
  const fields = TOLD.filter((field) => statedValues(before, field) !== statedValues(after, field));
  return fields.length > 0 ? { removed: false, fields } : null;
}

function inForceAt(rows: readonly Implementation[], revision: number): Implementation[] {
  return rows.filter(
    ({ sinceRevision, untilRevision }) =>
      sinceRevision <= revision && (untilRevision === null || untilRevision > revision),
  );
}

/** The values alone: that another document states the same is no change. */
function statedValues(rows: readonly Implementation[], field: FieldKey): string {
  const values = rows.flatMap(({ regionCode, elements }) =>
    (elements[field] ?? [])
      .filter(({ confidence }) => confidence !== 'low')
      .map(({ value, situation }) => canonicalJson([regionCode, value, situation ?? null])),
  );
  return [...new Set(values)].sort().join('\n');
}
