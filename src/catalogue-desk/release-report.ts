import type { PublishReport } from '../catalogue/publish.js';
import type { Got, QuestionChange } from '../evaluation/compare.js';
import type { Figures } from '../evaluation/evaluate.js';

/** A finding of the checks, as the desk shows it. */
export interface CheckFinding {
  rule: string;
  severity: 'error' | 'warning';
  message: string;
  /** Key of the row or guide. */
  key: string;
  name: string;
}

/** What publishing some drafts would do, in comparison with what is published. */
export interface ReleaseReport {
  /** Revision it was compared with. */
  revision: number;
  /** Whether anything would change at all. */
  differs: boolean;
  /** Chinese sentences; while there is one, nothing can be published. */
  conflicts: string[];
  warnings: string[];
  counts: PublishReport['counts'];
  /** Elements edited. */
  edits: number;
  /** Words that come and go. */
  additions: { added: number; withdrawn: number };
  /**
   * What residents asked and the drafts are to answer; `count`: how often. The words stay with the questions, which are
   * deleted after their time.
   */
  asked: { questionId: string; region: string | null; count: number; before: Got; after: Got }[];
  /** Matters before and after. */
  items: { before: number; after: number };
  /** Of the judged questions. */
  figures: { before: Figures; after: Figures };
  better: QuestionChange[];
  worse: QuestionChange[];
  /** Findings of the checks that the published catalogue does not have, and how many of its own would be gone. */
  findings: { added: CheckFinding[]; resolved: number };
}

/** @returns what gets worse, in Chinese; null when nothing does. A drop is published only with a written reason. */
export function dropOf({ worse, findings }: ReleaseReport): string | null {
  const errors = findings.added.filter(({ severity }) => severity === 'error').length;
  const parts = [
    ...(worse.length > 0 ? [`${worse.length} 个评测问题变差`] : []),
    ...(errors > 0 ? [`新增 ${errors} 处检查错误`] : []),
  ];
  return parts.length > 0 ? parts.join('，') : null;
}
