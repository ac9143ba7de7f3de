import type { Snapshot } from '../catalogue/snapshot.js';
import { type BenefitVerdict, evaluateBenefits, type Situation } from './evaluate.js';
import type { Facts, People } from './facts.js';
import { findMentions, type Role, roleName } from './persons.js';
import { chooseQuestion, findQuestion, type NextQuestion, questionId } from './questions.js';
import { readAnswer, readNamedOption } from './read-answer.js';
import { type ReadFacts, readFacts } from './read-facts.js';
import { LIKELY, renderEligibility } from './render.js';

/** What a conversation about eligibility has to remember; plain data. Nothing that names a person. */
export interface EligibilityState {
  people: People;
  role: Role;
  /** GB/T 2260 code; null when the place is not known. */
  regionCode: string | null;
  /** Ids of the questions asked so far. */
  asked: string[];
  /** Id of the question that waits for an answer. */
  pending: string | null;
  /** Something else is talked about at the moment. */
  paused?: boolean;
  /** Answers in a row that were not understood. */
  misses?: number;
  /** Ids of matters that are named first. */
  relevant?: readonly string[];
}

/** One turn of the conversation. */
export interface EligibilityTurn {
  /** At most 600 characters. */
  reply: string;
  /** Ids of the matters named in the reply and those next in line, best first. */
  candidates: string[];
  state: EligibilityState;
  /** All verdicts, for callers that show more than the reply. */
  benefits: BenefitVerdict[];
}

/** More questions than this tire people. */
const MOST_QUESTIONS = 5;
const MOST_CANDIDATES = 20;

/**
 * Begins from what a resident wrote: 我妈75岁农村户口有高血压能享受啥.
 *
 * @param regionCode - GB/T 2260 code of the place; null takes all lists of the deployment.
 * @param today - ISO date in Beijing.
 * @param relevant - ids of the matters that the question is about by its words, best first: whoever asks for help with
 *   a business wants to read of that before free museums.
 */
export function startEligibility(
  text: string,
  regionCode: string | null,
  snapshot: Snapshot,
  today: string,
  relevant: readonly string[] = [],
): EligibilityTurn {
  const { people, role } = readFacts(text);
  return takeTurn({ people, role, regionCode, asked: [], pending: null, relevant }, snapshot, today);
}

/** What else is known of a message in a running check. */
export interface Heard {
  /** GB/T 2260 code of the region it names. */
  regionCode?: string | null;
  /** It clearly names a matter. */
  clear?: boolean;
  /** It asks what somebody may get. */
  asksForBenefits?: boolean;
}

/**
 * Goes on with the answer to the question that was asked, with whatever else it tells, and with what it takes back.
 *
 * @returns null when the message is no answer and tells nothing new: it is another question, to be answered as such. The
 *   check then waits (`pause`) until the resident comes back to it.
 */
export function continueEligibility(
  state: EligibilityState,
  answer: string,
  snapshot: Snapshot,
  today: string,
  heard: Heard = {},
): EligibilityTurn | null {
  const regionCode = heard.regionCode ?? state.regionCode;
  const here: EligibilityState = { ...state, regionCode, paused: false };
  const again = (words = ''): EligibilityTurn => takeTurn(here, snapshot, today, { repeat: true, words });
  if (STOP.test(answer)) return stopped(here);
  if (RESUME.test(answer)) return again();
  const read = readFacts(answer);
  const news = Object.keys(read.people.main).filter((key) => key !== 'gender' && key !== 'minor');
  if (state.paused) return heard.asksForBenefits && news.length === 0 ? again() : null;
  const other = isSomebodyElse(read.role, state.role);
  const meant = CORRECTION.test(answer) ? findMentions(answer).at(-1) : undefined;
  if (meant && isSomebodyElse(meant.role, state.role) && isShort(answer)) {
    const main = { ...state.people.main, ...read.people.main, ...meant.facts };
    const people = { ...state.people, main };
    return takeTurn({ ...here, people, role: meant.role }, snapshot, today, { repeat: true });
  }
  if (other && news.length > 0 && isShort(answer))
    return takeTurn({ ...here, ...read, asked: [], pending: null }, snapshot, today);
  const told = factsTold(here, answer, read);
  if (told)
    return takeTurn({ ...here, people: withFacts(here, told), pending: null, misses: 0 }, snapshot, today);
  if (heard.clear || answer.length > MISS_LENGTH || OTHER_QUESTION.test(answer)) return null;
  if (heard.regionCode) return again();
  const misses = (state.misses ?? 0) + 1;
  if (misses < MOST_MISSES)
    return takeTurn({ ...here, misses }, snapshot, today, { repeat: true, words: NOT_UNDERSTOOD });
  return takeTurn({ ...here, pending: null, misses: 0 }, snapshot, today);
}

/** @returns the check as it waits while something else is talked about. */
export function pause(state: EligibilityState): EligibilityState {
  return { ...state, paused: true };
}

/** @returns whether nothing was told of anybody. */
export function knowsNobody({ people: { main, child } }: EligibilityState): boolean {
  return Object.keys({ ...main, ...child }).length === 0;
}

const STOP = /^(?:算了|不查了|不问了|不用查|停|结束|退出)|(?:不查了|不用查了|不想查)/;
const RESUME =
  /^(?:那就?|好，?)?(?:继续|接着|接到)|(?:回到|继续|接着)刚才|刚才(?:那个|查的|的)(?:补助|福利|资格|问题)?/;
const CORRECTION = /不是|错了|说错|搞错|不对/;
const OTHER_QUESTION = /[?？]|怎么|咋|哪里|哪儿|多少钱|好多钱|什么材料/;
/** A message that is longer and understood as nothing is no answer. */
const MISS_LENGTH = 12;
const MOST_MISSES = 2;
const NOT_UNDERSTOOD = '这句我没听明白，请说其中一个数字，或者说“不知道”。';
const STOPPED = '好的，先不查了。想接着查，回复“我能享受啥”就行。';

function isSomebodyElse(role: Role, asked: Role): boolean {
  return role !== 'self' && role !== 'child' && role !== asked;
}

/** @returns what the message tells; null when it is no answer and tells nothing. */
function factsTold(state: EligibilityState, answer: string, read: ReadFacts): Facts | null {
  const pending = state.pending ? findQuestion(state.pending) : null;
  const answered = pending ? readAnswer(pending.question, answer) : null;
  const more = isShort(answer) || answered ? read.people.main : {};
  const empty = Object.keys({ ...more, ...answered }).length === 0;
  const named = empty ? readNamedOption(answer) : null;
  if (!answered && !named && Object.keys(more).length === 0) return null;
  const told: Facts = { ...more, ...named, ...answered };
  // An answer such as “孩子” names nobody new; `minor` is only a guess of the reader.
  if (read.role === 'child' && pending?.person !== 'child' && state.role !== 'child') delete told.minor;
  return told;
}

function withFacts({ people: { main, child }, pending }: EligibilityState, told: Facts): People {
  const toChild = pending ? findQuestion(pending)?.person === 'child' : false;
  return toChild ? { main, child: { ...child, ...told } } : { main: { ...main, ...told }, child };
}

function stopped(state: EligibilityState): EligibilityTurn {
  return { reply: STOPPED, candidates: [], state: { ...state, pending: null }, benefits: [] };
}

/** Stories are new questions; an answer is short. */
function isShort(answer: string): boolean {
  return answer.length <= 30 && !OTHER_QUESTION.test(answer);
}

/** @param again - asks the pending question once more, after these words. */
function takeTurn(
  state: EligibilityState,
  snapshot: Snapshot,
  today: string,
  again: { repeat?: boolean; words?: string } = {},
): EligibilityTurn {
  const situation: Situation = {
    people: state.people,
    regionCode: state.regionCode ?? undefined,
    today,
  };
  const benefits = relevantFirst(evaluateBenefits(situation, snapshot), state.relevant ?? []);
  const same = again.repeat && state.pending ? findQuestion(state.pending) : null;
  const next = same ?? nextQuestion(state, situation, snapshot);
  const candidates = benefits
    .filter(({ verdict, everyone, likelihood }) => !everyone && verdict !== 'unmet' && likelihood >= LIKELY)
    .slice(0, MOST_CANDIDATES)
    .map(({ itemId }) => itemId);
  const id = next ? questionId(next) : null;
  return {
    reply: renderEligibility({
      words: again.words ?? '',
      benefits,
      people: state.people,
      who: roleName(state.role),
      regionKnown: state.regionCode !== null,
      next,
      regions: snapshot.regions,
    }),
    candidates,
    state: { ...state, asked: id && !same ? [...state.asked, id] : state.asked, pending: id },
    benefits,
  };
}

/** The same verdicts, those about relevant matters first; a matter that cannot be met is not relevant. */
function relevantFirst(benefits: readonly BenefitVerdict[], relevant: readonly string[]): BenefitVerdict[] {
  const byId = new Map<string, BenefitVerdict>();
  for (const benefit of benefits)
    if (benefit.verdict !== 'unmet' && relevant.includes(benefit.itemId)) byId.set(benefit.itemId, benefit);
  const first = relevant.flatMap((id) => byId.get(id) ?? []);
  return [...first, ...benefits.filter((benefit) => byId.get(benefit.itemId) !== benefit)];
}

function nextQuestion(
  { asked }: EligibilityState,
  situation: Situation,
  snapshot: Snapshot,
): NextQuestion | null {
  if (asked.length >= MOST_QUESTIONS) return null;
  return chooseQuestion(situation, snapshot, new Set(asked));
}
