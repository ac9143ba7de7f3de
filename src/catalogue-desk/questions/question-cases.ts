import { randomUUID } from 'node:crypto';
import { type EntityManager, In, IsNull } from 'typeorm';
import { AskedQuestion } from '../../../entities/asked-question.js';
import type { CatalogueDraft } from '../../../entities/catalogue-draft.js';
import { type CaseKind, QuestionCase } from '../../../entities/question-case.js';
import type { UnansweredPeriod } from '../../asked-questions/unanswered.js';
import type { EntryName } from '../../catalogue/apply-edits.js';
import { groupBy } from '../../catalogue/group-by.js';
import type { RecordChange } from '../../staff/audit/audit-log.js';
import type { Drafts } from '../drafts.js';
import { CaseTakenError } from '../errors.js';
import type { DeskStaff, Keeper } from '../keeper.js';
import type { LanguageDrafts, LanguageProposal } from '../language-drafts.js';
import type { QuestionGroup, QuestionGroups, TrackedQuestion } from './question-groups.js';

/** What a keeper does about a group. */
export type Deed =
  | LanguageProposal
  | ({ kind: 'fact' } & EntryName)
  | { kind: 'handled' }
  | { kind: 'ignored' }
  /** Takes back that it was handled or ignored. */
  | { kind: 'reopen' };

/** Ids in one statement. */
const CHUNK = 500;

/** Notes what was done about groups of questions. */
export class QuestionCases {
  constructor(
    private readonly staff: DeskStaff,
    private readonly groups: QuestionGroups,
    private readonly drafts: Drafts,
    private readonly language: LanguageDrafts,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Does something about the open questions of a group. What came in after the period is not touched.
   *
   * @param questionId - any question of the group.
   * @param period - as the keeper saw it.
   * @returns the draft that follows; null when nothing is to be published.
   * @throws {CaseTakenError} when somebody else has dealt with the group meanwhile; nothing is written.
   */
  async settle(
    keeper: Keeper,
    questionId: string,
    period: UnansweredPeriod,
    deed: Deed,
  ): Promise<CatalogueDraft | null> {
    this.staff.assertMay(keeper, 'catalogue.edit');
    const group = await this.groups.get(keeper, questionId, period);
    if (deed.kind === 'reopen') {
      await this.reopen(keeper, group);
      return null;
    }
    const open = group.questions.filter((question) => question.case === null);
    if (open.length === 0) throw takenError(group);
    const mark = async (manager: EntityManager, record: RecordChange, draft: CatalogueDraft | null) => {
      const id = await this.insertCase(manager, keeper, deed.kind, draft);
      const marked = await markQuestions(manager, open, id);
      if (marked === 0) throw takenError(group);
      // Not the words: the log is for ever, and questions are not.
      await record('question.settle', id, { kind: deed.kind, questions: marked, draft: draft?.id ?? null });
    };
    switch (deed.kind) {
      case 'handled':
      case 'ignored':
        await this.staff.audit.change(keeper.name, (manager, record) => mark(manager, record, null));
        return null;
      case 'fact': {
        const { itemId, regionCode, agencyId } = deed;
        return this.drafts.openEdit(keeper, { itemId, regionCode, agencyId }, mark);
      }
      default:
        return this.language.propose(keeper, deed, commonestRegion(open), mark);
    }
  }

  private async insertCase(
    manager: EntityManager,
    keeper: Keeper,
    kind: CaseKind,
    draft: CatalogueDraft | null,
  ): Promise<string> {
    const id = randomUUID();
    const createdAt = this.now().toISOString();
    await manager.insert(QuestionCase, {
      id,
      kind,
      draftId: draft?.id ?? null,
      staffName: keeper.name,
      createdAt,
    });
    return id;
  }

  private async reopen(keeper: Keeper, group: QuestionGroup): Promise<void> {
    const ids = [
      ...new Set(group.questions.flatMap((one) => (one.case?.draftId === null ? one.case.id : []))),
    ];
    if (ids.length === 0) throw takenError(group);
    await this.staff.audit.change(keeper.name, async (manager, record) => {
      for (const chunk of chunksOf(group.questions)) {
        const where = { id: In(chunk.map(({ id }) => id)), caseId: In(ids) };
        await manager.update(AskedQuestion, where, { caseId: null });
      }
      for (const id of ids) await record('question.reopen', id);
    });
  }
}

/** Writes only over what the keeper saw. @returns how many questions were still as they were. */
async function markQuestions(
  manager: EntityManager,
  questions: readonly TrackedQuestion[],
  caseId: string,
): Promise<number> {
  let marked = 0;
  for (const [before, own] of groupBy(questions, (question) => question.caseId))
    for (const chunk of chunksOf(own)) {
      const where = { id: In(chunk.map(({ id }) => id)), caseId: before ?? IsNull() };
      marked += (await manager.update(AskedQuestion, where, { caseId })).affected ?? 0;
    }
  return marked;
}

function chunksOf<T>(all: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let from = 0; from < all.length; from += CHUNK) chunks.push(all.slice(from, from + CHUNK));
  return chunks;
}

function takenError({ questions }: QuestionGroup): CaseTakenError {
  return new CaseTakenError(questions.find((one) => one.case)?.case?.staffName ?? '其他人');
}

/** @returns 行政区划代码 that most of the questions are for; null when none says. */
function commonestRegion(questions: readonly TrackedQuestion[]): string | null {
  const counts = groupBy(questions, ({ regionCode }) => regionCode);
  counts.delete(null);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}
