import type { RegionTree } from '../catalogue/regions.js';
import type { ItemRecord } from '../catalogue/snapshot.js';
import type { QuestionFrame, Understanding } from '../language/frame.js';
import type { Steps } from '../steps.js';
import type { CompiledTexts } from './compiled-texts.js';
import type { ExactWordings } from './exact-wordings.js';
import {
  FEATURE_INDEX,
  FEATURES,
  type Learned,
  type QuestionSide,
  questionSide,
  writeFeatures,
} from './features.js';
import { type Lending, logSum } from './lending.js';
import { isNotOurs, type Matter, prepareMatter } from './matter.js';
import type { RankerModel } from './model.js';
import { findStandIns, type StandIns, takeOver, withStandIns } from './stand-ins.js';
import { type QueryTerm, SCORE, SCORES, type Scores, TermIndex } from './term-index.js';
import type { WordingModel } from './wording-model.js';

/** Where the asker wants the matter handled. */
export interface Scope {
  regionCode: string;
  /** Matters of regions inside it count too: somebody in 重庆 who names no district may mean any of them. */
  within: boolean;
}

/** One matter found for a question. */
export interface Match {
  matter: Matter;
  /** Number of the matter in the index. */
  number: number;
  /** Compares within one question only. */
  score: number;
  /** Features in the order of FEATURES. */
  features: Float64Array;
  /** Whether the matter is handled in the asked region or above it. */
  eligible: boolean;
}

/** How many candidates of retrieval the ranker looks at. */
const CANDIDATES = 20;

/** Matters of other regions that are looked at, to say that only they have it. */
const ELSEWHERE = 5;

/**
 * What the scores count when candidates are looked for. Wordings are how people ask, so BM25 over them is the measure of all
 * others: a name says the same in fewer words, and a body speaks of much beside the matter.
 */
const RETRIEVAL_WEIGHTS = {
  questions: 1,
  name: 0.7,
  body: 0.3,
  /** Log odds of the wording model, which tell apart what has the same words. */
  learned: 5,
  /** Nearness of meaning, 0–1. */
  meaning: 30,
  /** More than all others together: a wording to the letter is always looked at. */
  exact: 1_000,
} as const;

/** The models that rank matters. */
export interface RankingModels {
  ranker: RankerModel;
  /** null: the index decides alone. */
  wordings: WordingModel | null;
  /** What matters that came after the training borrow from; read only when there are any. */
  lending?: () => Lending | null;
}

/** Finds and ranks matters for a frame. Built once per snapshot; not re-entrant, but synchronous. */
export class Matcher {
  readonly index: TermIndex;
  readonly model: RankerModel;
  readonly wordings: WordingModel | null;
  private readonly exact: ExactWordings;
  private readonly numbers = new Map<string, number>();
  private readonly whole: Float32Array;
  private readonly part: Float32Array;
  private readonly learnedAs: Int32Array;
  /** How near the question is to what each matter means; 0 for those that do not borrow. */
  private readonly near: Float32Array;
  /** Whether the wording model numbers the matters as they are numbered here: so it is until a list brings others. */
  private readonly sameNumbers: boolean;
  /** Numbers of the matters that borrow what the wording model knows. */
  private readonly borrowing: readonly number[];
  private readonly standIns: StandIns;

  /** @param texts - what was read from the matters' texts; used up. */
  constructor(
    private readonly language: Understanding,
    private readonly regions: RegionTree,
    readonly matters: readonly Matter[],
    texts: CompiledTexts,
    { ranker, wordings }: RankingModels,
    private readonly lending: Lending | null = null,
  ) {
    this.index = new TermIndex(texts.table, texts.rows);
    this.exact = texts.exact;
    this.model = ranker;
    this.wordings = wordings;
    this.whole = new Float32Array(matters.length);
    this.part = new Float32Array(matters.length);
    this.near = new Float32Array(matters.length);
    this.learnedAs = Int32Array.from(matters, ({ learnedAs }) => learnedAs);
    this.sameNumbers = this.learnedAs.every((as, number) => as === number);
    this.borrowing = [...matters.keys()].filter((number) => (matters[number] as Matter).borrowed !== null);
    this.standIns = findStandIns(matters, lending);
    matters.forEach(({ item }, number) => {
      this.numbers.set(item.id, number);
    });
  }

  /**
   * Topics that are not ours are candidates like the matters: found first, they mean an honest no.
   *
   * @param scope - the region asked for, or null for the whole deployment.
   * @param kept - ids of matters that are looked at whatever the words.
   * @returns at most `limit` matches and those kept, best first; after them, not counted, a few of other regions.
   */
  match(frame: QuestionFrame, scope: Scope | null, limit: number, kept: readonly string[] = []): Match[] {
    const { question, scores } = this.read(frame, scope);
    const isHere = this.placeTest(scope);
    const found = this.retrieve(scores, question);
    const candidates = withStandIns(found, this.standIns, isHere);
    const standing = new Set(kept.map((id) => this.numbers.get(id)));
    for (const number of standing)
      if (number !== undefined && !candidates.has(number)) candidates.set(number, []);
    const matches = this.rank(candidates, question, scores, isHere);
    if (this.lending) this.stepBack(matches);
    const elsewhere = matches.filter((match) => !match.eligible).slice(0, ELSEWHERE);
    const here = matches.filter((match) => match.eligible);
    return [...here.filter(({ number }, index) => index < limit || standing.has(number)), ...elsewhere];
  }

  /**
   * All matters of the catalogue that have the words, ranked as those of a question; topics that are not ours are none.
   *
   * @param leastCovered - share (0–1) of the question's weight that a matter has to have.
   */
  search(frame: QuestionFrame, leastCovered: number): Match[] {
    const { question, scores } = this.read(frame, null);
    const least = leastCovered * question.weight;
    const found = [...this.matters.keys()].filter(
      (number) =>
        (scores[number * SCORES + SCORE.covered] as number) >= least &&
        (!(this.matters[number] as Matter).notOurs || this.standIns.has(number)),
    );
    const isHere = this.placeTest(null);
    const candidates = withStandIns(found, this.standIns, isHere);
    return this.rank(candidates, question, scores, isHere).filter(({ matter }) => !matter.notOurs);
  }

  /** What a question says to every matter, before any is looked at. */
  private read(frame: QuestionFrame, scope: Scope | null): { question: QuestionSide; scores: Scores } {
    const query = this.index.query(frame.terms);
    const learned = this.learn(frame);
    const exact = this.findExact(frame);
    const regionCode = scope?.regionCode ?? null;
    const question = questionSide(frame, weightOf(query), regionCode, learned, exact, this.lending);
    return { question, scores: this.index.score(query) };
  }

  /**
   * @param candidates - numbers of matters, each with those of the topics whose places it takes.
   * @returns a match for each, best first.
   */
  private rank(
    candidates: ReadonlyMap<number, readonly number[]>,
    question: QuestionSide,
    scores: Scores,
    isHere: (number: number) => boolean,
  ): Match[] {
    const matches: Match[] = [];
    // One array for all of them: each array of its own has to be freed by itself.
    const rows = new Float64Array(candidates.size * FEATURES.length);
    for (const [number, topics] of candidates) {
      const matter = this.matters[number] as Matter;
      const start = matches.length * FEATURES.length;
      const features = rows.subarray(start, start + FEATURES.length);
      writeFeatures(features, question, scores, matter, number);
      for (const topic of topics) {
        const ofTopic = new Float64Array(FEATURES.length);
        writeFeatures(ofTopic, question, scores, this.matters[topic] as Matter, topic);
        takeOver(features, ofTopic);
      }
      matches.push({
        matter,
        number,
        score: this.model.score(features),
        features,
        eligible: isHere(number),
      });
    }
    return matches.sort(byScore);
  }

  /** Lowers topics that are not ours where the best matter, handled here, is one that no wordings taught. */
  private stepBack(matches: Match[]): void {
    const best = matches.find(({ matter, eligible }) => eligible && !matter.notOurs);
    if (!best || best.matter.learnedAs >= 0) return;
    for (const match of matches) {
      if (!match.matter.notOurs) continue;
      match.features[FEATURE_INDEX.untaughtRival] = 1;
      match.score = this.model.score(match.features);
    }
    matches.sort(byScore);
  }

  /** @returns number of the matter of which a question is a wording to the letter; -1 when there is none. */
  private findExact({ text, written }: QuestionFrame): number {
    const number = this.exact.find(written);
    // A wording may name the region that is taken out of a question.
    const found = number < 0 && text !== written ? this.exact.find(text) : number;
    // A hash proves nothing; the few hits are looked at.
    const wordings = this.matters[found]?.item.questions ?? [];
    const isOne = (one: string): boolean => one === written || one === text;
    return wordings.some((wording) => isOne(this.language.textOf(wording))) ? found : -1;
  }

  private learn(frame: QuestionFrame): Learned | null {
    if (!this.wordings) return null;
    const odds = this.wordings.score(frame);
    if (this.lending) this.readMeaning(frame, this.lending);
    const whole = this.byMatter(odds, this.whole);
    const parts = this.wordings.scoreParts(frame, odds);
    if (parts === odds) return { whole, part: whole };
    this.lending?.readPart(frame);
    return { whole, part: this.byMatter(parts, this.part) };
  }

  private readMeaning(frame: QuestionFrame, lending: Lending): void {
    lending.read(frame);
    for (const number of this.borrowing) {
      const { borrowed } = this.matters[number] as Matter;
      if (borrowed) this.near[number] = lending.nearnessOf(borrowed.whole);
    }
  }

  /** Log odds by the numbers of the wording model as log odds by those of the matters; 0 where nothing is known. */
  private byMatter(odds: Float32Array, into: Float32Array): Float32Array {
    const { learnedAs, borrowing, matters, lending } = this;
    if (this.sameNumbers) return odds;
    for (let number = 0; number < into.length; number++) {
      const as = learnedAs[number] as number;
      into[number] = as < 0 ? 0 : (odds[as] as number);
    }
    if (!lending) return into;
    const total = logSum(odds);
    for (const number of borrowing)
      into[number] = total + lending.chanceOf((matters[number] as Matter).borrowed?.lenders ?? []);
    return into;
  }

  /** @returns the matter with this id, or null. */
  matterOf(id: string): Matter | null {
    return this.matters[this.numbers.get(id) ?? -1] ?? null;
  }

  /** @returns a matter as a match that no word of a question has found yet, or null. */
  matchOf(id: string, scope: Scope | null): Match | null {
    const number = this.numbers.get(id);
    const matter = this.matterOf(id);
    if (number === undefined || !matter) return null;
    const eligible = this.placeTest(scope)(number);
    return { matter, number, score: 0, features: new Float64Array(FEATURES.length), eligible };
  }

  /** @returns whether the matter with a number is handled in the asked region or above it. */
  private placeTest(scope: Scope | null): (number: number) => boolean {
    if (!scope) return () => true;
    const { regionCode, within } = scope;
    const path = new Set(this.regions.pathOf(regionCode));
    const isHere = (code: string): boolean =>
      path.has(code) || (within && this.regions.covers(regionCode, code));
    return (number) => {
      const { notOurs, regions } = this.matters[number] as Matter;
      return notOurs || [...regions].some(isHere);
    };
  }

  /** The best candidates by a sum of the retrieval scores. */
  private retrieve(scores: Scores, { learned, exact }: QuestionSide): number[] {
    const part = learned?.part;
    const best = new BestOf(CANDIDATES);
    const weight = RETRIEVAL_WEIGHTS;
    for (let number = 0; number < this.matters.length; number++) {
      const at = number * SCORES;
      best.offer(
        number,
        weight.questions * (scores[at + SCORE.questions] as number) +
          weight.name * (scores[at + SCORE.name] as number) +
          weight.body * (scores[at + SCORE.body] as number) +
          (part ? weight.learned * (part[number] as number) : 0) +
          weight.meaning * (this.near[number] as number) +
          (number === exact ? weight.exact : 0),
      );
    }
    return best.numbers;
  }
}

/**
 * @param items - matters, and topics that compete with them.
 * @param texts - what was read from their texts; used up.
 */
export function* buildMatcher(
  items: readonly ItemRecord[],
  regions: RegionTree,
  language: Understanding,
  models: RankingModels,
  texts: CompiledTexts,
): Steps<Matcher> {
  const matters: Matter[] = [];
  const { wordings } = models;
  const isNew = (item: ItemRecord): boolean => !isNotOurs(item) && wordings?.numberOf(item.id) === -1;
  const lending = (items.some(isNew) && models.lending?.()) || null;
  for (const item of items) {
    matters.push(prepareMatter(item, language, wordings, lending));
    yield;
  }
  return new Matcher(language, regions, matters, texts, models, lending);
}

function byScore(a: Match, b: Match): number {
  return b.score - a.score || a.number - b.number;
}

function weightOf(query: readonly QueryTerm[]): number {
  return query.reduce((sum, term) => sum + term.weight, 0);
}

/** Keeps the few best of many without sorting them all. */
class BestOf {
  readonly numbers: number[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly most: number) {}

  /** Scores of zero and below are never kept. */
  offer(number: number, score: number): void {
    const { numbers, scores, most } = this;
    if (score <= 0 || (numbers.length === most && score <= (scores[most - 1] as number))) return;
    let at = numbers.length < most ? numbers.length : most - 1;
    for (; at > 0 && (scores[at - 1] as number) < score; at--) {
      scores[at] = scores[at - 1] as number;
      numbers[at] = numbers[at - 1] as number;
    }
    scores[at] = score;
    numbers[at] = number;
  }
}
