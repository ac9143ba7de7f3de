import { type FactKey, type Facts, HOUSEHOLD_FACTS, type People } from './facts.js';
import { findMentions } from './persons.js';
import { findQuestion, type NextQuestion } from './questions.js';
import { readAnswer, readNamedOption } from './read-answer.js';
import { readFacts } from './read-facts.js';
import type { EligibilityState } from './state.js';
import { OTHER_QUESTION } from './wishes.js';

/** What an answer adds to what is known. */
export interface Told {
  people: People;
  /** What is new. */
  news: { main: Facts; child: Facts };
  /** The resident cannot or will not answer the question. */
  skipped: boolean;
}

/** A grown-up who writes is no smaller number than this; 3 in answer to 多大岁数 is the number of a choice. */
const LEAST_AGE = 6;
const STORY_LENGTH = 30;
/** No question has more choices than this. */
const MOST_CHOICES = 9;

/** @returns what the message tells in a running check; null when it is no answer and tells nothing. */
export function readTold(state: EligibilityState, answer: string): Told | null {
  const pending = state.pending ? findQuestion(state.pending) : null;
  const asks = OTHER_QUESTION.test(answer);
  const answered =
    pending && !asks ? plausible(readAnswer(pending.question, answer), pending, state, answer) : null;
  // Stories are new questions; an answer is short.
  const short = answer.length <= STORY_LENGTH && !asks;
  const read = short || answered ? factsOf(state, answer) : { main: {}, child: {} };
  const nothing = isEmpty(read.main) && isEmpty(read.child) && (!answered || isEmpty(answered));
  const named = nothing && !answered && short ? (readNamedOption(answer) ?? readAge(state, answer)) : null;
  if (!answered && !named && nothing) return null;
  const { main, child } = state.people;
  const toChild = pending?.person === 'child';
  const own: Facts = { ...(toChild ? {} : read.main), ...named, ...answered };
  const ofChild: Facts = toChild ? { ...read.child, ...read.main, ...own } : read.child;
  const people = {
    main: toChild ? main : { ...main, ...own },
    child: isEmpty(ofChild) ? child : { ...child, ...ofChild },
  };
  return { people, news: { main: toChild ? {} : own, child: ofChild }, skipped: nothing && !named };
}

/** 76 where the age is not known yet and no choice has that number. */
function readAge({ people }: EligibilityState, answer: string): Facts | null {
  const question = findQuestion('age')?.question;
  if (!question || people.main.age !== undefined) return null;
  const told = readAnswer(question, answer);
  return (told?.age ?? 0) > MOST_CHOICES ? told : null;
}

function plausible(
  answered: Facts | null,
  { person }: NextQuestion,
  { role }: EligibilityState,
  answer: string,
): Facts | null {
  const age = answered?.age;
  if (age === undefined || person === 'child' || role === 'child') return answered;
  return age < LEAST_AGE && !/[岁月]/.test(answer) ? null : answered;
}

/** What the message tells of the person asked about and of a child, each of their own. */
function factsOf({ role }: EligibilityState, answer: string): { main: Facts; child: Facts } {
  const { people, role: told } = readFacts(answer);
  const named = findMentions(answer).some((one) => one.role === told);
  // Without a person the words are about the one asked about, though the reader takes 小学 for a child's.
  if (!named || told === role) {
    const { minor: _, ...main } = people.main;
    return { main: ofOne(role === 'child' ? people.main : main), child: ofOne(people.child ?? {}) };
  }
  const shared = pick(people.main, (key) => HOUSEHOLD_FACTS.includes(key));
  const own = ofOne(pick(people.main, (key) => !HOUSEHOLD_FACTS.includes(key)));
  if (told === 'child') return { main: shared, child: own };
  const same = told === 'elder' && role !== 'self' && role !== 'child';
  return { main: same ? people.main : shared, child: {} };
}

/** A gender that only stands in the word for the person tells nothing. */
function ofOne(facts: Facts): Facts {
  return Object.keys(facts).every((key) => key === 'gender' || key === 'minor') ? {} : facts;
}

function pick(facts: Facts, isKept: (key: FactKey) => boolean): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => isKept(key as FactKey))) as Facts;
}

function isEmpty(facts: Facts): boolean {
  return Object.keys(facts).length === 0;
}
