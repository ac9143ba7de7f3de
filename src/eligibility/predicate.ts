import { z } from 'zod';
import { FACT_KEYS, type FactKey, type Facts } from './facts.js';
import { type AgeRange, ageRange } from './implications.js';

/** Kleene's third value is `null`: not known. */
export type Truth = true | false | null;

/** A condition on one fact. Ages and grades are compared as numbers; exactly one comparison is given. */
export interface Comparison {
  fact: FactKey;
  is?: string | number | boolean;
  in?: string[];
  atLeast?: number;
  atMost?: number;
  below?: number;
  above?: number;
}

/** A condition that holds no others. */
export type Leaf = Comparison | { region: string[] } | { householdIn: string };

/**
 * A condition as a tree. `region`: the citizen's place is one of these codes or lies in one of them.
 * `householdIn`: registered (户籍) in this region.
 */
export type Predicate = Leaf | { all: Predicate[] } | { any: Predicate[] } | { not: Predicate };

const comparison = z
  .strictObject({
    fact: z.enum(FACT_KEYS as [FactKey, ...FactKey[]]),
    is: z.union([z.string(), z.number(), z.boolean()]).optional(),
    in: z.array(z.string()).min(1).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    below: z.number().optional(),
    above: z.number().optional(),
  })
  .refine((one) => Object.keys(one).length === 2, 'a condition on a fact has exactly one comparison');

/** Schema of a predicate in data/eligibility/. */
export const predicateSchema: z.ZodType<Predicate> = z.lazy(() =>
  z.union([
    comparison,
    z.strictObject({ region: z.array(z.string()).min(1) }),
    z.strictObject({ householdIn: z.string() }),
    z.strictObject({ all: z.array(predicateSchema) }),
    z.strictObject({ any: z.array(predicateSchema).min(1) }),
    z.strictObject({ not: predicateSchema }),
  ]),
);

/** What a predicate is judged by: one person's facts with what they imply, and places. */
export interface Circumstances {
  facts: Facts;
  /** Codes from the citizen's region up to the nation; empty when the region is not known. */
  regionPath: readonly string[];
  /** Codes from the place of registration up to the nation; empty when not known. */
  householdPath: readonly string[];
}

/** Judges a predicate; what is not known never counts as "no". */
export function judge(predicate: Predicate, known: Circumstances): Truth {
  if ('fact' in predicate) return compare(predicate, known.facts);
  if ('all' in predicate) return every(predicate.all, known);
  if ('any' in predicate) {
    let open = false;
    for (const part of predicate.any) {
      const truth = judge(part, known);
      if (truth === true) return true;
      if (truth === null) open = true;
    }
    return open ? null : false;
  }
  if ('not' in predicate) {
    const truth = judge(predicate.not, known);
    return truth === null ? null : !truth;
  }
  if ('region' in predicate)
    return known.regionPath.length === 0
      ? null
      : predicate.region.some((code) => known.regionPath.includes(code));
  if ('householdIn' in predicate) {
    if (known.householdPath.length > 0) return known.householdPath.includes(predicate.householdIn);
    return known.facts.localHousehold ?? null;
  }
  return predicate satisfies never;
}

function every(parts: readonly Predicate[], known: Circumstances): Truth {
  let open = false;
  for (const part of parts) {
    const truth = judge(part, known);
    if (truth === false) return false;
    if (truth === null) open = true;
  }
  return open ? null : true;
}

function compare(condition: Comparison, facts: Facts): Truth {
  const value = facts[condition.fact];
  if (condition.fact === 'age') return compareAge(condition, ageRange(facts));
  if (value === undefined) return null;
  if (condition.is !== undefined) return value === condition.is;
  if (condition.in !== undefined) return condition.in.includes(String(value));
  return within(condition, Number(value), Number(value));
}

/** An age that is known only as a range (a minor, a pupil) settles what lies outside it. */
export function compareAge(condition: Comparison, { low, high }: AgeRange): Truth {
  return within(condition, low, high);
}

function within({ atLeast, atMost, below, above }: Comparison, low: number, high: number): Truth {
  if (atLeast !== undefined) return low >= atLeast ? true : high < atLeast ? false : null;
  if (above !== undefined) return low > above ? true : high <= above ? false : null;
  if (atMost !== undefined) return high <= atMost ? true : low > atMost ? false : null;
  if (below !== undefined) return high < below ? true : low >= below ? false : null;
  return null;
}

/** How common an unknown fact is, roughly; only for ordering what is still open. */
const COMMON: Partial<Record<FactKey, number>> = {
  age: 0.3,
  lowIncome: 0.3,
  'disability.grade': 0.4,
  localHousehold: 0.8,
  seekingJob: 0.4,
  pension: 0.4,
  unemploymentInsurance: 0.5,
  boarding: 0.4,
  workInjuryInsurance: 0.5,
  maternityInsurance: 0.5,
  'housing.difficult': 0.2,
  unableToCareForSelf: 0.15,
  wantsTraining: 0.3,
  tekun: 0.03,
  noSupport: 0.02,
  preferentialAllowance: 0.02,
  orphan: 0.02,
  unattendedChild: 0.02,
  onlyChildDied: 0.02,
  onlyChildDisabled: 0.03,
  birthControlComplication: 0.01,
  incomeBelowDibao: 0.05,
  zeroEmploymentFamily: 0.03,
  laborDispute: 0.04,
  wageArrears: 0.03,
  impoverishedByIllness: 0.04,
};
const COMMON_CHOICE = 0.25;
const COMMON_FLAG = 0.08;
/** Whoever is disabled has a certificate, and needs rehabilitation, more often than not. */
const COMMON_IF_DISABLED = 0.6;
const DISABILITY_FACTS: readonly FactKey[] = ['disability.certified', 'rehabilitationNeed'];

/** @returns a rough guess (0–1) whether a condition on one fact that is not known holds. */
export function commonness(leaf: Leaf, { facts }: Circumstances): number {
  if ('region' in leaf) return COMMON_CHOICE;
  if ('householdIn' in leaf) return COMMON.localHousehold ?? COMMON_FLAG;
  if (facts.disabled && DISABILITY_FACTS.includes(leaf.fact)) return COMMON_IF_DISABLED;
  const common = COMMON[leaf.fact] ?? (leaf.in ? COMMON_CHOICE : COMMON_FLAG);
  return leaf.is === false ? 1 - common : common;
}

/**
 * @param path - `/all/0/any/1`; empty for the whole.
 * @returns the part, or null when there is none.
 */
export function partAt(predicate: Predicate, path: string): Predicate | null {
  let part: unknown = predicate;
  for (const step of path.split('/').slice(1)) part = (part as Record<string, unknown> | undefined)?.[step];
  return (part as Predicate | undefined) ?? null;
}
