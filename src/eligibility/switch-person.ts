import { type FactKey, type Facts, HOUSEHOLD_FACTS, type People } from './facts.js';
import { findMentions, type Mention, type Role } from './persons.js';
import { findQuestion } from './questions.js';
import { readAnswer } from './read-answer.js';
import { readFacts } from './read-facts.js';
import type { EligibilityState } from './state.js';
import { NOT_MEANT, OTHER_QUESTION } from './wishes.js';

const CORRECTION = /不是|错了|说错|搞错|不对|[说问查]的是/;
/** 那我爸呢 */
const AND_WHO = /^(?:那么?|还有)?.{1,6}[呢喃咧](?:[，,].*)?$/;
const MYSELF = /我自己|本人|是我[。！!]?$/;
/** 我爸的身份证 is about a thing. */
const OF = /^的(?!话|情况|补助|补贴|福利|$)/;
const ANSWER_LENGTH = 30;
/** Of these everybody has one, so that what was told of them earlier is of the same person. */
const ONE_EACH: readonly Role[] = ['self', 'mother', 'father', 'spouse'];

/**
 * Whether the check is to go on with somebody else: 换成查我自己，我45岁下岗; 那我爸呢，82岁.
 *
 * @param asked - the message asks for it.
 * @returns the state of the other check with all that was told of that person; null when nobody else is meant.
 */
export function otherPerson(
  state: EligibilityState,
  answer: string,
  asked: boolean,
): Partial<EligibilityState> | null {
  if (answer.length > ANSWER_LENGTH || OTHER_QUESTION.test(answer)) return null;
  const read = readFacts(answer);
  const meant = lastMeant(answer);
  // After “您想查谁？” nothing was listed yet: whoever is named is meant, and a number is the age.
  const awaited = state.shown === undefined;
  const called = asked || awaited || AND_WHO.test(answer) ? meant?.role : undefined;
  const role =
    called ?? (isSomebodyElse(state.role, read.role, answer, read.people) ? read.role : state.role);
  if (role === state.role) return null;
  const told = read.role === role ? read.people : { main: { ...meant?.facts }, child: null };
  // 老人 was whoever is named now.
  const same = state.role === 'elder' && !called ? state.people : null;
  const before = same ?? (ONE_EACH.includes(role) ? state.others?.[role] : undefined);
  const people = {
    main: { ...before?.main, ...(awaited ? ageIn(answer) : {}), ...told.main },
    child: told.child ?? before?.child ?? null,
  };
  const others = { ...state.others, [state.role]: state.people };
  return { people, role, others, asked: [], pending: null, misses: 0, relevant: [] };
}

/** @returns the same facts about another person, with what else is told: 不是我妈，是我爷爷; null when nothing is corrected. */
export function corrected(state: EligibilityState, answer: string): Partial<EligibilityState> | null {
  if (!CORRECTION.test(answer) || answer.length > ANSWER_LENGTH || OTHER_QUESTION.test(answer)) return null;
  const meant = lastMeant(answer);
  if (!meant || meant.role === state.role || meant.role === 'child') return null;
  if (meant.role === 'self' && !MYSELF.test(answer)) return null;
  const { gender: _, ...known } = state.people.main;
  const told = readFacts(answer);
  const news = told.role === meant.role || told.role === 'self' ? told.people.main : {};
  return { people: { ...state.people, main: { ...known, ...news, ...meant.facts } }, role: meant.role };
}

/** @returns whether more is told than a gender. */
export function tells({ main, child }: People): boolean {
  return Object.keys({ ...main, ...child }).some((key) => key !== 'gender' && key !== 'minor');
}

/** Whether a message tells of another grown-up; 我们家 and what concerns a household is told of all. */
function isSomebodyElse(asked: Role, told: Role, answer: string, people: People): boolean {
  if (told === asked || told === 'child' || asked === 'child' || !tells(people)) return false;
  if (told === 'elder') return asked === 'self' || asked === 'relative';
  if (told !== 'self') return true;
  const named = findMentions(answer).some(({ role }) => role === 'self');
  const personal = Object.keys(people.main).some((key) => !HOUSEHOLD_FACTS.includes(key as FactKey));
  return named && personal && !/[他她]/.test(answer);
}

function ageIn(answer: string): Facts {
  const question = findQuestion('age')?.question;
  return (question && readAnswer(question, answer)) ?? {};
}

/** The last person named who is not denied and not only the owner of a thing. */
function lastMeant(answer: string): Mention | undefined {
  return findMentions(answer).findLast(
    ({ start, end }) => !NOT_MEANT.test(answer.slice(0, start)) && !OF.test(answer.slice(end)),
  );
}
