import type { ExerciseLevel } from '../../entities/elements.js';
import { groupBy } from './group-by.js';
import { normaliseName } from './kinds.js';
import type { Region } from './regions.js';
import type { ItemRecord, Snapshot } from './snapshot.js';

/** Longest word of 服务对象 offered as a facet: lists also print whole sentences there. */
const MAX_AUDIENCE_LENGTH = 8;
/** Part of a question's character pairs that a name has to hold. */
const MIN_PAIR_SHARE = 0.6;

/** Lists of different years name the same thing: one visit at most. */
const SAME_CONVENIENCE: Readonly<Record<string, string>> = { 最多跑一次: '一次办' };

/** What to search for; every condition given has to hold. */
export interface ItemQuery {
  q?: string;
  /** Name or code: matters that an agency of this region or of one above it handles. */
  region?: string;
  theme?: string;
  audience?: string;
  type?: string;
  /** One agency, as `agencies()` lists it. */
  agency?: string;
  level?: ExerciseLevel['level'];
  /** 马上办, 网上办, 就近办 or 一次办. */
  convenience?: string;
  /** Only these matters. */
  ids?: readonly string[];
  /** Counted from 1. */
  page?: number;
  pageSize?: number;
}

/** How many of the matters found carry a value, the most frequent first. */
export interface FacetValue {
  value: string;
  count: number;
}

export const FACETS = ['region', 'theme', 'audience', 'type', 'agency', 'level', 'convenience'] as const;
export type Facet = (typeof FACETS)[number];

export interface ItemSearch {
  total: number;
  page: number;
  pageSize: number;
  items: ItemRecord[];
  /** A region counts where an implementation is printed for it; regions are given by code. */
  facets: Record<Facet, FacetValue[]>;
}

/** Finds and ranks by the real matcher: ids of matters, best first. */
export type Rank = (q: string) => readonly string[];

/** An agency that handles matters in a region. */
export interface AgencyRecord {
  name: string;
  region: { code: string; name: string };
  items: number;
}

/**
 * Searches the catalogue.
 *
 * @param rank - order and choice for `q`; absent: matters whose name or questions hold `q`, or most of its pairs of
 * characters.
 */
export function searchItems(snapshot: Snapshot, query: ItemQuery, rank?: Rank): ItemSearch {
  const index = indexOf(snapshot);
  const { page = 1, pageSize = 20, q } = query;
  const region = query.region === undefined ? undefined : snapshot.regions.resolve(query.region);
  const path = new Set(region ? snapshot.regions.pathOf(region.code) : []);
  const chosen = q?.trim() ? (rank ? ranked(index, rank(q)) : filtered(index, q)) : index.entries;
  const ids = query.ids && new Set(query.ids);
  const found = chosen.filter(({ item, values }) => {
    if (ids && !ids.has(item.id)) return false;
    if (region === null) return false;
    if (region && !values.region.some((code) => path.has(code))) return false;
    return (['theme', 'audience', 'type', 'agency', 'level', 'convenience'] as const).every(
      (facet) => query[facet] === undefined || values[facet].includes(query[facet]),
    );
  });
  const facets = Object.fromEntries(
    FACETS.map((facet) => [facet, count(found.flatMap(({ values }) => values[facet]))]),
  ) as Record<Facet, FacetValue[]>;
  const items = found.slice((page - 1) * pageSize, page * pageSize).map(({ item }) => item);
  return { total: found.length, page, pageSize, items, facets };
}

/** @returns the matter with this id; null when there is none. */
export function findItem(snapshot: Snapshot, id: string): ItemRecord | null {
  return indexOf(snapshot).byId.get(id)?.item ?? null;
}

/** @returns regions with implementations, and the regions above them, higher levels first. */
export function regionsInUse(snapshot: Snapshot): Region[] {
  const used = new Set(
    indexOf(snapshot).entries.flatMap(({ values }) =>
      values.region.flatMap((code) => snapshot.regions.pathOf(code)),
    ),
  );
  return snapshot.regions.all.filter((region) => used.has(region.code));
}

/** @returns themes with the number of their matters, the most frequent first. */
export function themes(snapshot: Snapshot): FacetValue[] {
  return count(indexOf(snapshot).entries.flatMap(({ values }) => values.theme));
}

/** @returns agencies by region, those with most matters first; 县医院/乡镇卫生院 are two agencies. */
export function agencies(snapshot: Snapshot): AgencyRecord[] {
  const names = indexOf(snapshot).entries.flatMap(({ item }) => {
    const pairs = item.implementations.flatMap(({ regionCode, agency }) =>
      splitAgencies(agency).map((name) => `${regionCode} ${name}`),
    );
    return [...new Set(pairs)];
  });
  return count(names).map(({ value, count: items }) => {
    const [code = '', name = ''] = value.split(' ');
    return { name, region: { code, name: snapshot.regions.findByCode(code)?.name ?? code }, items };
  });
}

/** @returns the single agencies of a cell such as 县人力社保局/乡镇人民政府(街道办事处). */
export function splitAgencies(agency: string | null): string[] {
  const parts = (agency ?? '').split(/[/／、](?![^（(]*[)）])/);
  return [...new Set(parts.map((part) => part.replace(/\s/g, '')).filter((part) => part !== ''))];
}

interface Entry {
  item: ItemRecord;
  values: Record<Facet, string[]>;
  /** Folded names and questions. */
  texts: string[];
}

interface SearchIndex {
  entries: Entry[];
  byId: Map<string, Entry>;
}

const indexes = new WeakMap<Snapshot, SearchIndex>();

/** A snapshot never changes, so what is looked up in it is worked out once. */
function indexOf(snapshot: Snapshot): SearchIndex {
  let index = indexes.get(snapshot);
  if (!index) {
    const entries = snapshot.items.map((item) => ({
      item,
      values: facetValues(item),
      texts: [item.name, ...item.implementations.map(({ name }) => name), ...item.questions].map(
        normaliseName,
      ),
    }));
    index = { entries, byId: new Map(entries.map((entry) => [entry.item.id, entry])) };
    indexes.set(snapshot, index);
  }
  return index;
}

function facetValues({ type, themes: own, implementations }: ItemRecord): Record<Facet, string[]> {
  const unique = (values: (string | null | undefined)[]) => [
    ...new Set(values.filter((value): value is string => !!value)),
  ];
  const elements = implementations.map((implementation) => implementation.elements);
  const stated = elements.flatMap((element) => element.audience ?? []).map((statement) => statement.value);
  const audiences = stated.flatMap((text) => text.split(/[、，,/／;；\n]/)).map((text) => text.trim());
  return {
    region: unique(implementations.map(({ regionCode }) => regionCode)),
    theme: unique(own),
    audience: unique(audiences.filter((text) => text.length >= 2 && text.length <= MAX_AUDIENCE_LENGTH)),
    type: unique([type, ...elements.flatMap((element) => element.type ?? []).map(({ value }) => value)]),
    agency: unique(implementations.flatMap(({ agency }) => splitAgencies(agency))),
    level: unique(
      elements
        .flatMap((element) => element.exerciseLevels ?? [])
        .flatMap(({ value }) => value.map((l) => l.level)),
    ),
    convenience: unique(
      elements
        .flatMap((element) => element.convenience ?? [])
        .flatMap(({ value }) => value.map((word) => SAME_CONVENIENCE[word] ?? word)),
    ),
  };
}

function ranked({ byId }: SearchIndex, ids: readonly string[]): Entry[] {
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function filtered({ entries }: SearchIndex, q: string): Entry[] {
  const text = normaliseName(q);
  const pairs = [...new Set([...text].slice(1).map((character, index) => text[index] + character))];
  const score = (entry: Entry) => {
    if (entry.texts.some((other) => other.includes(text))) return 1;
    const held = pairs.filter((pair) => entry.texts.some((other) => other.includes(pair))).length;
    return pairs.length > 1 ? held / (pairs.length + 1) : 0;
  };
  return entries
    .map((entry) => ({ entry, score: score(entry) }))
    .filter((match) => match.score >= MIN_PAIR_SHARE)
    .sort((a, b) => b.score - a.score)
    .map((match) => match.entry);
}

function count(values: readonly string[]): FacetValue[] {
  return [...groupBy(values, (value) => value)]
    .map(([value, same]) => ({ value, count: same.length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
