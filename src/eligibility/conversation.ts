import type { Snapshot } from '../catalogue/snapshot.js';
import { type BenefitVerdict, evaluateBenefits, type Situation } from './evaluate.js';
import type { People } from './facts.js';
import { isSame, LIKELY, type Listing, listingOf } from './listing.js';
import { type Role, roleName } from './persons.js';
import { chooseQuestion, findQuestion, type NextQuestion, questionId } from './questions.js';
import { readFacts } from './read-facts.js';
import { readTold, type Told } from './read-told.js';
import {
  type EligibilityOutcome,
  phrases,
  type Rendered,
  renderEligibility,
  renderMore,
  renderQuestion,
  renderUnchanged,
} from './render.js';
import type { EligibilityState } from './state.js';
import { corrected, otherPerson, tells } from './switch-person.js';
import { namesNobody, OTHER_QUESTION, wishOf } from './wishes.js';

export type { EligibilityState };

/** One turn of the conversation. */
export interface EligibilityTurn {
  /** At most 600 characters. */
  reply: string;
  /** Ids of the matters named in the reply and those next in line, best first. */
  candidates: string[];
  state: EligibilityState;
  /** All verdicts, for callers that show more than the reply. */
  benefits: BenefitVerdict[];
  /** The check is given up; there is nothing to remember. */
  over?: boolean;
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
 * @param words - said before everything else.
 */
export function startEligibility(
  text: string,
  regionCode: string | null,
  snapshot: Snapshot,
  today: string,
  relevant: readonly string[] = [],
  words = '',
): EligibilityTurn {
  const { people, role } = readFacts(text);
  const state = { people, role, regionCode, asked: [], pending: null, relevant };
  return new Check(state, snapshot, today).list(words);
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
  const check = new Check({ ...state, regionCode, paused: false }, snapshot, today);
  const finished = state.pending === null;
  const wish = wishOf(answer);
  if (wish === 'stop') return state.paused ? null : check.stop();
  if (wish === 'resume') return check.list('', true);
  const corrections = state.paused || wish === 'switch' ? null : corrected(state, answer);
  if (corrections) return check.with(corrections).list('', true);
  const other = otherPerson(state, answer, wish === 'switch');
  const news = tells(readFacts(answer).people);
  if (state.paused && !(wish === 'switch' && other))
    return heard.asksForBenefits && !news ? check.list('', true) : null;
  if (other) return check.with(other).list();
  if (wish === 'switch' && namesNobody(answer)) return check.askWhom();
  if (wish === 'more') return check.more();
  if (wish === 'why' && !finished) return check.question(WHY);
  if (check.names(answer)) return null;
  const told = heard.clear && (finished || OTHER_QUESTION.test(answer)) ? null : readTold(state, answer);
  if (told) return check.tell(told, regionCode !== state.regionCode);
  if (heard.asksForBenefits && !news) return check.list('', true);
  if (finished && GOOD.test(answer)) return check.stop(DONE);
  if (finished || heard.clear || answer.length > MISS_LENGTH || OTHER_QUESTION.test(answer)) return null;
  return heard.regionCode ? check.list('', true) : check.miss();
}

/** @returns the check as it waits while something else is talked about; null when nothing is left to ask. */
export function pause(state: EligibilityState): EligibilityState | null {
  return state.pending === null ? null : { ...state, paused: true };
}

/** @returns whether nothing was told of anybody. */
export function knowsNobody({ people: { main, child } }: EligibilityState): boolean {
  return Object.keys({ ...main, ...child }).length === 0;
}

/** A message that is longer and understood as nothing is no answer. */
const MISS_LENGTH = 12;
const MOST_MISSES = 2;
const MISSED = '这句我没听明白，请说其中一个数字，或者说“不知道”。';
const MISSED_NUMBER = '这句我没听明白，请直接说数字，比如“62岁”，或者说“不知道”。';
const MISSED_SEVERAL = '这句我没听明白是哪几样，请说数字，比如“1”或者“1和2”，都没有就说“都没有”。';
const WHY = '有的项目要知道这一点才能对照，所以问一句。不方便说就回复“跳过”，不想查了就回复“不查了”。';
const WHOM = '好的，换一位。您想查谁？说说是谁、多大岁数，比如“我奶奶，82岁”。';
const STOPPED = '好的，先不查了。想再查，回复“我能享受啥”就行。';
const DONE = '好的。想办哪一项，回复名称就行。';
const GOOD = /^(?:好|好的|好嘛|嗯+|哦+|晓得了|知道了|明白了?|行|要得|可以|ok)[。.！!]*$/i;

/** A check at one point: what it may reply from here. */
class Check {
  private assessed: { situation: Situation; benefits: BenefitVerdict[] } | null = null;

  constructor(
    private readonly state: EligibilityState,
    private readonly snapshot: Snapshot,
    private readonly today: string,
  ) {}

  with(changes: Partial<EligibilityState>): Check {
    return new Check({ ...this.state, ...changes }, this.snapshot, this.today);
  }

  /** All that is met, and a question. @param again - the question that waits, once more. */
  list(words = '', again = false): EligibilityTurn {
    const next = again ? this.waiting() : this.next();
    return this.turn(renderEligibility(this.outcome(words, next)), next);
  }

  /** What was not named yet, and the question that waits. */
  more(): EligibilityTurn {
    const next = this.waiting();
    return this.turn(renderMore(this.outcome('', next), this.state.shown ?? 0), next);
  }

  /** The question that waits, after some words. */
  question(words: string): EligibilityTurn {
    const next = this.waiting();
    return this.turn(renderQuestion(this.outcome(words, next), this.state.shown ?? 0), next);
  }

  /** Goes on with what was told: the list where something else is met now or nothing is left to ask, else a line. */
  tell(told: Told, elsewhere: boolean): EligibilityTurn {
    const then = this.with({ people: told.people, pending: null, misses: 0 });
    const next = then.next();
    const { shown } = this.state;
    const [before, now] = [this.listing, then.listing];
    if (elsewhere || next === null || shown === undefined || !isSame(before, now)) return then.list();
    const known = new Set(before.open.map(({ itemId }) => itemId));
    const fresh = now.open.filter(({ itemId }) => !known.has(itemId));
    const words = told.skipped ? '好的，这一条先放一放。' : `好的，记下了${notedOf(told)}。`;
    return then.turn(renderUnchanged(then.outcome(words, next), fresh, shown), next);
  }

  /** An answer that was not understood; after the second one in a row the next question. */
  miss(): EligibilityTurn {
    const misses = (this.state.misses ?? 0) + 1;
    if (misses >= MOST_MISSES)
      return this.tell({ people: this.state.people, news: { main: {}, child: {} }, skipped: true }, false);
    const question = this.waiting()?.question;
    const words = question?.open ? MISSED_NUMBER : question?.several ? MISSED_SEVERAL : MISSED;
    return this.with({ misses }).question(words);
  }

  /** Asks whom to go on with: the next message tells. */
  askWhom(): EligibilityTurn {
    const { people, role, others } = this.state;
    const state = {
      ...this.state,
      people: { main: {}, child: null },
      role: 'relative' as const,
      others: { ...others, [role]: people },
      asked: ['age'],
      pending: 'age',
      shown: undefined,
    };
    return { reply: WHOM, candidates: [], state, benefits: [] };
  }

  stop(reply = STOPPED): EligibilityTurn {
    const state = { ...this.state, pending: null };
    return { reply, candidates: [], state, benefits: [], over: true };
  }

  /** Whether a message is the name of a matter that may be granted, as the replies ask for it. */
  names(text: string): boolean {
    const said = text.replace(/[。！!，,\s“”]/g, '');
    return this.assess().benefits.some(({ name, verdict }) => verdict !== 'unmet' && name === said);
  }

  private get listing(): Listing {
    return listingOf(this.assess().benefits);
  }

  private assess() {
    if (!this.assessed) {
      const { people, role, regionCode, relevant } = this.state;
      const situation = {
        people: withAdult(people, role),
        regionCode: regionCode ?? undefined,
        today: this.today,
      };
      const benefits = relevantFirst(evaluateBenefits(situation, this.snapshot), relevant ?? []);
      this.assessed = { situation, benefits };
    }
    return this.assessed;
  }

  private waiting(): NextQuestion | null {
    const { pending } = this.state;
    return pending ? findQuestion(pending) : null;
  }

  private next(): NextQuestion | null {
    const { asked } = this.state;
    if (asked.length >= MOST_QUESTIONS) return null;
    return chooseQuestion(this.assess().situation, this.snapshot, new Set(asked));
  }

  private outcome(words: string, next: NextQuestion | null): EligibilityOutcome {
    const { people, role, regionCode } = this.state;
    const { regions } = this.snapshot;
    const who = roleName(role);
    return { words, listing: this.listing, people, who, regionKnown: regionCode !== null, next, regions };
  }

  private turn({ reply, shown }: Rendered, next: NextQuestion | null): EligibilityTurn {
    const { benefits } = this.assess();
    const candidates = benefits
      .filter(({ verdict, everyone, had }) => !everyone && !had && verdict !== 'unmet')
      .filter(({ likelihood }) => likelihood >= LIKELY)
      .slice(0, MOST_CANDIDATES)
      .map(({ itemId }) => itemId);
    const id = next ? questionId(next) : null;
    const { asked } = this.state;
    const state = {
      ...this.state,
      asked: id && !asked.includes(id) ? [...asked, id] : asked,
      pending: id,
      shown,
    };
    return { reply, candidates, state, benefits };
  }
}

function notedOf({ news: { main, child } }: Told): string {
  const ofChild = phrases(child);
  const noted = [phrases(main), ofChild && `孩子${ofChild}`].filter(Boolean).join('、');
  return noted && `：${noted}`;
}

/** Whoever is somebody's mother, or has a child, is grown up and out of school though nobody told the age. */
function withAdult(people: People, role: Role): People {
  const grown = role !== 'child' && (role !== 'self' || people.child !== null) && role !== 'relative';
  const unknown = people.main.age === undefined && people.main.minor === undefined;
  return grown && unknown ? { ...people, main: { study: 'none', ...people.main, minor: false } } : people;
}

/** The same verdicts, those about relevant matters first; a matter that cannot be met is not relevant. */
function relevantFirst(benefits: readonly BenefitVerdict[], relevant: readonly string[]): BenefitVerdict[] {
  const byId = new Map<string, BenefitVerdict>();
  for (const benefit of benefits)
    if (benefit.verdict !== 'unmet' && relevant.includes(benefit.itemId)) byId.set(benefit.itemId, benefit);
  const first = relevant.flatMap((id) => byId.get(id) ?? []);
  return [...first, ...benefits.filter((benefit) => byId.get(benefit.itemId) !== benefit)];
}
