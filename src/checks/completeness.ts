import { ELEMENT_LABELS, type ElementKey } from '../../entities/elements.js';
import { groupBy } from '../catalogue/group-by.js';
import { splitAgencies } from '../catalogue/queries.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord, Snapshot } from '../catalogue/snapshot.js';
import { inForce } from './subject.js';

/** What a resident has to know before setting out. */
const ACTED_ON: readonly ElementKey[] = [
  'audience',
  'conditions',
  'materials',
  'process',
  'feeCharged',
  'feeStandard',
  'promisedTimeLimit',
  'handlingForms',
  'locations',
  'serviceHours',
  'consultPhones',
];
/** What a resident asks next. */
const ASKED_NEXT: readonly ElementKey[] = [
  'name',
  'content',
  'agency',
  'legalBases',
  'legalTimeLimit',
  'resultName',
  'serviceScope',
  'appointment',
  'onlinePayment',
  'courier',
  'faqs',
  'supervisePhones',
];

/** Weight of each of the 36 elements in the score: 3 what a resident acts on, 2 what a resident asks next, 1 the rest. */
export const ELEMENT_WEIGHTS: ReadonlyMap<ElementKey, number> = new Map(
  ELEMENT_LABELS.map(([key]) => [key, ACTED_ON.includes(key) ? 3 : ASKED_NEXT.includes(key) ? 2 : 1]),
);
const LABELS = new Map<ElementKey, string>(ELEMENT_LABELS);
const TOTAL_WEIGHT = [...ELEMENT_WEIGHTS.values()].reduce((sum, weight) => sum + weight, 0);

/**
 * Where an element of an implementation comes from: its own region, one above it (重庆市统一规定), nowhere, or it need not
 * be there (收费标准 of what is free, 权限划分 of what one level handles).
 */
export type ElementState = 'own' | 'above' | 'missing' | 'notNeeded';

/** How much of one implementation is known. Scores are percent of the weight, one digit behind the point. */
export interface ImplementationCompleteness {
  itemId: string;
  name: string;
  region: { code: string; name: string };
  agency: string | null;
  /** What this region's own sources state. */
  ownScore: number;
  /** With what regions above state for it: what a resident is answered. */
  score: number;
  states: Record<ElementKey, ElementState>;
  /** Youngest date of its sources; null where none carries a date. */
  newestSource: string | null;
  /** Times residents asked for the matter, where that is known. */
  asked: number;
}

/** The implementations of one agency or region together. */
export interface GroupCompleteness {
  name: string;
  region: { code: string; name: string };
  implementations: number;
  /** Mean of the implementations. */
  ownScore: number;
  score: number;
  /** Elements missing most often, the weightiest first among equals; at most five. */
  mostMissing: { element: ElementKey; label: string; missing: number }[];
}

export interface Completeness {
  total: Pick<GroupCompleteness, 'implementations' | 'ownScore' | 'score'>;
  /** Lowest score first. */
  byRegion: GroupCompleteness[];
  byAgency: GroupCompleteness[];
  /** Most asked first, then lowest score. */
  implementations: ImplementationCompleteness[];
}

/**
 * Scores how much of the 36 elements is known. Only what residents may see counts: statements that nobody has verified
 * (`low`) or that have run out are missing.
 *
 * @param snapshot - for residents or for staff; the score is of what it holds.
 * @param today - ISO date in Beijing.
 * @param asked - times each matter was asked for, by its id.
 */
export function completeness(
  snapshot: Snapshot,
  today: string,
  asked: ReadonlyMap<string, number> = new Map(),
): Completeness {
  const implementations = snapshot.items.flatMap((item) =>
    item.implementations.map((own) => ({
      ...implementationCompleteness(own, item.implementations, snapshot.regions, today),
      asked: asked.get(item.id) ?? 0,
    })),
  );
  const byRegion = [...groupBy(implementations, ({ region }) => region.code).values()].map((own) =>
    grouped(own[0]?.region.name ?? '', own),
  );
  const byAgency = [...groupBy(withAgencies(implementations), ({ id }) => id).values()].map((own) =>
    grouped(
      own[0]?.agency ?? '',
      own.map(({ implementation }) => implementation),
    ),
  );
  return {
    total: {
      implementations: implementations.length,
      ownScore: mean(implementations.map(({ ownScore }) => ownScore)),
      score: mean(implementations.map(({ score }) => score)),
    },
    byRegion: byRegion.sort(lowestFirst),
    byAgency: byAgency.sort(lowestFirst),
    implementations: implementations.sort((a, b) => b.asked - a.asked || lowestFirst(a, b)),
  };
}

/**
 * Scores one implementation.
 *
 * @param all - of the same matter, from which the regions above are taken.
 * @param today - ISO date in Beijing.
 */
export function implementationCompleteness(
  own: ImplementationRecord,
  all: readonly ImplementationRecord[],
  regions: RegionTree,
  today: string,
): Omit<ImplementationCompleteness, 'asked'> {
  const above = regions.pathOf(own.regionCode).slice(1);
  const inherited = all.filter(({ regionCode }) => above.includes(regionCode));
  const states = Object.fromEntries(
    ELEMENT_LABELS.map(([key]) => [key, stateOf(key, own, inherited, today)]),
  ) as Record<ElementKey, ElementState>;
  const { itemId, name, regionCode, agency, sources } = own;
  const dates = sources.flatMap(({ date }) => date ?? []);
  return {
    itemId,
    name,
    region: { code: regionCode, name: regions.findByCode(regionCode)?.name ?? regionCode },
    agency,
    ownScore: scoreOf(states, ['own', 'notNeeded']),
    score: scoreOf(states, ['own', 'above', 'notNeeded']),
    states,
    newestSource: dates.sort().at(-1) ?? null,
  };
}

function stateOf(
  key: ElementKey,
  own: ImplementationRecord,
  inherited: readonly ImplementationRecord[],
  today: string,
): ElementState {
  if (states(own, key, today)) return 'own';
  if (isNotNeeded(key, own, today)) return 'notNeeded';
  if (inherited.some((above) => states(above, key, today))) return 'above';
  return inherited.some((above) => isNotNeeded(key, above, today)) ? 'above' : 'missing';
}

/** 无 counts, an empty text does not; a list without a value says that there is none. */
function states(implementation: ImplementationRecord, key: ElementKey, today: string): boolean {
  if (key === 'name') return true;
  if (key === 'agency') return implementation.agency !== null;
  return visible(implementation, key, today).some(({ value }) => value !== '');
}

function visible<K extends ElementKey>({ elements }: ImplementationRecord, key: K, today: string) {
  const statements: NonNullable<ImplementationRecord['elements'][K]> = elements[key] ?? [];
  return statements.filter((statement) => statement.confidence !== 'low' && inForce(statement, today));
}

function isNotNeeded(key: ElementKey, implementation: ImplementationRecord, today: string): boolean {
  if (key === 'feeStandard' || key === 'feeBasis')
    return visible(implementation, 'feeCharged', today).some(({ value }) => !value);
  if (key !== 'authorityDivision') return false;
  const levels = visible(implementation, 'exerciseLevels', today);
  return levels.length > 0 && levels.every(({ value }) => value.length < 2);
}

function scoreOf(states: Record<ElementKey, ElementState>, good: readonly ElementState[]): number {
  let known = 0;
  for (const [key, weight] of ELEMENT_WEIGHTS) if (good.includes(states[key])) known += weight;
  return round((100 * known) / TOTAL_WEIGHT);
}

function withAgencies(implementations: readonly ImplementationCompleteness[]) {
  return implementations.flatMap((implementation) =>
    splitAgencies(implementation.agency).map((agency) => ({
      id: `${implementation.region.code} ${agency}`,
      agency,
      implementation,
    })),
  );
}

function grouped(name: string, own: readonly ImplementationCompleteness[]): GroupCompleteness {
  const missing = ELEMENT_LABELS.map(([element]) => ({
    element,
    label: LABELS.get(element) ?? element,
    missing: own.filter(({ states: all }) => all[element] === 'missing').length,
  }));
  const weightOf = (element: ElementKey) => ELEMENT_WEIGHTS.get(element) ?? 0;
  return {
    name,
    region: own[0]?.region ?? { code: '', name: '' },
    implementations: own.length,
    ownScore: mean(own.map(({ ownScore }) => ownScore)),
    score: mean(own.map(({ score }) => score)),
    mostMissing: missing
      .filter((one) => one.missing > 0)
      .sort((a, b) => weightOf(b.element) * b.missing - weightOf(a.element) * a.missing)
      .slice(0, 5),
  };
}

function lowestFirst(a: { score: number; name: string }, b: { score: number; name: string }): number {
  return a.score - b.score || (a.name < b.name ? -1 : 1);
}

function mean(scores: readonly number[]): number {
  return scores.length === 0 ? 0 : round(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

function round(score: number): number {
  return Math.round(score * 10) / 10;
}
