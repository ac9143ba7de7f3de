import type { AdditionView, ConceptView } from '../../../../../src/catalogue-desk/language-schemas.js';
import type {
  GroupDeed,
  GroupsView,
  GroupView,
} from '../../../../../src/catalogue-desk/questions/schemas.js';
import { get, post, put, queryOf } from '../../api/client.js';
import type { Draft } from './catalogue-api.js';

export type { AdditionView, ConceptView, GroupDeed, GroupsView, GroupView };

const QUESTIONS = '/staff/catalogue/questions';
const LANGUAGE = '/staff/catalogue/language';

/** Calls about what goes unanswered; each throws the problem that the server tells. */
export const questionsApi = {
  groups: (query: Record<string, string | number>) => get<GroupsView>(`${QUESTIONS}${queryOf(query)}`),
  group: (id: string, query: Record<string, string>) => get<GroupView>(`${QUESTIONS}/${id}${queryOf(query)}`),
  settle: ({ id, since, until }: GroupView, deed: GroupDeed) =>
    post<{ draftId: string | null }>(`${QUESTIONS}/${id}/cases`, { since, until, deed }),
  additions: () => get<{ additions: AdditionView[] }>(LANGUAGE),
  withdraw: (id: number) => post<Draft>(`${LANGUAGE}/${id}/withdraw`),
  concepts: (q: string) => get<{ concepts: ConceptView[] }>(`${LANGUAGE}/concepts${queryOf({ q })}`),
  saveWords: (id: string, body: { version: number; texts: string[]; advice: string | null }) =>
    put<Draft>(`/staff/catalogue/drafts/${id}/language`, body),
};
