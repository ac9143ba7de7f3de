import { CatalogueDraft } from '../../entities/catalogue-draft.js';
import { ReleaseCheck } from '../../entities/release-check.js';
import { applyDraftsIn } from '../catalogue/publish.js';
import { lockForPublication } from '../catalogue/write-revision.js';
import { AuditLog } from '../staff/audit/audit-log.js';
import type { CheckParts } from './check-release.js';
import { DRAFT_STATUS } from './draft-steps.js';
import { revisionInForce } from './entry.js';
import { DraftStateError, ReleaseRefusedError } from './errors.js';
import { changedSinceReview, gatherRelease } from './release-contents.js';
import { dropOf, type ReleaseReport } from './release-report.js';

/** Who publishes, and why although something gets worse. */
export interface Release {
  checkId: string;
  staffId: string;
  staffName: string;
  note: string;
  reason: string | null;
}

/**
 * Publishes the drafts of a check as one revision. Revision, drafts and the entry in the audit log are written together
 * or not at all.
 *
 * @returns number of the revision.
 * @throws {ReleaseRefusedError | DraftStateError} when anything is no longer as it was checked.
 */
export function publishRelease({ ds, written }: CheckParts, release: Release): Promise<number> {
  const { checkId, staffId, staffName, note, reason } = release;
  return new AuditLog(ds).change(staffName, async (manager, record) => {
    await lockForPublication(manager);
    const check = await manager.findOneByOrFail(ReleaseCheck, { id: checkId });
    const checked = check.result as ReleaseReport;
    if (check.baseRevision !== (await revisionInForce(manager)))
      throw new ReleaseRefusedError('检查之后目录又发布过新版本，请重新检查后再发布。');
    const contents = await gatherRelease(manager, check.drafts);
    for (const { status } of contents.drafts)
      if (status !== 'approved') throw new DraftStateError(DRAFT_STATUS[status], '发布');
    const [conflict] = contents.conflicts;
    if (conflict) throw new ReleaseRefusedError(conflict);

    const report = await applyDraftsIn(manager, contents.results, { ...contents.options, ...written, note });
    const [changed] = changedSinceReview(contents, report.documents);
    if (changed) throw new ReleaseRefusedError(changed);
    if (!report.published) throw new ReleaseRefusedError('这些草稿与已发布的内容没有差别，不必发布。');

    const at = new Date().toISOString();
    for (const draft of contents.drafts) {
      const step = { at, staffId, staffName, step: 'published' as const, note: reason };
      const published = {
        status: 'published' as const,
        openKey: null,
        version: draft.version + 1,
        steps: [...draft.steps, step],
        updatedAt: at,
        publishedRevision: report.revision,
      };
      await manager.update(CatalogueDraft, { id: draft.id }, published);
    }
    const done = { status: 'published' as const, reason, publishedRevision: report.revision };
    await manager.update(ReleaseCheck, { id: checkId }, done);
    await record('catalogue.publish', `第${report.revision}版`, {
      check: checkId,
      drafts: check.drafts,
      counts: report.counts,
      better: checked.better.length,
      worse: checked.worse.map(({ id }) => id),
      drop: dropOf(checked),
      reason,
      note,
    });
    return report.revision;
  });
}
