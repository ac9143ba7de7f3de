import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Snapshot } from '../catalogue/snapshot.js';
import type { ListedBenefit } from './applicable.js';
import { type BenefitTable, benefitTable, type Truths } from './benefit-table.js';
import { type Benefit, QUESTIONS_FILE } from './benefits.js';
import { type Person, peopleOf, type Situation } from './evaluate.js';
import { CHILD_PREFIX, checkFacts, FACT_KEYS, type FactKey, type Facts } from './facts.js';
import { impliedBy, imply } from './implications.js';

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
  /** What a bare “no” tells where it is not the option that denies: 生活能自理吗？不。 */
  no: z.record(z.string(), z.unknown()).transform(checkFacts).optional(),
  /** More than one option may hold. */
  several: z.literal(true).optional(),
  /** Its answers say by themselves what they are about, whatever was asked: 城镇, 一级. */
  alone: z.literal(true).optional(),
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
/** Sums in another order differ in their last digits. */
const ROUNDING = 1 + 1e-8;
/** Gains that differ by less are equal: their parts were only added in another order. */
const PRECISION = 1e9;
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
  const table = benefitTable(snapshot, situation.regionCode);
  const rivals = peopleOf(situation, snapshot).flatMap((person) => {
    const open = new OpenBenefits(table, person, situation.today);
    return loadQuestions()
      .map((question) => ({ question, person: person.who, open, ceiling: open.mostGain(question) }))
      .filter((one) => !asked.has(questionId(one)) && !(one.person === 'child' && one.question.household));
  });
  let best: (typeof rivals)[number] | null = null;
  let most = LEAST_GAIN;
  // The most promising first: most of the others then cannot gain as much and need not be worked out.
  for (const rival of [...rivals].sort((a, b) => b.ceiling - a.ceiling)) {
    if (rival.ceiling < most) break;
    const gain = rival.open.expectedGain(rival.question, most);
    const earlier = gain === most && best !== null && rivals.indexOf(rival) < rivals.indexOf(best);
    if (gain > most || earlier) [best, most] = [rival, gain];
  }
  return best && { question: best.question, person: best.person };
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

/** What is not settled yet for one person, and what an answer would settle of it. */
class OpenBenefits {
  private readonly truths: Truths;
  /** The rules of common sense that hold now. */
  private readonly held: number;
  /** Numbers of the open benefits in the order of the table, by a fact each waits for. */
  private readonly waitingFor = new Map<string, number[]>();
  private readonly touched = new Map<Question, readonly number[]>();
  private readonly truthsThen: Truths;
  /** For each benefit the last question that touched it, and the last answer for which it was judged. */
  private readonly touchedIn: Int32Array;
  private readonly countedIn: Int32Array;
  private rounds = 0;
  private counts = 0;

  constructor(
    private readonly table: BenefitTable,
    private readonly person: Person,
    private readonly today: string,
  ) {
    this.truths = table.truthsOf(person.known);
    this.held = imply(person.told).held;
    this.truthsThen = this.truths.slice();
    this.touchedIn = new Int32Array(table.listed.length);
    this.countedIn = new Int32Array(table.listed.length);
    for (let number = 0; number < table.listed.length; number++) {
      if (table.judge(number, this.truths) !== 0) continue;
      table.eachMissing(number, this.truths, (fact) => {
        const waiting = this.waitingFor.get(fact);
        if (!waiting) this.waitingFor.set(fact, [number]);
        else if (waiting.at(-1) !== number) waiting.push(number);
      });
    }
  }

  /** What a question would gain if every answer made all benefits it touches come out as met; 0 when it is answered. */
  mostGain(question: Question): number {
    if (isAnswered(question, this.person.known.facts, factsTold(question))) return 0;
    const shares = question.options.reduce((sum, { share }) => sum + share, 0);
    return shares * WORTH_MET * this.worthOf(this.touchedBy(question)) * ROUNDING;
  }

  /**
   * What the answers to a question that is not answered yet are expected to settle.
   *
   * @param least - a gain below this is of no interest: 0 is returned for it.
   */
  expectedGain(question: Question, least: number): number {
    const touched = this.touchedBy(question);
    const round = ++this.rounds;
    for (const number of touched) this.touchedIn[number] = round;
    const mostOf = WORTH_MET * this.worthOf(touched) * ROUNDING;
    let ceiling = this.mostGain(question);
    let gain = 0;
    for (const option of question.options) {
      const settled = this.gainOf(option, round);
      gain += settled;
      ceiling -= option.share * mostOf - settled;
      if (ceiling < least) return 0;
    }
    return Math.round(gain * PRECISION) / PRECISION;
  }

  /** @param round - marks the benefits that the question touches. */
  private gainOf(option: QuestionOption, round: number): number {
    const { person, table, truthsThen, touchedIn, countedIn } = this;
    const { facts, held } = imply(person.told, option.facts);
    const changed = [...keysOf(option), ...impliedBy(held ^ this.held)];
    const turned = table.truthsWith(this.truths, { ...person.known, facts }, changed, truthsThen);
    const count = ++this.counts;
    let gain = 0;
    // What asks for nothing that turned out differently is as open as before.
    for (const leaf of turned)
      for (const number of table.asking(leaf)) {
        if (touchedIn[number] !== round || countedIn[number] === count) continue;
        countedIn[number] = count;
        const truth = table.judge(number, truthsThen);
        if (truth === 0) continue;
        const { priority, validTo } = this.benefit(number);
        const over = truth === 1 && validTo !== undefined && this.today > validTo.date;
        if (!over) gain += option.share * (truth === 1 ? WORTH_MET : 1) * (priority / 100);
      }
    return gain;
  }

  /** Numbers of the open benefits that wait for what a question asks, each once. */
  private touchedBy(question: Question): readonly number[] {
    let touched = this.touched.get(question);
    if (!touched) {
      touched = [...new Set(factsTold(question).flatMap((key) => this.waitingFor.get(key) ?? []))];
      this.touched.set(question, touched);
    }
    return touched;
  }

  private worthOf(benefits: readonly number[]): number {
    return benefits.reduce((sum, number) => sum + this.benefit(number).priority, 0) / 100;
  }

  private benefit(number: number): Benefit {
    return (this.table.listed[number] as ListedBenefit).benefit;
  }
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

const keysTold = new WeakMap<QuestionOption, readonly FactKey[]>();

/** The facts that one answer tells. */
function keysOf(option: QuestionOption): readonly FactKey[] {
  let keys = keysTold.get(option);
  if (!keys) {
    keys = FACT_KEYS.filter((key) => option.facts[key] !== undefined);
    keysTold.set(option, keys);
  }
  return keys;
}

/** A question of which everything, or one option as a whole, is known already; one illness told is enough. */
function isAnswered({ options, several }: Question, facts: Facts, told: readonly FactKey[]): boolean {
  if (told.every((key) => facts[key] !== undefined)) return true;
  if (several) return told.some((key) => facts[key] === true);
  return options.some((option) => {
    const keys = keysOf(option);
    const positive = keys.some((key) => option.facts[key] !== false);
    return positive && keys.every((key) => facts[key] === option.facts[key]);
  });
}
