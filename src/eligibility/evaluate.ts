import type { Snapshot, SourceRef } from '../catalogue/snapshot.js';
import { applicableBenefits, type ListedBenefit, pathOf } from './applicable.js';
import type { Benefit } from './benefits.js';
import { CHILD_PREFIX, type Facts, type People } from './facts.js';
import { childFacts, withImplications } from './implications.js';
import { type Circumstances, judge, likelihood, missingFacts, partAt, type Truth } from './predicate.js';

/** `met`: the row's conditions hold as far as the facts say; the agency decides. `unknown` is never a refusal. */
export type Verdict = 'met' | 'unmet' | 'unknown';

/** A sentence of a printed row that decided, or that waits for a fact. */
export interface Reason {
  sentence: string;
  source: SourceRef | null;
}

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

/**
 * Judges every benefit whose row covers the region.
 *
 * @returns one verdict a matter and region list, met first, then unknown, then unmet; within these what is granted to few
 *   before what everybody has.
 */
export function evaluateBenefits(situation: Situation, snapshot: Snapshot): BenefitVerdict[] {
  const people = peopleOf(situation, snapshot);
  const verdicts = new Map<string, BenefitVerdict>();
  for (const listed of applicableBenefits(snapshot, situation.regionCode)) {
    const own = bestOf(people.map((person) => explain(listed, person, situation.today)));
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

/** @returns whether the conditions hold; a scheme whose own period is over is never more than `null`. */
export function judgeBenefit({ when, validTo }: Benefit, known: Circumstances, today: string): Truth {
  const truth = judge(when, known);
  return truth === true && validTo && today > validTo.date ? null : truth;
}

function explain({ benefit, item, implementation, source }: ListedBenefit, person: Person, today: string) {
  const truth = judgeBenefit(benefit, person.known, today);
  const verdict: Verdict = truth === true ? 'met' : truth === false ? 'unmet' : 'unknown';
  const judged = benefit.quotes.map(({ sentence, predicatePart }) => {
    const part = partAt(benefit.when, predicatePart);
    return { sentence, truth: part ? judge(part, person.known) : null };
  });
  const deciding = judged.filter((one) => one.truth === truth);
  const sentences = (deciding.length > 0 ? deciding : judged).map(({ sentence }) => sentence);
  const over = truth === null && benefit.validTo && today > benefit.validTo.date ? benefit.validTo : null;
  const missing = missingFacts(benefit.when, person.known);
  const result: BenefitVerdict = {
    itemId: item.id,
    name: implementation.name,
    regionCode: implementation.regionCode,
    verdict,
    reasons: [...new Set(over ? [...sentences, over.sentence] : sentences)].map((sentence) => ({
      sentence,
      source,
    })),
    missing: person.who === 'child' ? missing.map((fact) => `${CHILD_PREFIX}${fact}`) : missing,
    person: person.who,
    note: benefit.note ?? null,
    everyone: benefit.everyone ?? false,
    priority: benefit.priority,
    likelihood: likelihood(benefit.when, person.known),
  };
  return result;
}

function bestOf(verdicts: readonly BenefitVerdict[]): BenefitVerdict | undefined {
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
