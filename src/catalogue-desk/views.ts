import type { EntityManager } from 'typeorm';
import { type CatalogueDraft, EVERYWHERE } from '../../entities/catalogue-draft.js';
import { type FieldKey, fieldLabel } from '../../entities/elements.js';
import type { EditSource } from '../../entities/entry-edit.js';
import type { ImportJob } from '../../entities/import-job.js';
import type { ReleaseCheck } from '../../entities/release-check.js';
import type { RegionTree } from '../catalogue/regions.js';
import type { ImplementationRecord } from '../catalogue/snapshot.js';
import type { ImportSummary } from './differences.js';
import {
  cellOf,
  type EditContent,
  type FieldChangeDraft,
  type ImportContent,
  overtaken,
} from './draft-content.js';
import { scopeOf } from './drafts.js';
import type { DeskStaff, Keeper } from './keeper.js';
import type { LanguageContent } from './language-content.js';
import { type AskedWording, askedTexts } from './questions/asked-of.js';
import { dropOf, type ReleaseReport } from './release-report.js';

/** Stands for a question that was deleted after its time. */
const NOT_KEPT = '（提问已过保存期）';

/** What views need to know besides what they show. */
export interface ViewContext {
  staff: DeskStaff & { regions: RegionTree };
  keeper: Keeper;
}

/** @returns the name of a region, or its code where it is unknown. */
export function regionName(regions: RegionTree, code: string): string {
  return code === EVERYWHERE ? '全部区划' : (regions.findByCode(code)?.name ?? code);
}

/** A draft in a list. */
export function presentDraft(draft: CatalogueDraft, { staff, keeper }: ViewContext) {
  const { authors, steps, content: _, openKey: __, baseRevision: ___, ...shown } = draft;
  return {
    ...shown,
    regionName: regionName(staff.regions, draft.regionCode),
    mine: authors.includes(keeper.id),
    mayEdit: staff.may(keeper, 'catalogue.edit', scopeOf(draft, 'catalogue.edit')),
    mayReview: staff.may(keeper, 'catalogue.review', scopeOf(draft, 'catalogue.review')),
    steps: steps.map(({ at, staffName, step, note }) => ({ at, staffName, step, note })),
  };
}

/**
 * A draft with its changes beside what is published.
 *
 * @param published - the entry in force; null for a list.
 * @param asked - questions of residents that it is to answer.
 */
export function presentWholeDraft(
  draft: CatalogueDraft,
  published: ImplementationRecord | null,
  context: ViewContext,
  asked: readonly AskedWording[] = [],
) {
  const questions = asked.map(({ text, regionCode, count }) => ({
    text,
    regionName: regionCode === null ? null : regionName(context.staff.regions, regionCode),
    count,
  }));
  const summary = { ...presentDraft(draft, context), questions };
  if (draft.kind === 'import') {
    const { jobId, left } = draft.content as ImportContent;
    return { ...summary, changes: [], jobId, left, language: null };
  }
  if (draft.kind === 'language') {
    const { add, withdraw } = draft.content as LanguageContent;
    return { ...summary, changes: [], jobId: null, left: [], language: { add, withdraw } };
  }
  const content = draft.content as EditContent;
  const old = new Set(draft.status === 'published' ? [] : overtaken(content, published));
  const changes = (Object.entries(content.changes) as [FieldKey, FieldChangeDraft][]).map(
    ([field, change]) => ({
      field,
      label: fieldLabel(field),
      kind: change.kind,
      cell: change.kind === 'set' ? change.cell : null,
      validFrom: change.kind === 'set' ? change.validFrom : null,
      validTo: change.kind === 'set' ? change.validTo : null,
      source: change.kind === 'withdraw' ? null : presentSource(change.source),
      published: published ? cellOf(published, field) : '',
      overtaken: old.has(field),
    }),
  );
  return { ...summary, changes, jobId: null, left: [], language: null };
}

/** An import job. */
export function presentJob(job: ImportJob, { staff }: ViewContext) {
  const { summary, attempts: _, aliveAt: __, createdById: ___, ...shown } = job;
  return {
    ...shown,
    regionName: regionName(staff.regions, job.regionCode),
    summary: summary as ImportSummary | null,
  };
}

/** A check with what it found. */
export async function presentCheck(manager: EntityManager, check: ReleaseCheck) {
  const found = check.result as ReleaseReport | null;
  const asked = found?.asked ?? [];
  const texts = await askedTexts(
    manager,
    asked.map(({ questionId }) => questionId),
  );
  const result = found && {
    ...found,
    asked: asked.map(({ questionId, ...one }) => ({ ...one, question: texts.get(questionId) ?? NOT_KEPT })),
  };
  return { ...check, result, drop: found && dropOf(found) };
}

function presentSource(source: EditSource) {
  const nothing = {
    title: null,
    agency: null,
    docNumber: null,
    date: null,
    url: null,
    place: null,
    note: null,
  };
  return { ...nothing, ...source };
}
