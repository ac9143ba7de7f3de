import type { CatalogueDraft } from '../../../entities/catalogue-draft.js';
import type { CaseKind, QuestionCase } from '../../../entities/question-case.js';

/** What became of questions that a keeper dealt with. */
export interface CaseState {
  id: string;
  kind: CaseKind;
  /** pending: a draft is on its way; done: published, or nothing was to be published. */
  state: 'pending' | 'done';
  staffName: string;
  /** ISO time. */
  at: string;
  draftId: string | null;
  publishedRevision: number | null;
}

/** @returns null when the draft was given up: the questions wait again. */
export function stateOf(
  { id, kind, staffName, createdAt, draftId }: QuestionCase,
  draft: Pick<CatalogueDraft, 'status' | 'publishedRevision'> | null,
): CaseState | null {
  const known = { id, kind, staffName, at: createdAt, draftId };
  if (draftId === null) return { ...known, state: 'done', publishedRevision: null };
  if (!draft || draft.status === 'discarded') return null;
  const { status, publishedRevision } = draft;
  return { ...known, state: status === 'published' ? 'done' : 'pending', publishedRevision };
}
