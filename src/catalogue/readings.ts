import type { Elements, FieldKey, Statement } from '../../entities/elements.js';
import type { CitedSource } from '../import/cited-source.js';
import type { Draft } from '../import/draft.js';

/** A page outside the lists that states something about a matter. */
export interface WebSource {
  /** Address of a web page, or file name of a document of this catalogue. */
  url: string;
  title: string;
  /** ISO date, where the page has one. */
  date: string | null;
}

/** What was collected from web pages about one matter in one region. `source` of a statement indexes `sources`. */
export interface GuideDraft {
  /** `guide-…`; with `@` and a matter where one guide speaks of several. */
  key: string;
  /** Row key, key of another guide or id of the matter it belongs to; null founds a matter of its own. */
  matter: string | null;
  regionCode: string;
  name: string;
  elements: Elements;
  sources: WebSource[];
}

/** @returns the key of a guide's draft for a further matter that it speaks of. */
export function guideKeyIn(key: string, matter: string): string {
  return `${key}@${matter}`;
}

/** @returns the key of the guide that a draft was made from. */
export function guideKeyOf(draftKey: string): string {
  return draftKey.split('@', 1)[0] ?? draftKey;
}

/** Where statements stand. */
export type ReadingSource = { kind: 'row'; key: string } | ({ kind: 'web'; key: string } & WebSource);

/** One voice about one matter in one region, from a printed row or from a guide: what merging works on. */
export interface Reading {
  key: string;
  regionCode: string;
  name: string;
  /** Title of the table; null for a guide. */
  heading: string | null;
  elements: Elements;
  sources: ReadingSource[];
  /** Row key or matter a guide belongs to. */
  matter: string | null;
}

/** @returns the reading of a printed row; its name is a statement too, so that it can be told apart after merging. */
export function readingOfDraft({ row, table, regionCode, name, elements, cited = [] }: Draft): Reading {
  return {
    key: row.key,
    regionCode,
    name,
    heading: table.title,
    elements: withName(elements, name),
    sources: [
      { kind: 'row', key: row.key },
      ...cited.map((source, index) => webSourceOf(source, row.key, index)),
    ],
    matter: null,
  };
}

/** A page or document that a filled form names; its key tells which form, so that it goes and comes with the form. */
function webSourceOf(
  { document, url, title, date }: CitedSource,
  rowKey: string,
  index: number,
): ReadingSource {
  return { kind: 'web', key: citedKey(rowKey, index), url: url ?? document, title, date };
}

/** @returns the key of a row's cited source, counted from 0. */
export function citedKey(rowKey: string, index: number): string {
  return `${rowKey}#${index + 1}`;
}

/** @returns the key of the row that cites this source; null for a source of its own. */
export function rowOfCited(key: string): string | null {
  const cut = key.indexOf('#');
  return cut < 0 ? null : key.slice(0, cut);
}

/** @returns the reading of a guide. */
export function readingOfGuide({ key, matter, regionCode, name, elements, sources }: GuideDraft): Reading {
  return {
    key,
    regionCode,
    name,
    heading: null,
    elements: withName(elements, name),
    sources: sources.map((source) => ({ kind: 'web', key, ...source })),
    matter,
  };
}

function withName(elements: Elements, name: string): Elements {
  return elements.name?.length ? elements : { ...elements, name: [{ value: name, source: 0 }] };
}

/** @returns the statements with every source index passed through `move`; those it answers with null are left out. */
export function moveSources(elements: Elements, move: (source: number) => number | null): Elements {
  const moved: Partial<Record<FieldKey, Statement<unknown>[]>> = {};
  for (const [field, statements] of Object.entries(elements) as [FieldKey, Statement<unknown>[]][]) {
    const kept = statements.flatMap((statement) => {
      const source = move(statement.source);
      return source === null ? [] : [{ ...statement, source }];
    });
    if (kept.length > 0) moved[field] = kept;
  }
  return moved as Elements;
}

/** @returns the statements of all readings in order, each field's one after the other. */
export function joinElements(readings: readonly Reading[]): { elements: Elements; sources: ReadingSource[] } {
  const elements: Partial<Record<FieldKey, Statement<unknown>[]>> = {};
  const sources: ReadingSource[] = [];
  for (const reading of readings) {
    const offset = sources.length;
    const moved = moveSources(reading.elements, (source) => source + offset);
    for (const [field, statements] of Object.entries(moved) as [FieldKey, Statement<unknown>[]][])
      elements[field] = [...(elements[field] ?? []), ...statements];
    sources.push(...reading.sources);
  }
  return { elements: elements as Elements, sources };
}
