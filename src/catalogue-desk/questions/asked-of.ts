import { type EntityManager, In } from 'typeorm';
import { AskedQuestion } from '../../../entities/asked-question.js';
import { QuestionCase } from '../../../entities/question-case.js';
import { groupBy } from '../../catalogue/group-by.js';

/** A wording of residents in one region. */
export interface AskedWording {
  /** Id of one question with it. */
  questionId: string;
  /** Personal numbers masked. */
  text: string;
  regionCode: string | null;
  count: number;
}

/** Enough to see what a draft does; each is asked twice in a check. */
const MOST_WORDINGS = 60;

/** @returns the questions that drafts are to answer, the commonest first. */
export async function askedOf(
  manager: EntityManager,
  draftIds: readonly string[],
  most = MOST_WORDINGS,
): Promise<AskedWording[]> {
  const cases = await manager.findBy(QuestionCase, { draftId: In([...draftIds]) });
  if (cases.length === 0) return [];
  const questions = await manager.find(AskedQuestion, {
    where: { caseId: In(cases.map(({ id }) => id)) },
    select: { id: true, text: true, regionCode: true },
  });
  return [...groupBy(questions, ({ text, regionCode }) => `${regionCode ?? ''} ${text}`).values()]
    .map(([first, ...others]) => ({
      questionId: first?.id ?? '',
      text: first?.text ?? '',
      regionCode: first?.regionCode ?? null,
      count: others.length + 1,
    }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, most);
}

/** @returns id → words of the questions that are still kept. */
export async function askedTexts(
  manager: EntityManager,
  questionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (questionIds.length === 0) return new Map();
  const kept = await manager.find(AskedQuestion, {
    where: { id: In([...questionIds]) },
    select: { id: true, text: true },
  });
  return new Map(kept.map(({ id, text }) => [id, text]));
}
