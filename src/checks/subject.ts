import type { AllValues, Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { ImplementationRecord, SourceRef } from '../catalogue/snapshot.js';
import type { Draft, ReadResult } from '../import/draft.js';
import type { PlaceRecord } from '../places/load-places.js';

/** What the rules look at: one agency's way of carrying out one matter, published or about to be. */
export interface Subject {
  /** Id of the matter, key of the row or of the place. */
  key: string;
  name: string;
  regionCode: string;
  agency: string | null;
  elements: Elements;
  sources: readonly SourceRef[];
  /** Sheet and cell of each field in a workbook, by the field's name in the form. */
  cells: Readonly<Record<string, string>>;
}

/**
 * Who says something: an official list (`print`, whose words nobody here may change), a filled 实施清单 (`form`), or a
 * collected page (`guide`).
 */
export type Origin = 'print' | 'form' | 'guide';

/** A statement with the field it is about and where it stands. */
export interface PlacedStatement<K extends FieldKey = FieldKey> {
  element: K;
  statement: Statement<AllValues[K]>;
  source: SourceRef | undefined;
}

/** Only the form of an implementation has this column. */
const COLUMN_OF_FORMS = '实施编码';

export function originOf(source: SourceRef | undefined): Origin {
  if (!source?.row) return 'guide';
  return COLUMN_OF_FORMS in source.row ? 'form' : 'print';
}

/** @returns the statements of some fields in the order given; of all fields when none is named. */
export function* statementsOf<K extends FieldKey>(
  { elements, sources }: Subject,
  ...fields: K[]
): Generator<PlacedStatement<K>> {
  const wanted = fields.length > 0 ? fields : (Object.keys(elements) as K[]);
  for (const element of wanted)
    for (const statement of (elements[element] ?? []) as Statement<AllValues[K]>[])
      yield { element, statement, source: sources[statement.source] };
}

/** @returns whether a statement may hold on a day; dates that are no dates do not count. */
export function inForce({ validFrom, validTo }: Statement<unknown>, today: string): boolean {
  return !(validFrom && validFrom > today) && !(validTo && validTo < today);
}

export function subjectOfImplementation(implementation: ImplementationRecord): Subject {
  return { ...implementation, key: implementation.itemId, cells: {} };
}

/** A place is checked as an implementation that states nothing but where to go. */
export function subjectOfPlace(place: PlaceRecord): Subject {
  const { key, name, regionCode, agency, sources, confidence } = place;
  const { address, window, hours, latitude, longitude } = place;
  const location = {
    name,
    phones: [...place.phones],
    ...(address === null ? {} : { address }),
    ...(window === null ? {} : { window }),
    ...(hours === null ? {} : { hours }),
    ...(latitude === null ? {} : { latitude }),
    ...(longitude === null ? {} : { longitude }),
  };
  const elements: Elements = { locations: [{ value: [location], source: 0, confidence }] };
  return { key, name, regionCode, agency, elements, sources, cells: {} };
}

/** @returns the rows of a file that was read, before anybody has published them. */
export function subjectsOfFile({ document, drafts }: ReadResult): Subject[] {
  return drafts.map((draft) => subjectOfDraft(draft, document));
}

function subjectOfDraft(draft: Draft, document: ReadResult['document']): Subject {
  const { row, table, regionCode, name, elements, cited = [], addresses = {} } = draft;
  const source: SourceRef = {
    document: document.file,
    title: table.docTitle ?? document.title,
    docNumber: table.docNumber ?? document.docNumber,
    date: table.date ?? document.date,
    table: table.title,
    seq: row.seq,
    key: row.key,
    line: row.line,
    row: Object.fromEntries(row.cells.map(({ header, text }) => [header, text])),
  };
  const agency = elements.agency?.[0]?.value ?? null;
  return { key: row.key, name, regionCode, agency, elements, sources: [source, ...cited], cells: addresses };
}
