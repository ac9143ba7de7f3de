import {
  ELEMENT_LABELS,
  type ElementKey,
  type FieldKey,
  type Statement,
} from '../../../entities/elements.js';
import type { RegionName, ShownNotice } from '../../answer/response.js';
import { isDisclosed } from '../../catalogue/disclosure.js';
import type { RegionTree } from '../../catalogue/regions.js';
import type { ImplementationRecord, ItemRecord, Snapshot } from '../../catalogue/snapshot.js';
import type { ImplementationView, ItemView } from '../schemas/items.js';

/** Shown beside the 36 elements; `disclosed` decides what is shown and is not shown itself. */
const LIST_FIELDS = ['standard', 'fundingDuty', 'convenience', 'filingType', 'themes', 'section'] as const;
const SHOWN_KEYS: readonly FieldKey[] = [...ELEMENT_LABELS.map(([key]) => key), ...LIST_FIELDS];

/**
 * One matter as callers see it: implementations that may be made public, without statements of low confidence.
 * @param today - ISO date; where sources disagree, the newest statement in force comes first.
 * @param notices - that hold for the matter.
 * @returns null when no implementation may be made public.
 */
export function presentItem(
  item: ItemRecord,
  { regions, revision }: Snapshot,
  today: string,
  notices: readonly ShownNotice[] = [],
): ItemView | null {
  const implementations = item.implementations
    .filter(isPublic)
    .map((implementation) => presentImplementation(implementation, regions, today));
  if (implementations.length === 0) return null;
  const { id, name, type, themes, questions, linked } = item;
  return { id, name, type, themes, questions, linked, revision, notices, implementations };
}

/** @returns name and code; the code twice when the deployment does not know the region. */
export function presentRegion(code: string, regions: RegionTree): RegionName {
  return { code, name: regions.findByCode(code)?.name ?? code };
}

/** Whether the agency lets the implementation be made public (是否公开). */
export function isPublic({ elements }: ImplementationRecord): boolean {
  return isDisclosed(elements);
}

function presentImplementation(
  record: ImplementationRecord,
  regions: RegionTree,
  today: string,
): ImplementationView {
  const values: Record<string, unknown> = {};
  const statements: ImplementationView['statements'] = {};
  for (const key of SHOWN_KEYS) {
    const shown = shownStatements(record, key);
    values[key] =
      shown.find((statement) => !statement.situation && isInForce(statement, today))?.value ?? null;
    if (shown.length > 0) statements[key] = shown;
  }
  const own: Pick<ImplementationView, 'name' | 'agency'> = {
    name: record.name,
    agency: record.agency ?? (values.agency as ImplementationView[ElementKey & 'agency']),
  };
  const region = presentRegion(record.regionCode, regions);
  return { ...values, ...own, region, statements, sources: record.sources } as ImplementationView;
}

/** Newest source first; order is kept where dates are equal or missing. */
function shownStatements({ elements, sources }: ImplementationRecord, key: FieldKey): Statement<unknown>[] {
  const all: Statement<unknown>[] = elements[key] ?? [];
  const dateOf = ({ source }: Statement<unknown>) => sources[source]?.date ?? '';
  return all
    .filter(({ confidence }) => confidence !== 'low')
    .sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

function isInForce({ validFrom, validTo }: Statement<unknown>, today: string): boolean {
  return !(validFrom && today < validFrom) && !(validTo && today > validTo);
}
