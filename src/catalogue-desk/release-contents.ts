import { type EntityManager, In } from 'typeorm';
import { CatalogueDraft } from '../../entities/catalogue-draft.js';
import { fieldLabel } from '../../entities/elements.js';
import type { AdditionChanges } from '../catalogue/additions.js';
import type { DocumentReport, EditChange, PublishOptions } from '../catalogue/publish.js';
import type { ReadResult } from '../import/draft.js';
import { digestOfReport } from './differences.js';
import { type EditContent, editChangesOf, type ImportContent, overtaken } from './draft-content.js';
import { nameOf } from './drafts.js';
import { findEntry } from './entry.js';
import { loadJson } from './import-store.js';
import { type LanguageContent, languageConflicts } from './language-content.js';

/** What a set of drafts brings to a publication. */
export interface ReleaseContents {
  drafts: CatalogueDraft[];
  results: ReadResult[];
  options: PublishOptions;
  /** File name → digest of its differences as the reviewer saw them, and the title of the draft. */
  reviewed: Map<string, { digest: string; title: string }>;
  /** Chinese sentences: why they cannot be published as they are. */
  conflicts: string[];
}

/** Gathers what drafts bring; whether it still fits what is published is told in `conflicts`. */
export async function gatherRelease(
  manager: EntityManager,
  named: readonly { id: string; version: number }[],
): Promise<ReleaseContents> {
  const drafts = await manager.find(CatalogueDraft, {
    where: { id: In(named.map(({ id }) => id)) },
    order: { updatedAt: 'ASC' },
  });
  const results: ReadResult[] = [];
  const edits: EditChange[] = [];
  const leave = new Map<string, ReadonlySet<string>>();
  const reviewed: ReleaseContents['reviewed'] = new Map();
  const conflicts: string[] = [];
  const add: AdditionChanges['add'][number][] = [];
  const withdraw: number[] = [];
  for (const { id, version } of named) {
    const draft = drafts.find((one) => one.id === id);
    if (!draft) conflicts.push('有一份草稿已不存在，请重新选择。');
    else if (draft.version !== version) conflicts.push(`《${draft.title}》在选定之后又改动过，请重新检查。`);
  }
  for (const draft of drafts) {
    if (draft.kind === 'edit') {
      const content = draft.content as EditContent;
      const name = nameOf(draft);
      const entry = await findEntry(manager, name);
      const fields = entry ? overtaken(content, entry.record) : [];
      if (!entry) conflicts.push(`《${draft.title}》已不在目录里，请放弃这份草稿。`);
      if (fields.length > 0)
        conflicts.push(
          `《${draft.title}》的${fields.map((field) => `“${fieldLabel(field)}”`).join('、')}在草稿写好之后发布过新内容，请退回后核对。`,
        );
      edits.push(...editChangesOf(name, content.changes, draft.id));
      continue;
    }
    if (draft.kind === 'language') {
      const content = draft.content as LanguageContent;
      const written = { draftId: draft.id, addedBy: content.by, addedAt: draft.updatedAt };
      add.push(...content.add.map((addition) => ({ ...addition, ...written })));
      withdraw.push(...content.withdraw.map(({ id }) => id));
      conflicts.push(...(await languageConflicts(manager, draft.title, content)));
      continue;
    }
    const { jobId, left, digest } = draft.content as ImportContent;
    const read = await loadJson<ReadResult>(manager, jobId, 'reading');
    if (!read) conflicts.push(`《${draft.title}》的文件已不在，请重新上传。`);
    else if (reviewed.has(read.document.file))
      conflicts.push(`有两份草稿来自同名文件“${read.document.file}”，请分两次发布。`);
    else {
      results.push(read);
      leave.set(read.document.file, new Set(left));
      reviewed.set(read.document.file, { digest, title: draft.title });
    }
  }
  const additions = { add, withdraw };
  return { drafts, results, options: { edits, additions, leave, partial: true }, reviewed, conflicts };
}

/** @returns sentences about lists whose differences are no longer those that were reviewed. */
export function changedSinceReview(
  { reviewed }: ReleaseContents,
  documents: readonly DocumentReport[],
): string[] {
  return documents.flatMap((report) => {
    const seen = reviewed.get(report.document);
    if (!seen || seen.digest === digestOfReport(report)) return [];
    return [`《${seen.title}》与目录的差异在审核之后变了，请退回草稿，在导入页重新比较。`];
  });
}
