import type { DataSource, EntityManager } from 'typeorm';
import type { ReadResult } from '../import/draft.js';
import { exclusive } from '../storage/exclusive.js';
import { loadLinks } from './links.js';
import { loadRegions } from './load-regions.js';
import {
  type PublishInputs,
  type PublishOptions,
  type PublishReport,
  planPublication,
} from './plan-publication.js';
import { isEmptyPlan } from './revision-plan.js';
import { loadSimilarQuestions } from './similar-questions.js';
import { readStored } from './stored-catalogue.js';
import { lockForPublication, nextIds, syncRegions, writeRevision } from './write-revision.js';

export { diffDrafts } from './diff.js';
export type { DocumentReport, EditChange, PublishOptions, PublishReport } from './plan-publication.js';

/** A document cannot be published as it was read; the message is a Chinese sentence. */
export class UnpublishableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnpublishableError';
  }
}

/**
 * Publishes documents as one revision: the tables they bring replace those of the same key and of the same file,
 * everything else stays. One transaction: whoever reads sees the revision before or the one after. When nothing
 * differs from what is in force, no revision is written.
 *
 * @param results - in any order; matters are founded in the order of the file names.
 * @throws {UnpublishableError} when a document has faults (without `partial`), no rows, or an unknown region.
 */
export async function applyDrafts(
  ds: DataSource,
  results: readonly ReadResult[],
  options: PublishOptions = {},
): Promise<PublishReport> {
  const inputs = publishInputs(options);
  assertPublishable(results, inputs);
  return exclusive(ds, () => ds.transaction((manager) => publish(manager, results, inputs)));
}

/**
 * The same within a transaction of the caller's, who writes more along with it and keeps others out (`exclusive`).
 *
 * @throws {UnpublishableError}
 */
export async function applyDraftsIn(
  manager: EntityManager,
  results: readonly ReadResult[],
  options: PublishOptions = {},
): Promise<PublishReport> {
  const inputs = publishInputs(options);
  assertPublishable(results, inputs);
  return publish(manager, results, inputs);
}

/** @returns the options with links, wordings and regions of data/ where none are given. */
export function publishInputs(options: PublishOptions): PublishInputs {
  return {
    ...options,
    links: options.links ?? loadLinks(),
    questions: options.questions ?? loadSimilarQuestions(),
    regions: options.regions ?? loadRegions(),
  };
}

async function publish(
  manager: EntityManager,
  results: readonly ReadResult[],
  options: PublishInputs,
): Promise<PublishReport> {
  await lockForPublication(manager);
  const stored = await readStored(manager);
  const planned = planPublication(stored, await nextIds(manager), results, options);
  const { plan, documents, counts, warnings } = planned;
  const differs = !isEmptyPlan(plan);
  const writes = differs && !options.dryRun;
  const number = stored.revision + (writes ? 1 : 0);
  if (!options.dryRun) await syncRegions(manager, options.regions);
  if (writes) {
    const publishedAt = (options.now?.() ?? new Date()).toISOString();
    const revision = { number, publishedAt, note: options.note ?? null, counts };
    await writeRevision(manager, revision, plan, options.onProgress);
  }
  return {
    dryRun: options.dryRun ?? false,
    published: differs,
    revision: number,
    documents,
    counts,
    warnings,
  };
}

/** @throws {UnpublishableError} when a document has faults, no rows, or an unknown region. */
export function assertPublishable(results: readonly ReadResult[], { partial, regions }: PublishInputs): void {
  for (const { document, drafts, faults } of results) {
    if (faults.length > 0 && !partial)
      throw new UnpublishableError(`${document.file}有${faults.length}处错误，未发布`);
    if (drafts.length === 0) throw new UnpublishableError(`${document.file}中没有读到任何事项，未发布`);
    for (const { row, regionCode } of drafts)
      if (!regions.findByCode(regionCode))
        throw new UnpublishableError(`${document.file}第${row.line}行：没有代码为${regionCode}的行政区划`);
  }
}
