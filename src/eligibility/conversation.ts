import type { Snapshot } from '../catalogue/snapshot.js';
import { type BenefitVerdict, evaluateBenefits, type Situation } from './evaluate.js';
import type { Facts, People } from './facts.js';
import { type Role, roleName } from './persons.js';
import { chooseQuestion, findQuestion, type NextQuestion, questionId } from './questions.js';
import { readAnswer } from './read-answer.js';
import { readFacts } from './read-facts.js';
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

/**
 * Goes on with the answer to the question that was asked, and with whatever else it tells.
 *
 * @returns null when the message is no answer and tells nothing new: it is another question, to be answered as such.
 */
export function continueEligibility(
  state: EligibilityState,
  answer: string,
  snapshot: Snapshot,
  today: string,
): EligibilityTurn | null {
  const pending = state.pending ? findQuestion(state.pending) : null;
  const answered = pending ? readAnswer(pending.question, answer) : null;
  const read = readFacts(answer);
  const more = isShort(answer) || answered ? read.people.main : {};
  if (!answered && Object.keys(more).length === 0) return null;
  const toChild = pending?.person === 'child';
  const { main, child } = state.people;
  const told: Facts = { ...more, ...answered };
  // An answer such as “孩子” names nobody new; `minor` is only a guess of the reader.
  if (read.role === 'child' && !toChild && state.role !== 'child') delete told.minor;
  const people: People = toChild
    ? { main, child: { ...child, ...told } }
    : { main: { ...main, ...told }, child };
  return takeTurn({ ...state, people, pending: null }, snapshot, today);
}

/** Stories are new questions; an answer is short. */
function isShort(answer: string): boolean {
  return answer.length <= 30 && !/[?？]|怎么|咋|哪里|哪儿|多少钱|什么材料/.test(answer);
}

function takeTurn(state: EligibilityState, snapshot: Snapshot, today: string): EligibilityTurn {
  const situation: Situation = {
    people: state.people,
    regionCode: state.regionCode ?? undefined,
    today,
  };
  const benefits = relevantFirst(evaluateBenefits(situation, snapshot), state.relevant ?? []);
  const next = nextQuestion(state, situation, snapshot);
  const candidates = benefits
    .filter(({ verdict, everyone, likelihood }) => !everyone && verdict !== 'unmet' && likelihood >= LIKELY)
    .slice(0, MOST_CANDIDATES)
    .map(({ itemId }) => itemId);
  const id = next ? questionId(next) : null;
  return {
    reply: renderEligibility({
      benefits,
      people: state.people,
      who: roleName(state.role),
      regionKnown: state.regionCode !== null,
      next,
      regions: snapshot.regions,
    }),
    candidates,
    state: { ...state, asked: id ? [...state.asked, id] : state.asked, pending: id },
    benefits,
  };
}

/** The same verdicts, those about relevant matters first; a matter that cannot be met is not relevant. */
function relevantFirst(benefits: readonly BenefitVerdict[], relevant: readonly string[]): BenefitVerdict[] {
  const placeOf = ({ itemId, verdict }: BenefitVerdict): number => {
    const place = verdict === 'unmet' ? -1 : relevant.indexOf(itemId);
    return place < 0 ? relevant.length : place;
  };
  return [...benefits].sort((a, b) => placeOf(a) - placeOf(b));
}

function nextQuestion(
  { asked }: EligibilityState,
  situation: Situation,
  snapshot: Snapshot,
): NextQuestion | null {
  if (asked.length >= MOST_QUESTIONS) return null;
  return chooseQuestion(situation, snapshot, new Set(asked));
}
