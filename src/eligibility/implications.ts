import { type FactKey, type Facts, HOUSEHOLD_FACTS } from './facts.js';

/** A rule of common sense: when `holds`, what follows is taken unless the citizen said otherwise. */
interface Implication {
  holds(facts: Facts, age: AgeRange): boolean;
  follows: Facts;
}

/** The ages that the facts allow, in years. */
export interface AgeRange {
  low: number;
  high: number;
}

const isUnder = (limit: number) => (_: Facts, age: AgeRange) => age.high < limit;
const isFrom = (limit: number) => (_: Facts, age: AgeRange) => age.low >= limit;

/** In this order: what follows from one rule may make a later one hold. */
const IMPLICATIONS: readonly Implication[] = [
  {
    holds: ({ dibao, tekun, jiandang }) => Boolean(dibao || tekun || jiandang),
    follows: { lowIncome: true },
  },
  { holds: ({ lowIncome }) => lowIncome === false, follows: { dibao: false, tekun: false, jiandang: false } },
  {
    holds: ({ lowIncome }) => lowIncome === false,
    follows: { incomeBelowDibao: false, impoverishedByIllness: false, noSupport: false },
  },
  {
    holds: ({ householdRegistration }) => householdRegistration === 'urban',
    follows: { povertyArea: false },
  },
  { holds: (facts) => facts['disability.certified'] === true, follows: { disabled: true } },
  { holds: ({ disabled }) => disabled === false, follows: { 'disability.certified': false } },
  { holds: ({ disabled }) => disabled === false, follows: { rehabilitationNeed: false } },
  { holds: ({ wageArrears }) => wageArrears === true, follows: { laborDispute: true } },
  { holds: ({ laborDispute }) => laborDispute === false, follows: { wageArrears: false } },
  { holds: ({ gender }) => gender === 'male', follows: { pregnant: false } },
  { holds: ({ pregnant }) => pregnant === true, follows: { study: 'none' } },
  {
    holds: ({ study }) => ['preschool', 'primary', 'junior', 'senior', 'vocational'].includes(study ?? ''),
    follows: { employment: 'none', seekingJob: false, recentGraduate: false, schoolLeaver: false },
  },
  {
    holds: ({ study }) => ['preschool', 'primary', 'junior'].includes(study ?? ''),
    follows: { minor: true },
  },
  { holds: isUnder(3), follows: { study: 'none' } },
  {
    holds: isUnder(16),
    follows: {
      employment: 'none',
      seekingJob: false,
      startingBusiness: false,
      wantsTraining: false,
      recentGraduate: false,
      schoolLeaver: false,
      employmentDifficulty: false,
      migrantWorker: false,
      laborDispute: false,
      unemploymentInsurance: false,
      maternityInsurance: false,
      pension: 'none',
    },
  },
  {
    holds: isUnder(18),
    follows: {
      pregnant: false,
      planningPregnancy: false,
      familyPlanning: 'other',
      onlyChildDied: false,
      onlyChildDisabled: false,
      birthControlComplication: false,
      veteran: false,
      activeSoldier: false,
      hivRisk: false,
      workInjury: false,
    },
  },
  { holds: isFrom(16), follows: { leftBehind: false } },
  { holds: isFrom(18), follows: { orphan: false, unattendedChild: false, guardianshipLacking: false } },
  { holds: isFrom(27), follows: { schoolLeaver: false, study: 'none' } },
  { holds: isFrom(50), follows: { pregnant: false, planningPregnancy: false } },
  { holds: isFrom(40), follows: { recentGraduate: false } },
  {
    holds: ({ employment }) => employment === 'retired',
    follows: { study: 'none', recentGraduate: false, seekingJob: false },
  },
  { holds: ({ employment }) => employment === 'employed', follows: { recentGraduate: false } },
  {
    holds: ({ unableToCareForSelf }) => unableToCareForSelf === true,
    follows: { seekingJob: false, startingBusiness: false, wantsTraining: false },
  },
  { holds: ({ recentGraduate }) => recentGraduate === true, follows: { study: 'none' } },
  // A rare exception does not hold back an answer; its sentence is shown among the reasons.
  { holds: () => true, follows: { performingArts: false } },
];

/** An age that was not told follows from these, see `ageRange`. */
export const AGE_FACTS: readonly FactKey[] = [
  'age',
  'minor',
  'study',
  'employment',
  'pregnant',
  'planningPregnancy',
];

/** What follows, ready to be gone through: this is done for every answer to every question that might be asked. */
const RULES = IMPLICATIONS.map(({ holds, follows }) => ({
  holds,
  tellsAge: AGE_FACTS.some((key) => key in follows),
  follows: Object.entries(follows).map(([key, value]) => ({ key: key as FactKey, value: value as unknown })),
}));

/** Who goes to school, works or has retired, is at least this old. */
const LEAST_AGE: Readonly<Record<string, number>> = {
  preschool: 2,
  primary: 5,
  junior: 10,
  senior: 13,
  vocational: 13,
  university: 15,
  graduate: 18,
  employed: 16,
  flexible: 16,
  selfEmployed: 16,
  farmer: 16,
  unemployed: 16,
  retired: 40,
};
/** Whoever bears a child is of this age unless another was told. */
const CHILDBEARING: AgeRange = { low: 18, high: 54.99 };

/** @returns the lowest age the facts allow. */
function lowerAge(facts: Facts): number {
  const { age, minor, study, employment } = facts;
  if (age !== undefined) return age;
  const least = Math.max(LEAST_AGE[study ?? ''] ?? 0, LEAST_AGE[employment ?? ''] ?? 0);
  return Math.max(least, minor === false ? 18 : 0, isBearing(facts) ? CHILDBEARING.low : 0);
}

/** @returns the highest age the facts allow. */
function upperAge(facts: Facts): number {
  const { age, minor, study } = facts;
  if (age !== undefined) return age;
  if (study === 'preschool') return 7.99;
  if (minor) return 17.99;
  return isBearing(facts) ? CHILDBEARING.high : 130;
}

function isBearing({ pregnant, planningPregnancy }: Facts): boolean {
  return Boolean(pregnant || planningPregnancy);
}

/** @returns the ages that the facts allow. */
export function ageRange(facts: Facts): AgeRange {
  return { low: lowerAge(facts), high: upperAge(facts) };
}

const MOST_COMBINATIONS = 2_000;

/** Facts with what follows from them, and which rules held: one bit a rule. */
export interface Implied {
  facts: Facts;
  held: number;
}

/**
 * Adds what follows from the facts; what was told is never changed.
 *
 * @returns a new object.
 */
export function withImplications(told: Facts): Facts {
  return imply(told).facts;
}

/** As `withImplications`, with the rules that held. @param answer - facts that stand above those told before. */
export function imply(told: Facts, answer?: Facts): Implied {
  const facts: Facts = { ...told, ...answer };
  let held = 0;
  let age = ageRange(facts);
  // Counted, not iterated: this is done some forty times for one reply.
  for (let rule = 0; rule < RULES.length; rule++) {
    const { holds, tellsAge, follows } = RULES[rule] as (typeof RULES)[number];
    if (!holds(facts, age)) continue;
    held |= 1 << rule;
    for (const { key, value } of follows) if (!(key in facts)) facts[key] = value as never;
    if (tellsAge) age = ageRange(facts);
  }
  return { facts, held };
}

const impliedByRules = new Map<number, readonly FactKey[]>();

/** @returns the facts that may differ because other rules held. */
export function impliedBy(rules: number): readonly FactKey[] {
  let keys = impliedByRules.get(rules);
  if (!keys) {
    keys = RULES.flatMap(({ follows }, rule) => (rules & (1 << rule) ? follows.map(({ key }) => key) : []));
    // As many as people differ from each other; some hundred in practice.
    if (impliedByRules.size < MOST_COMBINATIONS) impliedByRules.set(rules, keys);
  }
  return keys;
}

/** @returns the facts of a child with those of its household, a minor unless its age says otherwise. */
export function childFacts(child: Facts, main: Facts): Facts {
  const shared = Object.fromEntries(
    HOUSEHOLD_FACTS.filter((key) => main[key] !== undefined).map((key) => [key, main[key]]),
  ) as Facts;
  const minor: Facts = child.age === undefined && child.minor === undefined ? { minor: true } : {};
  return { ...shared, ...minor, ...child };
}
