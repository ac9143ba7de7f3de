import type { DataSource } from 'typeorm';
import { ImportJob } from '../../entities/import-job.js';
import { loadRegions } from '../catalogue/load-regions.js';
import { type PublishInputs, planPublication } from '../catalogue/plan-publication.js';
import { publishInputs } from '../catalogue/publish.js';
import type { RegionTree } from '../catalogue/regions.js';
import { readStored } from '../catalogue/stored-catalogue.js';
import { nextIds } from '../catalogue/write-revision.js';
import type { ReadResult } from '../import/draft.js';
import { readDocumentBytes } from '../import/read-document.js';
import type { CheckParts } from './check-release.js';
import { differencesOfReport, digestOfReport, type ImportDifference, summaryOf } from './differences.js';
import { loadJson, loadPart, noteProgress, storeJson } from './import-store.js';

/** A list that cannot be imported; the message is a Chinese sentence. */
class ImportRefusedError extends Error {}

/**
 * Reads the file of an import job, compares it with what is published and stores both. May be begun again at any time:
 * what was read already is not read twice.
 */
export async function readImport(
  { ds, written }: Pick<CheckParts, 'ds' | 'written'>,
  jobId: string,
  now: () => Date = () => new Date(),
): Promise<void> {
  const job = await ds.manager.findOneBy(ImportJob, { id: jobId });
  if (!job) return;
  const note = (progress: number, stage: string) =>
    noteProgress(ds, jobId, { status: 'reading', progress, stage }, now());
  try {
    const regions = loadRegions();
    const read =
      (await loadJson<ReadResult>(ds.manager, jobId, 'reading')) ?? (await readFile(ds, job, note));
    assertUsable(read, job, regions);
    await note(70, '与已发布的目录比较');
    const difference = await compareImport(ds, read, publishInputs({ ...written, partial: true }), (code) =>
      regions.covers(job.regionCode, code),
    );
    await note(90, '保存比较结果');
    await storeJson(ds, jobId, 'difference', difference);
    const summary = summaryOf(read, difference.differences, difference.unchanged);
    await noteProgress(ds, jobId, { status: 'ready', progress: 100, stage: '已完成', summary }, now());
  } catch (error) {
    const fault = error instanceof ImportRefusedError ? error.message : '读取时出现内部错误，请联系管理员。';
    await noteProgress(ds, jobId, { status: 'failed', stage: '未完成', fault }, now());
    if (!(error instanceof ImportRefusedError)) throw error;
  }
}

/** @param mayReplace - whether lists of a region may be replaced. */
async function compareImport(
  ds: DataSource,
  read: ReadResult,
  options: PublishInputs,
  mayReplace: (regionCode: string) => boolean,
): Promise<ImportDifference> {
  const stored = await readStored(ds.manager);
  const { documents, warnings, plan } = planPublication(stored, await nextIds(ds.manager), [read], options);
  const [report] = documents;
  if (!report) throw new Error('a document without a report');
  const closed = new Set(plan.close.tables);
  const strange = stored.tables.find(({ id, regionCode }) => closed.has(id) && !mayReplace(regionCode));
  if (strange)
    throw new ImportRefusedError(
      `目录里已有同名文件“${read.document.file}”，是别处的《${strange.title}》，请把文件改名后重新上传。`,
    );
  return {
    revision: stored.revision,
    digest: digestOfReport(report),
    faults: [...read.faults, ...(read.notes ?? [])],
    differences: differencesOfReport(report, read),
    unchanged: report.unchanged,
    warnings,
  };
}

async function readFile(
  ds: DataSource,
  { id, file, regionCode }: ImportJob,
  note: (progress: number, stage: string) => Promise<void>,
): Promise<ReadResult> {
  await note(10, '取出文件');
  const bytes = await loadPart(ds.manager, id, 'file');
  if (!bytes) throw new ImportRefusedError('上传的文件没有保存完整，请重新上传。');
  await note(20, '识别清单版式，读取各行');
  const read = await readDocumentBytes(file, bytes, { regionCode });
  await note(60, '保存读取结果');
  await storeJson(ds, id, 'reading', read);
  return read;
}

/** A list may bring matters of the region it was uploaded for and of those below, and no others. */
function assertUsable({ drafts, faults }: ReadResult, job: ImportJob, regions: RegionTree): void {
  if (drafts.length === 0) {
    const [first] = faults;
    const place = first?.cell ?? (first?.line ? `第${first.line}行` : '');
    throw new ImportRefusedError(
      first ? `${place}${place ? '：' : ''}${first.message}` : '没有读到任何事项。',
    );
  }
  const strange = drafts.find(({ regionCode }) => !regions.covers(job.regionCode, regionCode));
  if (!strange) return;
  const name = (code: string) => regions.findByCode(code)?.name ?? code;
  throw new ImportRefusedError(
    `清单是${name(strange.regionCode)}的，不属于上传时选的${name(job.regionCode)}，请改选行政区划后重新上传。`,
  );
}
