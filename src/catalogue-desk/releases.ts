import { randomUUID } from 'node:crypto';
import { type DataSource, In } from 'typeorm';
import { CatalogueDraft } from '../../entities/catalogue-draft.js';
import { ReleaseCheck } from '../../entities/release-check.js';
import type { Logger } from '../log.js';
import { exclusive } from '../storage/exclusive.js';
import { DRAFT_STATUS } from './draft-steps.js';
import { scopeOf } from './drafts.js';
import { CheckBusyError, DeskNotFoundError, DraftStateError, ReleaseRefusedError } from './errors.js';
import type { DeskStaff, Keeper } from './keeper.js';
import { dropOf, type ReleaseReport } from './release-report.js';
import type { TaskRunner } from './tasks.js';

const WORKING: ReleaseCheck['status'][] = ['waiting', 'running', 'publishing'];
/** A check without a sign of life for so long was cut off. */
const ABANDONED_MS = 60_000;
const SIGN_OF_LIFE_MS = 10_000;
/** A reason is a sentence, not a sign. */
const LEAST_REASON = 6;
const LISTED = 30;

interface ReleasesOptions {
  /** Called after a publication of this process: other processes are told. */
  onPublished?: () => Promise<void>;
  log?: Logger;
  now?: () => Date;
}

/** Checks before publication, and publication. */
export class Releases {
  private readonly now: () => Date;
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly ds: DataSource,
    private readonly staff: DeskStaff,
    private readonly runner: TaskRunner,
    private readonly options: ReleasesOptions = {},
  ) {
    this.now = options.now ?? (() => new Date());
  }

  /**
   * Begins to check what publishing drafts would do. Whoever may read the catalogue may look at the effect.
   *
   * @throws {CheckBusyError | DraftStateError | DeskNotFoundError}
   */
  async check(keeper: Keeper, draftIds: readonly string[]): Promise<ReleaseCheck> {
    const drafts = await this.draftsOf(keeper, draftIds);
    for (const { status } of drafts)
      if (status === 'published' || status === 'discarded')
        throw new DraftStateError(DRAFT_STATUS[status], '检查');
    await this.failAbandoned();
    const at = this.now().toISOString();
    const check: ReleaseCheck = {
      id: randomUUID(),
      drafts: drafts.map(({ id, version }) => ({ id, version })),
      status: 'waiting',
      progress: 0,
      stage: '排队',
      aliveAt: at,
      fault: null,
      baseRevision: null,
      result: null,
      reason: null,
      createdAt: at,
      createdById: keeper.id,
      createdByName: keeper.name,
      publishedRevision: null,
    };
    await this.staff.audit.change(keeper.name, async (manager, record) => {
      if (await manager.existsBy(ReleaseCheck, { status: In(WORKING) })) throw new CheckBusyError();
      await manager.insert(ReleaseCheck, check as object);
      await record('catalogue.check', check.id, { drafts: check.drafts });
    });
    this.start(check.id, () => this.runner.run({ kind: 'check', checkId: check.id }));
    return check;
  }

  /** @returns the latest checks, without their results. */
  async list(keeper: Keeper): Promise<Omit<ReleaseCheck, 'result'>[]> {
    this.staff.assertMay(keeper, 'catalogue.read');
    await this.failAbandoned();
    const checks = await this.ds.manager.find(ReleaseCheck, { order: { createdAt: 'DESC' }, take: LISTED });
    return checks.map(({ result: _, ...check }) => check);
  }

  /** @throws {DeskNotFoundError | ForbiddenError} */
  async get(keeper: Keeper, id: string): Promise<ReleaseCheck> {
    this.staff.assertMay(keeper, 'catalogue.read');
    await this.failAbandoned();
    const check = await this.ds.manager.findOneBy(ReleaseCheck, { id });
    if (!check) throw new DeskNotFoundError('发布检查');
    return check;
  }

  /**
   * Publishes what was checked.
   *
   * @param reason - needed when anything gets worse.
   * @returns number of the revision.
   * @throws {ReleaseRefusedError | DraftStateError | CheckBusyError}
   */
  async publish(keeper: Keeper, id: string, note: string, reason: string | null): Promise<number> {
    const check = await this.get(keeper, id);
    for (const draft of await this.draftsOf(
      keeper,
      check.drafts.map((one) => one.id),
    ))
      this.staff.assertMay(keeper, 'catalogue.review', scopeOf(draft, 'catalogue.review'));
    if (check.status === 'published') throw new ReleaseRefusedError('这次检查的内容已经发布过了。');
    if (check.status !== 'done') throw new ReleaseRefusedError('检查还没有完成，不能发布。');
    const report = check.result as ReleaseReport;
    const [conflict] = report.conflicts;
    if (conflict) throw new ReleaseRefusedError(conflict);
    const drop = dropOf(report);
    if (drop && [...(reason ?? '')].length < LEAST_REASON)
      throw new ReleaseRefusedError(`${drop}，请写明为什么仍要发布（至少 ${LEAST_REASON} 个字）。`);
    const publishing = { status: 'publishing' as const, aliveAt: this.now().toISOString() };
    const { affected } = await exclusive(this.ds, () =>
      this.ds.manager.update(ReleaseCheck, { id, status: 'done' }, publishing),
    );
    if (affected !== 1) throw new CheckBusyError();
    try {
      const release = {
        checkId: id,
        staffId: keeper.id,
        staffName: keeper.name,
        note,
        reason: drop && reason,
      };
      const revision = await this.runner.run({ kind: 'publish', release });
      await this.options.onPublished?.();
      return revision as number;
    } catch (error) {
      await exclusive(this.ds, () =>
        this.ds.manager.update(ReleaseCheck, { id, status: 'publishing' }, { status: 'done' }),
      );
      throw error;
    }
  }

  /** Waits until nothing is being checked any more. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async draftsOf(keeper: Keeper, ids: readonly string[]): Promise<CatalogueDraft[]> {
    const drafts = await this.ds.manager.findBy(CatalogueDraft, { id: In([...ids]) });
    if (drafts.length === 0 || drafts.length < new Set(ids).size) throw new DeskNotFoundError('草稿');
    for (const draft of drafts)
      this.staff.assertMay(keeper, 'catalogue.read', scopeOf(draft, 'catalogue.read'));
    return drafts;
  }

  private start(id: string, work: () => Promise<unknown>): void {
    const alive = setInterval(() => {
      const aliveAt = this.now().toISOString();
      exclusive(this.ds, () => this.ds.manager.update(ReleaseCheck, { id }, { aliveAt })).catch(
        () => undefined,
      );
    }, SIGN_OF_LIFE_MS).unref();
    const running = work()
      .catch(async (error: unknown) => {
        this.options.log?.error({ err: error, check: id }, 'check failed');
        const fault = '检查没有完成，请重试；仍不成功请联系管理员。';
        await exclusive(this.ds, () =>
          this.ds.manager.update(ReleaseCheck, { id }, { status: 'failed', stage: '未完成', fault }),
        );
      })
      .then(() => undefined)
      .finally(() => {
        clearInterval(alive);
        this.running.delete(id);
      });
    this.running.set(id, running);
  }

  /** A publication is whole or did not happen, so what was cut off can simply be done again. */
  private async failAbandoned(): Promise<void> {
    const before = new Date(this.now().getTime() - ABANDONED_MS).toISOString();
    const failed = { status: 'failed', stage: '未完成', fault: '服务中断，检查没有完成，请重新检查。' };
    await exclusive(this.ds, () =>
      this.ds.manager
        .createQueryBuilder()
        .update(ReleaseCheck)
        .set(failed as object)
        .where('status IN (:...working) AND aliveAt < :before', { working: WORKING, before })
        .execute(),
    );
  }
}
