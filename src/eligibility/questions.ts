import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Snapshot } from '../catalogue/snapshot.js';
import { applicableBenefits, type ListedBenefit } from './applicable.js';
import { QUESTIONS_FILE } from './benefits.js';
import { judgeBenefit, type Person, peopleOf, type Situation } from './evaluate.js';
import { CHILD_PREFIX, checkFacts, FACT_KEYS, type FactKey, type Facts } from './facts.js';
import { withImplications } from './implications.js';
import { missingFacts } from './predicate.js';

const optionSchema = z.strictObject({
  value: z.string().min(1),
  /** What a person chooses from. */
  label: z.string().min(1),
  /** What choosing it tells. */
  facts: z.record(z.string(), z.unknown()).transform(checkFacts),
  /** Roughly how many people in a hundred would choose it, as a fraction: only for choosing the next question. */
  share: z.number().positive().max(1),
  /** Words by which a free answer is recognised, beside the label. */
  words: z.array(z.string()).optional(),
});

const questionSchema = z.strictObject({
  /** A fact, or a name for several facts that one question settles. */
  fact: z.string().min(1),
  /** With {who} for the person. */
  ask: z.string().min(1),
  options: z.array(optionSchema).min(2),
  /** The answer is a number; the options only stand for the range of answers. */
  open: z.literal(true).optional(),
  /** What a bare “yes” tells where it fits no single option. */
  yes: z.record(z.string(), z.unknown()).transform(checkFacts).optional(),
  /** More than one option may hold. */
  several: z.literal(true).optional(),
  /** About the household: never asked of a child apart. */
  household: z.literal(true).optional(),
});

/** A question that the service can ask about a person. */
export type Question = z.output<typeof questionSchema>;
export type QuestionOption = Question['options'][number];

/** A question to ask now. */
export interface NextQuestion {
  question: Question;
  person: 'main' | 'child';
}

/** A benefit that comes out as met is worth more to know than one that falls away. */
const WORTH_MET = 3;
/** A question that settles less than this is not worth a citizen's time. */
const LEAST_GAIN = 0.25;

let loaded: readonly Question[] | null = null;

/** @returns the questions of data/eligibility/questions.json, read once. Throws when the file is faulty. */
export function loadQuestions(): readonly Question[] {
  loaded ??= z.array(questionSchema).parse(JSON.parse(readFileSync(QUESTIONS_FILE, 'utf8')));
  return loaded;
}

/**
 * Chooses the question whose answer is expected to settle most: over its answers, weighted by how common they are, the
 * benefits that are unknown now and would be settled then, weighted by their priority.
 *
 * @param asked - ids (see `questionId`) that were asked already.
 * @returns null when no question settles enough.
 */
export function chooseQuestion(
  situation: Situation,
  snapshot: Snapshot,
  asked: ReadonlySet<string> = new Set(),
): NextQuestion | null {
  const open = openBenefits(situation, snapshot);
  let best: NextQuestion | null = null;
  let most = LEAST_GAIN;
  for (const { person, listed } of open) {
    for (const question of loadQuestions()) {
      const next = { question, person: person.who };
      if (asked.has(questionId(next)) || (person.who === 'child' && question.household)) continue;
      const gain = expectedGain(question, person, listed, situation.today);
      if (gain > most) [best, most] = [next, gain];
    }
  }
  return best;
}

/** @returns the name under which a caller sends the answer: the fact, for a child with its prefix. */
export function questionId({ question, person }: NextQuestion): string {
  return person === 'child' ? `${CHILD_PREFIX}${question.fact}` : question.fact;
}

/** @returns the question with this id, or null. */
export function findQuestion(id: string): NextQuestion | null {
  const person = id.startsWith(CHILD_PREFIX) ? 'child' : 'main';
  const fact = person === 'child' ? id.slice(CHILD_PREFIX.length) : id;
  const question = loadQuestions().find((one) => one.fact === fact);
  return question ? { question, person } : null;
}

interface OpenBenefits {
  person: Person;
  listed: { one: ListedBenefit; missing: ReadonlySet<string> }[];
}

function openBenefits(situation: Situation, snapshot: Snapshot): OpenBenefits[] {
  const all = applicableBenefits(snapshot, situation.regionCode);
  return peopleOf(situation, snapshot).map((person) => ({
    person,
    listed: all
      .filter(({ benefit }) => judgeBenefit(benefit, person.known, situation.today) === null)
      .map((one) => ({ one, missing: new Set(missingFacts(one.benefit.when, person.known)) })),
  }));
}

function expectedGain(
  question: Question,
  person: Person,
  listed: OpenBenefits['listed'],
  today: string,
): number {
  const told = factsTold(question);
  if (isAnswered(question, person.known.facts, told)) return 0;
  const touched = listed.filter(({ missing }) => told.some((key) => missing.has(key)));
  if (touched.length === 0) return 0;
  let gain = 0;
  for (const { facts, share } of question.options) {
    const then = { ...person.known, facts: withImplications({ ...person.told, ...facts }) };
    for (const { one } of touched) {
      const truth = judgeBenefit(one.benefit, then, today);
      if (truth !== null) gain += share * (truth ? WORTH_MET : 1) * (one.benefit.priority / 100);
    }
  }
  return gain;
}

const toldBy = new WeakMap<Question, readonly FactKey[]>();

function factsTold(question: Question): readonly FactKey[] {
  let told = toldBy.get(question);
  if (!told) {
    told = FACT_KEYS.filter((key) => question.options.some(({ facts }) => facts[key] !== undefined));
    toldBy.set(question, told);
  }
  return told;
}

/** A question of which everything, or one option as a whole, is known already; one illness told is enough. */
function isAnswered({ options, several }: Question, facts: Facts, told: readonly FactKey[]): boolean {
  if (told.every((key) => facts[key] !== undefined)) return true;
  if (several) return told.some((key) => facts[key] === true);
  return options.some((option) => {
    const keys = FACT_KEYS.filter((key) => option.facts[key] !== undefined);
    const positive = keys.some((key) => option.facts[key] !== false);
    return positive && keys.every((key) => facts[key] === option.facts[key]);
  });
}
