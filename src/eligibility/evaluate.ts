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
  readonly itemId: string;
  readonly name: string;
  /** Region of the row. */
  readonly regionCode: string;
  readonly verdict: Verdict;
  /** Looked up when they are read: most verdicts are only counted. */
  readonly reasons: readonly Reason[];
  /** Facts that would settle it, a child's with the prefix `child.`; looked up likewise. */
  readonly missing: readonly string[];
  /** Who it is for. */
  readonly person: 'main' | 'child';
  /** How a word of the row was understood. */
  readonly note: string | null;
  /** For every resident. */
  readonly everyone: boolean;
  /** The person has it already by what was told. */
  readonly had: boolean;
  readonly priority: number;
  /** Rough guess (0–1) that it will turn out met; for ordering only. */
  readonly likelihood: number;
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
    const own = bestOf(people.map((judged) => new RowVerdict(table, number, judged, situation.today)));
    if (!own) continue;
    const before = verdicts.get(own.itemId);
    verdicts.set(own.itemId, before ? merge(before, own) : own);
  }
  const ordered = [...verdicts.values()].map((verdict) => ({ verdict, order: orderOf(verdict) }));
  ordered.sort((a, b) => a.order - b.order || (a.verdict.itemId < b.verdict.itemId ? -1 : 1));
  return ordered.map(({ verdict }) => verdict);
}

/** More than priority × likelihood can be: the highest priority is 100. */
const ABOVE_ANY = 1_000;

/** @returns a number that is smaller for what is named earlier. */
function orderOf({ verdict, everyone, priority, likelihood }: BenefitVerdict): number {
  return (2 * ORDER[verdict] + Number(everyone)) * ABOVE_ANY - priority * likelihood;
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

/** The verdict of one benefit for one person; a scheme whose own period is over is never more than unknown. */
class RowVerdict implements BenefitVerdict {
  readonly verdict: Verdict;
  readonly likelihood: number;
  private readonly level: Level;
  private readonly past: boolean;

  constructor(
    private readonly table: BenefitTable,
    private readonly number: number,
    private readonly judged: Judged,
    today: string,
  ) {
    const { truths, person } = judged;
    const { validTo } = this.listed.benefit;
    const holds = table.judge(number, truths);
    this.past = validTo !== undefined && today > validTo.date;
    this.level = holds === 1 && this.past ? 0 : holds;
    this.verdict = VERDICTS[this.level];
    this.likelihood = table.likelihood(number, truths, person.known);
  }

  get itemId(): string {
    return this.listed.item.id;
  }

  get name(): string {
    return this.listed.implementation.name;
  }

  get regionCode(): string {
    return this.listed.implementation.regionCode;
  }

  get person(): Person['who'] {
    return this.judged.person.who;
  }

  get note(): string | null {
    return this.listed.benefit.note ?? null;
  }

  get everyone(): boolean {
    return this.listed.benefit.everyone ?? false;
  }

  get had(): boolean {
    const { already } = this.listed.benefit;
    return already !== undefined && this.judged.person.known.facts[already] === true;
  }

  get priority(): number {
    return this.listed.benefit.priority;
  }

  get reasons(): readonly Reason[] {
    const { benefit, source } = this.listed;
    const reasons = this.table.reasons(this.number, this.judged.truths, this.level);
    const ended = this.level === 0 && this.past ? benefit.validTo?.sentence : undefined;
    const told = ended === undefined || reasons.some(({ sentence }) => sentence === ended);
    return told ? reasons : [...reasons, { sentence: ended, source }];
  }

  get missing(): readonly string[] {
    const missing = [...this.table.missing(this.number, this.judged.truths)];
    return this.person === 'child' ? missing.map((fact) => `${CHILD_PREFIX}${fact}`) : missing;
  }

  private get listed(): ListedBenefit {
    return this.table.listed[this.number] as ListedBenefit;
  }
}

/** Rows of one matter from several lists that come to the same verdict. */
class MergedVerdict implements BenefitVerdict {
  readonly itemId: string;
  readonly name: string;
  readonly regionCode: string;
  readonly verdict: Verdict;
  readonly person: Person['who'];
  readonly note: string | null;
  readonly everyone: boolean;
  readonly had: boolean;
  readonly priority: number;
  readonly likelihood: number;

  constructor(
    private readonly first: BenefitVerdict,
    private readonly second: BenefitVerdict,
  ) {
    this.itemId = first.itemId;
    this.name = first.name;
    this.regionCode = first.regionCode;
    this.verdict = first.verdict;
    this.person = first.person;
    this.note = first.note;
    this.everyone = first.everyone;
    this.had = first.had || second.had;
    this.priority = first.priority;
    this.likelihood = Math.max(first.likelihood, second.likelihood);
  }

  get reasons(): readonly Reason[] {
    return [...this.first.reasons, ...this.second.reasons];
  }

  get missing(): readonly string[] {
    return [...new Set([...this.first.missing, ...this.second.missing])];
  }
}

function bestOf(verdicts: readonly BenefitVerdict[]): BenefitVerdict | undefined {
  if (verdicts.length === 1) return verdicts[0];
  return [...verdicts].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || b.likelihood - a.likelihood)[0];
}

/** Rows of one matter from several lists: the better verdict, with the reasons of those that agree. */
function merge(a: BenefitVerdict, b: BenefitVerdict): BenefitVerdict {
  const [first, second] = ORDER[a.verdict] <= ORDER[b.verdict] ? [a, b] : [b, a];
  return first.verdict === second.verdict ? new MergedVerdict(first, second) : first;
}
