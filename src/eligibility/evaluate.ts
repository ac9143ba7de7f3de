import type { Snapshot } from '../catalogue/snapshot.js';
import { type ListedBenefit, pathOf } from './applicable.js';
import { type BenefitTable, benefitTable, type Level, type Reason, type Truths } from './benefit-table.js';
import { CHILD_PREFIX, type Facts, type People } from './facts.js';
import { childFacts, withImplications } from './implications.js';
import type { Circumstances } from './predicate.js';

/** `met`: the row's conditions hold as far as the facts say; the agency decides. `unknown` is never a refusal. */
export type Verdict = 'met' | 'unmet' | 'unknown';

/** What one matter grants to the people asked about. */
export interface BenefitVerdict {
  itemId: string;
  name: string;
  /** Region of the row. */
  regionCode: string;
  verdict: Verdict;
  reasons: Reason[];
  /** Facts that would settle it, a child's with the prefix `child.`. */
  missing: string[];
  /** Who it is for. */
  person: 'main' | 'child';
  /** How a word of the row was understood. */
  note: string | null;
  /** For every resident. */
  everyone: boolean;
  priority: number;
  /** Rough guess (0–1) that it will turn out met; for ordering only. */
  likelihood: number;
}

export interface Situation {
  people: People;
  /** GB/T 2260 code; undefined when the place is not known. */
  regionCode?: string;
  /** ISO date in Beijing. */
  today: string;
}

const ORDER: Readonly<Record<Verdict, number>> = { met: 0, unknown: 1, unmet: 2 };

/** A person of the situation as predicates see it. */
export interface Person {
  who: 'main' | 'child';
  /** What was told, without what it implies. */
  told: Facts;
  known: Circumstances;
}

interface Judged {
  person: Person;
  truths: Truths;
}

/**
 * Judges every benefit whose row covers the region.
 *
 * @returns one verdict a matter and region list, met first, then unknown, then unmet; within these what is granted to few
 *   before what everybody has.
 */
export function evaluateBenefits(situation: Situation, snapshot: Snapshot): BenefitVerdict[] {
  const table = benefitTable(snapshot, situation.regionCode);
  const people = peopleOf(situation, snapshot).map((person) => ({
    person,
    truths: table.truthsOf(person.known),
  }));
  const verdicts = new Map<string, BenefitVerdict>();
  for (const number of table.listed.keys()) {
    const own = bestOf(people.map((judged) => explain(table, number, judged, situation.today)));
    if (!own) continue;
    const before = verdicts.get(own.itemId);
    verdicts.set(own.itemId, before ? merge(before, own) : own);
  }
  return [...verdicts.values()].sort(
    (a, b) =>
      ORDER[a.verdict] - ORDER[b.verdict] ||
      Number(a.everyone) - Number(b.everyone) ||
      b.priority * b.likelihood - a.priority * a.likelihood ||
      a.itemId.localeCompare(b.itemId),
  );
}

/** @returns the people with all that their facts imply. */
export function peopleOf({ people, regionCode }: Situation, { regions }: Snapshot): Person[] {
  const personOf = (who: Person['who'], told: Facts): Person => {
    const facts = withImplications(told);
    const householdPath = pathOf(regions, facts.householdRegion);
    return { who, told, known: { facts, regionPath: pathOf(regions, regionCode), householdPath } };
  };
  const main = personOf('main', people.main);
  return people.child ? [main, personOf('child', childFacts(people.child, people.main))] : [main];
}

const VERDICTS: Readonly<Record<Level, Verdict>> = { 1: 'met', 0: 'unknown', [-1]: 'unmet' };

/**
 * The verdict of one benefit for one person, with the sentences that decided; a scheme whose own period is over is never
 * more than unknown.
 */
function explain(
  table: BenefitTable,
  number: number,
  { person, truths }: Judged,
  today: string,
): BenefitVerdict {
  const { benefit, item, implementation, source } = table.listed[number] as ListedBenefit;
  const holds = table.judge(number, truths);
  const past = benefit.validTo !== undefined && today > benefit.validTo.date;
  const level = holds === 1 && past ? 0 : holds;
  const reasons = table.reasons(number, truths, level);
  const ended = level === 0 && past ? benefit.validTo?.sentence : undefined;
  if (ended !== undefined && !reasons.some(({ sentence }) => sentence === ended))
    reasons.push({ sentence: ended, source });
  const missing = holds === 0 ? [...table.missing(number, truths)] : [];
  return {
    itemId: item.id,
    name: implementation.name,
    regionCode: implementation.regionCode,
    verdict: VERDICTS[level],
    reasons,
    missing: person.who === 'child' ? missing.map((fact) => `${CHILD_PREFIX}${fact}`) : missing,
    person: person.who,
    note: benefit.note ?? null,
    everyone: benefit.everyone ?? false,
    priority: benefit.priority,
    likelihood: table.likelihood(number, truths, person.known),
  };
}

function bestOf(verdicts: readonly BenefitVerdict[]): BenefitVerdict | undefined {
  if (verdicts.length === 1) return verdicts[0];
  return [...verdicts].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || b.likelihood - a.likelihood)[0];
}

/** Rows of one matter from several lists: the better verdict, with the reasons of those that agree. */
function merge(a: BenefitVerdict, b: BenefitVerdict): BenefitVerdict {
  const [first, second] = ORDER[a.verdict] <= ORDER[b.verdict] ? [a, b] : [b, a];
  if (first.verdict !== second.verdict) return first;
  return {
    ...first,
    reasons: [...first.reasons, ...second.reasons],
    missing: [...new Set([...first.missing, ...second.missing])],
    likelihood: Math.max(first.likelihood, second.likelihood),
  };
}
