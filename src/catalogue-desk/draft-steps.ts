import type { DraftStatus, DraftStep } from '../../entities/catalogue-draft.js';
import type { StaffAction } from '../staff/permissions.js';

/** Names of the states, as staff read them. */
export const DRAFT_STATUS: Readonly<Record<DraftStatus, string>> = {
  draft: '草稿',
  inReview: '待审核',
  approved: '待发布',
  published: '已发布',
  discarded: '已放弃',
};
/** States in which something is still to be done. */
export const OPEN: readonly DraftStatus[] = ['draft', 'inReview', 'approved'];

/** What a step needs: who may take it, from which states, and where it leads. */
export interface Step {
  action: StaffAction;
  from: readonly DraftStatus[];
  to: DraftStatus;
  step: DraftStep['step'];
  /** In Chinese, for the message when the state does not allow it. */
  name: string;
}

/** The way of a draft. */
export const STEPS = {
  submit: { action: 'catalogue.edit', from: ['draft'], to: 'inReview', step: 'submitted', name: '提交审核' },
  approve: { action: 'catalogue.review', from: ['inReview'], to: 'approved', step: 'approved', name: '通过' },
  return: {
    action: 'catalogue.review',
    from: ['inReview', 'approved'],
    to: 'draft',
    step: 'returned',
    name: '退回',
  },
  withdraw: {
    action: 'catalogue.edit',
    from: ['inReview', 'approved'],
    to: 'draft',
    step: 'returned',
    name: '撤回',
  },
  discard: { action: 'catalogue.edit', from: OPEN, to: 'discarded', step: 'discarded', name: '放弃' },
} as const satisfies Record<string, Step>;
export type DraftStepName = keyof typeof STEPS;
