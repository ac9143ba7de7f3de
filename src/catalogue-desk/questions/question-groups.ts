import { setImmediate } from 'node:timers/promises';
import { type DataSource, In } from 'typeorm';
import { CatalogueDraft } from '../../../entities/catalogue-draft.js';
import { QuestionCase } from '../../../entities/question-case.js';
import { groupAlike, type WeighedTerm } from '../../asked-questions/group-alike.js';
import {
  findUnanswered,
  type UnansweredPeriod,
  type UnansweredQuestion,
} from '../../asked-questions/unanswered.js';
import { groupBy } from '../../catalogue/group-by.js';
import type { Engine } from '../../matching/engine.js';
import { DeskNotFoundError } from '../errors.js';
import type { DeskStaff, Keeper } from '../keeper.js';
import { type CaseState, stateOf } from './case-state.js';

/** Of a period the latest so many are looked at. */
const MOST_QUESTIONS = 20_000;
/** Different wordings that are compared; the commonest. */
const MOST_WORDINGS = 5_000;
/** Wordings read between two turns of everything else. */
const SLICE = 100;

/** A question with how far it has been dealt with. */
export interface TrackedQuestion extends UnansweredQuestion {
  /** null: nobody did anything about it, or gave it up. */
  case: CaseState | null;
}

/** Questions that ask for the same. */
export interface QuestionGroup {
  /** Id of its oldest question: names the group as long as that is in the period. */
  id: string;
  /** The commonest wording. */
  text: string;
  /** The latest first. */
  questions: TrackedQuestion[];
}

export interface FoundGroups {
  groups: QuestionGroup[];
  /** The period holds more than is looked at. */
  more: boolean;
}

interface Wording {
  text: string;
  terms: WeighedTerm[];
  count: number;
  questions: TrackedQuestion[];
}

/** Groups what goes unanswered by likeness, anew at every look: nothing of it is stored. */
export class QuestionGroups {
  /** Terms of wordings; good for one engine, and no reason to keep it. */
  private readonly read = new WeakMap<Engine, Map<string, WeighedTerm[]>>();

  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly engine: () => Engine,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns groups of all that the keeper may see, dealt with or not. */
  async list(keeper: Keeper, period: UnansweredPeriod): Promise<FoundGroups> {
    const { questions, more } = await this.find(keeper, period);
    return { groups: await this.group(questions), more };
  }

  /** @returns the group that holds a question. @throws {DeskNotFoundError} */
  async get(keeper: Keeper, questionId: string, period: UnansweredPeriod): Promise<QuestionGroup> {
    const { questions } = await this.find(keeper, period);
    const groups = await this.group(questions);
    const found = groups.find((group) => group.questions.some(({ id }) => id === questionId));
    if (!found) throw new DeskNotFoundError('提问');
    return found;
  }

  private async find(keeper: Keeper, period: UnansweredPeriod) {
    this.staff.assertMay(keeper, 'catalogue.read');
    const found = await findUnanswered(this.ds, period, this.now(), MOST_QUESTIONS);
    // A question without a region is nobody's in particular: every keeper sees it, or none would.
    const seen = found.filter(
      ({ regionCode }) => regionCode === null || this.staff.may(keeper, 'catalogue.read', { regionCode }),
    );
    return { questions: await this.track(seen), more: found.length === MOST_QUESTIONS };
  }

  private async track(questions: readonly UnansweredQuestion[]): Promise<TrackedQuestion[]> {
    const ids = [...new Set(questions.flatMap(({ caseId }) => caseId ?? []))];
    const cases = ids.length > 0 ? await this.ds.manager.findBy(QuestionCase, { id: In(ids) }) : [];
    const draftIds = cases.flatMap(({ draftId }) => draftId ?? []);
    const drafts =
      draftIds.length > 0
        ? await this.ds.manager.find(CatalogueDraft, {
            where: { id: In(draftIds) },
            select: { id: true, status: true, publishedRevision: true },
          })
        : [];
    const draftOf = new Map(drafts.map((draft) => [draft.id, draft]));
    const states = new Map(
      cases.map((one) => [one.id, stateOf(one, draftOf.get(one.draftId ?? '') ?? null)]),
    );
    return questions.map((question) => ({ ...question, case: states.get(question.caseId ?? '') ?? null }));
  }

  private async group(questions: readonly TrackedQuestion[]): Promise<QuestionGroup[]> {
    const byText = [...groupBy(questions, ({ text }) => text)];
    byText.sort(([, a], [, b]) => b.length - a.length);
    const wordings = await this.wordingsOf(byText.slice(0, MOST_WORDINGS));
    return groupAlike(wordings).map((alike) => {
      const own = alike.flatMap((wording) => wording.questions);
      own.sort((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : a.id < b.id ? -1 : 1));
      return { id: own.at(-1)?.id ?? '', text: alike[0]?.text ?? '', questions: own };
    });
  }

  private async wordingsOf(byText: readonly [string, TrackedQuestion[]][]): Promise<Wording[]> {
    const engine = this.engine();
    const terms = this.read.get(engine) ?? new Map<string, WeighedTerm[]>();
    this.read.set(engine, terms);
    const wordings: Wording[] = [];
    for (const [index, [text, questions]] of byText.entries()) {
      if (index % SLICE === SLICE - 1) await setImmediate();
      let own = terms.get(text);
      if (!own) {
        own = termsOf(engine, text);
        if (terms.size >= MOST_WORDINGS) terms.clear();
        terms.set(text, own);
      }
      wordings.push({ text, terms: own, count: questions.length, questions });
    }
    return wordings;
  }
}

/** The terms by which the engine compares, with their rarity in the catalogue. */
function termsOf({ matcher, language }: Engine, text: string): WeighedTerm[] {
  return matcher.index.query(language.termsOf(text)).map(({ key, weight }) => ({ key, weight }));
}
