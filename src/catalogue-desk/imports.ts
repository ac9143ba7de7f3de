import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';
import { type DataSource, In, LessThan } from 'typeorm';
import { CatalogueDraft } from '../../entities/catalogue-draft.js';
import { ImportJob } from '../../entities/import-job.js';
import type { Logger } from '../log.js';
import { exclusive } from '../storage/exclusive.js';
import type { ImportDifference, ImportSummary } from './differences.js';
import type { Drafts } from './drafts.js';
import { DeskNotFoundError, FileKindError, FileTooLargeError, ImportStateError } from './errors.js';
import { deleteParts, loadJson, noteProgress, storePart } from './import-store.js';
import type { DeskStaff, Keeper } from './keeper.js';
import { TaskStoppedError } from './task-threads.js';
import type { TaskRunner } from './tasks.js';

/** Largest upload, in bytes; the same as the importer's own limit. */
export const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const KINDS = new Set(['.txt', '.docx', '.xlsx', '.csv']);
/** A job without a sign of life for so long belongs to nobody any more. */
const ABANDONED_MS = 45_000;
const SIGN_OF_LIFE_MS = 10_000;
const MOST_ATTEMPTS = 3;
const LISTED = 100;

const STATES: Readonly<Record<ImportJob['status'], string>> = {
  waiting: '还在排队',
  reading: '还在读取',
  ready: '已读取完成',
  failed: '没有读成',
  drafted: '已建立草稿',
  discarded: '已放弃',
};

interface ImportsOptions {
  log?: Logger;
  now?: () => Date;
}

/** Uploaded lists on their way to a draft: kept in the database, read in the background. */
export class Imports {
  private readonly now: () => Date;
  private timer: NodeJS.Timeout | null = null;
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly drafts: Drafts,
    private readonly runner: TaskRunner,
    private readonly options: ImportsOptions = {},
  ) {
    this.now = options.now ?? (() => new Date());
  }

  /** @throws {ForbiddenError | FileKindError | FileTooLargeError} before anything of the file is read. */
  assertMayUpload(keeper: Keeper, file: string, regionCode: string, bytes: number): void {
    this.staff.assertMay(keeper, 'catalogue.edit', { regionCode, agency: null });
    if (!KINDS.has(extname(file).toLowerCase())) throw new FileKindError();
    if (bytes > MAX_UPLOAD_BYTES) throw new FileTooLargeError(MAX_UPLOAD_BYTES);
  }

  /**
   * Takes a list; reading it goes on in the background.
   *
   * @param file - name as the keeper's computer has it.
   */
  async upload(keeper: Keeper, file: string, regionCode: string, bytes: Buffer): Promise<ImportJob> {
    this.assertMayUpload(keeper, file, regionCode, bytes.length);
    const createdAt = this.now().toISOString();
    const job: ImportJob = {
      id: randomUUID(),
      file: basename(file.replaceAll('\\', '/')).slice(-200),
      bytes: bytes.length,
      regionCode,
      status: 'waiting',
      progress: 0,
      stage: '排队',
      attempts: 0,
      aliveAt: createdAt,
      fault: null,
      summary: null,
      createdAt,
      createdById: keeper.id,
      createdByName: keeper.name,
      draftId: null,
    };
    await storePart(this.ds, job.id, 'file', bytes);
    await this.staff.audit.change(keeper.name, async (manager, record) => {
      await manager.insert(ImportJob, job as object);
      await record('import.upload', job.file, { job: job.id, bytes: job.bytes, region: regionCode });
    });
    this.start(job.id);
    return job;
  }

  /** @returns jobs that the keeper may see, the newest first. */
  async list(keeper: Keeper): Promise<ImportJob[]> {
    const jobs = await this.ds.manager.find(ImportJob, { order: { createdAt: 'DESC' }, take: LISTED });
    return jobs.filter(({ regionCode }) =>
      this.staff.may(keeper, 'catalogue.read', { regionCode, agency: null }),
    );
  }

  /** @throws {DeskNotFoundError | ForbiddenError} */
  async get(keeper: Keeper, id: string): Promise<ImportJob> {
    const job = await this.ds.manager.findOneBy(ImportJob, { id });
    if (!job) throw new DeskNotFoundError('导入任务');
    this.staff.assertMay(keeper, 'catalogue.read', { regionCode: job.regionCode, agency: null });
    return job;
  }

  /** @returns the differences of a job that was read. @throws {ImportStateError} before that. */
  async difference(keeper: Keeper, id: string): Promise<ImportDifference> {
    const job = await this.get(keeper, id);
    const difference = await loadJson<ImportDifference>(this.ds.manager, id, 'difference');
    if (!difference) throw new ImportStateError(STATES[job.status], '查看差异');
    return difference;
  }

  /**
   * Makes a draft of the differences that are accepted, or changes the one there is.
   *
   * @param left - `id` of each difference that stays as it is published.
   * @param version - of the draft as the keeper saw it; null for the first time.
   */
  async toDraft(
    keeper: Keeper,
    id: string,
    left: readonly string[],
    version: number | null,
  ): Promise<CatalogueDraft> {
    const job = await this.get(keeper, id);
    if (job.status !== 'ready' && job.status !== 'drafted')
      throw new ImportStateError(STATES[job.status], '建立草稿');
    const { digest, differences } = await this.difference(keeper, id);
    const known = new Set(differences.map((difference) => difference.id));
    const kept = left.filter((one) => known.has(one));
    const title = (job.summary as ImportSummary | null)?.title ?? job.file;
    const draft = await this.drafts.openImport(keeper, { ...job, title }, { left: kept, digest });
    await exclusive(this.ds, () =>
      this.ds.manager.update(ImportJob, { id }, { status: 'drafted', draftId: draft.id }),
    );
    const isNew = draft.version === 1 && version === null;
    return isNew ? draft : this.drafts.saveImport(keeper, draft.id, version ?? 0, kept, digest);
  }

  /** Compares a list once more, because the catalogue changed since, or tries again after a fault. */
  async again(keeper: Keeper, id: string): Promise<void> {
    const job = await this.get(keeper, id);
    this.staff.assertMay(keeper, 'catalogue.edit', { regionCode: job.regionCode, agency: null });
    if (!['ready', 'failed', 'drafted'].includes(job.status))
      throw new ImportStateError(STATES[job.status], '重新比较');
    await this.staff.audit.change(keeper.name, async (manager, record) => {
      const waiting = { status: 'waiting', progress: 0, stage: '排队', attempts: 0, fault: null } as const;
      await manager.update(ImportJob, { id }, { ...waiting, aliveAt: this.now().toISOString() });
      await record('import.compare', job.file, { job: id });
    });
    this.start(id);
  }

  /** Gives a list up; its file is deleted. */
  async discard(keeper: Keeper, id: string): Promise<void> {
    const job = await this.get(keeper, id);
    this.staff.assertMay(keeper, 'catalogue.edit', { regionCode: job.regionCode, agency: null });
    const open = await this.ds.manager.findOneBy(CatalogueDraft, { openKey: `import|${id}` });
    if (open) throw new ImportStateError('已建立草稿', '放弃，请先放弃草稿');
    await this.staff.audit.change(keeper.name, async (manager, record) => {
      await manager.update(ImportJob, { id }, { status: 'discarded', stage: '已放弃' });
      await deleteParts(manager, id);
      await record('import.discard', job.file, { job: id });
    });
  }

  /** Takes over jobs that another process, or this one before its restart, left half-done; until `close()`. */
  follow(): void {
    this.timer ??= setInterval(() => void this.resume(), ABANDONED_MS / 3).unref();
    void this.resume();
  }

  /** Looks once for jobs that nobody works on. */
  async resume(): Promise<void> {
    try {
      const before = new Date(this.now().getTime() - ABANDONED_MS).toISOString();
      const left = await this.ds.manager.find(ImportJob, {
        where: { status: In(['waiting', 'reading']), aliveAt: LessThan(before) },
        select: { id: true },
      });
      for (const { id } of left) this.start(id);
    } catch (error) {
      this.options.log?.warn({ err: error }, 'import jobs cannot be looked for');
    }
  }

  /** Waits until nothing is being read any more. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private start(id: string): void {
    if (this.running.has(id)) return;
    const work = this.run(id)
      .catch((error: unknown) => this.options.log?.error({ err: error, job: id }, 'import failed'))
      .finally(() => this.running.delete(id));
    this.running.set(id, work);
  }

  private async run(id: string): Promise<void> {
    if (!(await this.claim(id))) return;
    const alive = setInterval(() => {
      noteProgress(this.ds, id, {}, this.now()).catch(() => undefined);
    }, SIGN_OF_LIFE_MS).unref();
    try {
      await this.runner.run({ kind: 'import', jobId: id });
    } catch (error) {
      if (error instanceof TaskStoppedError) return;
      const fault = '读取时出现内部错误，请重试；仍不成功请联系管理员。';
      await noteProgress(this.ds, id, { status: 'failed', stage: '未完成', fault }, this.now());
      throw error;
    } finally {
      clearInterval(alive);
    }
  }

  /** Of several processes one takes a job; a job that was begun too often is given up. */
  private async claim(id: string): Promise<boolean> {
    const job = await this.ds.manager.findOneBy(ImportJob, { id });
    if (!job || (job.status !== 'waiting' && job.status !== 'reading')) return false;
    if (job.attempts >= MOST_ATTEMPTS) {
      const fault = `读取中断了 ${MOST_ATTEMPTS} 次，已停止。请把文件拆小或检查后重新上传。`;
      await noteProgress(this.ds, id, { status: 'failed', stage: '未完成', fault }, this.now());
      return false;
    }
    const claimed = { attempts: job.attempts + 1, aliveAt: this.now().toISOString() };
    const { affected } = await exclusive(this.ds, () =>
      this.ds.manager.update(ImportJob, { id, attempts: job.attempts }, claimed),
    );
    return affected === 1;
  }
}
