import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { EditSource } from '../../entities/entry-edit.js';
import { canonicalJson } from '../catalogue/canonical.js';
import type { EditChange } from '../catalogue/plan-publication.js';
import type { ImplementationRecord, Snapshot } from '../catalogue/snapshot.js';
import type { StoredCatalogue } from '../catalogue/stored-catalogue.js';
import type { CitedSource } from '../import/cited-source.js';
import type { Draft, ImportFault, ReadResult } from '../import/draft.js';
import { FIELD_LABELS } from '../import/layouts/implementation-rows.js';
import { entryName, filledForm } from './catalogue-workbook.js';

/** What comes back in an exported workbook, apart from lists that are read as lists. */
export interface ReturnedForms {
  /** The documents without the rows that came back; documents with nothing else are left out. */
  results: ReadResult[];
  /** Elements that were changed in the workbook. */
  edits: EditChange[];
  /** Implementations with a changed element. */
  changed: { entry: string; name: string; fields: FieldKey[] }[];
  /** How many came back as they were. */
  unchanged: number;
  /** Rows that name an implementation that is not published (any more). */
  faults: ImportFault[];
}

/**
 * Takes the rows of an exported workbook out of what was read: they change the implementations that they were written from
 * and are no new list. A row as it was exported changes nothing.
 *
 * @param stored - what is in force, of the same revision as the snapshot.
 * @param today - ISO date on which the office says what the workbook says.
 */
export function takeReturnedForms(
  results: readonly ReadResult[],
  snapshot: Snapshot,
  stored: StoredCatalogue,
  today: string,
): ReturnedForms {
  const returned: ReturnedForms = { results: [], edits: [], changed: [], unchanged: 0, faults: [] };
  const published = new Map(
    snapshot.items.flatMap((item) => item.implementations.map((own) => [entryName(own), own] as const)),
  );
  const names = new Map(
    stored.implementations.map(({ itemId, regionCode, agencyId }) => [
      [itemId, regionCode, stored.agencies.get(agencyId)?.name ?? ''].join('|'),
      { itemId, regionCode, agencyId },
    ]),
  );
  for (const result of results) {
    const rest: Draft[] = [];
    for (const draft of result.drafts) {
      const { entry } = draft;
      if (entry === undefined) {
        rest.push(draft);
        continue;
      }
      const record = published.get(entry);
      const name = names.get(entry);
      if (!record || !name) {
        returned.faults.push(faultOf(result, draft));
        continue;
      }
      const fields = changedFields(draft, record);
      if (fields.length === 0) returned.unchanged++;
      else returned.changed.push({ entry, name: record.name, fields });
      const said = { agency: record.agency ?? record.name, today, file: result.document.file };
      returned.edits.push(...fields.map((field) => ({ ...name, field, edit: editOf(draft, field, said) })));
    }
    if (rest.length > 0 || result.drafts.length === 0) returned.results.push({ ...result, drafts: rest });
  }
  return returned;
}

/** A field of which the workbook has no column or line was not looked at by whoever filled it in. */
function changedFields(draft: Draft, record: ImplementationRecord): FieldKey[] {
  const before = filledForm(record);
  const headers = new Set(draft.row.cells.map(({ header }) => header));
  return FIELD_LABELS.filter(
    ([field, label]) =>
      (draft.elements[field] !== undefined || headers.has(label)) &&
      meaning(draft.elements, field, draft.cited) !== meaning(before.elements, field, before.cited),
  ).map(([field]) => field);
}

/** @returns the statements of a field with their sources spelt out, to be compared. */
function meaning(elements: Elements, field: FieldKey, cited: readonly CitedSource[] = []): string {
  const statements = (elements[field] ?? []) as readonly Statement<unknown>[];
  return canonicalJson(
    statements.map(({ source, ...statement }) => ({ ...statement, source: cited[source - 1] ?? 'workbook' })),
  );
}

function editOf(
  { elements, cited = [] }: Draft,
  field: FieldKey,
  said: { agency: string; today: string; file: string },
): NonNullable<EditChange['edit']> {
  const sources: EditSource[] = [
    { kind: 'office', agency: said.agency, date: said.today, docNumber: null, note: `工作簿 ${said.file}` },
    ...cited.map(documentSource),
  ];
  const statements = (elements[field] ?? []) as NonNullable<EditChange['edit']>['statements'];
  return { statements, sources, validFrom: null, validTo: null, draftId: null };
}

function documentSource({ title, docNumber, date, url, table, seq }: CitedSource): EditSource {
  const place = [table, seq === null ? null : `第${seq}项`].filter(Boolean).join('');
  return { kind: 'document', title, docNumber, date, url: url ?? null, place: place || null };
}

function faultOf({ document }: ReadResult, { row, entry, name }: Draft): ImportFault {
  return {
    file: document.file,
    line: row.line,
    message: `“${name}”的实施清单标识“${entry}”不在现行目录中；要新增的事项请清空这一格。`,
  };
}
