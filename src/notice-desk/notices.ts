import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import { Notice } from '../../entities/notice.js';
import { ChangedMeanwhileError, NoticeNotFoundError, NoticeWithdrawnError } from '../errors.js';
import type { NoticeBoard } from '../notices/notice-board.js';
import type { AuditLog, RecordChange } from '../staff/audit/audit-log.js';
import { exclusive } from '../storage/exclusive.js';
import type { NoticeContent } from './check-notice.js';

/** Past notices in the list: the latest. */
const MOST_PAST = 100;

/** Keeps notices: posting, changing and withdrawing them shows in every process at once. */
export class Notices {
  constructor(
    private readonly ds: DataSource,
    private readonly audit: AuditLog,
    private readonly board: NoticeBoard,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @returns what holds or will hold, what ends first at the top; then the latest of what is over. */
  async list(): Promise<Notice[]> {
    const now = this.now().toISOString();
    return exclusive(this.ds, async () => {
      const open = await this.ds.manager.find(Notice, {
        where: { until: MoreThan(now) },
        order: { until: 'ASC', id: 'ASC' },
      });
      const past = await this.ds.manager
        .createQueryBuilder(Notice, 'notice')
        .where('notice.until <= :now', { now })
        .orderBy('notice.until', 'DESC')
        .limit(MOST_PAST)
        .getMany();
      return [...open, ...past];
    });
  }

  /** @throws {NoticeNotFoundError} */
  get(id: string): Promise<Notice> {
    return getNotice(this.ds.manager, id);
  }

  /** @param actor - name of the account. */
  async post(actor: string, content: NoticeContent): Promise<Notice> {
    const notice: Notice = {
      ...content,
      id: randomUUID(),
      createdAt: this.now().toISOString(),
      createdBy: actor,
      changedBy: actor,
      withdrawnAt: null,
      version: 1,
    };
    return this.change(actor, async (manager, record) => {
      await manager.insert(Notice, notice);
      await record('notice.post', content.text, { notice: notice.id, ...content });
      return notice;
    });
  }

  /**
   * @param version - of the notice as the account saw it.
   * @throws {NoticeNotFoundError | ChangedMeanwhileError | NoticeWithdrawnError}
   */
  async edit(actor: string, id: string, version: number, content: NoticeContent): Promise<Notice> {
    return this.change(actor, async (manager, record) => {
      const before = await this.open(manager, id, version);
      const next = { ...before, ...content, changedBy: actor, version: version + 1 };
      await write(manager, before, next);
      await record('notice.edit', content.text, { notice: id, version: next.version, ...content });
      return next;
    });
  }

  /** Takes a notice down at once; it stays in the list of what was. @throws as {@link edit} does. */
  async withdraw(actor: string, id: string, version: number): Promise<Notice> {
    return this.change(actor, async (manager, record) => {
      const before = await this.open(manager, id, version);
      const withdrawnAt = this.now().toISOString();
      const next = { ...before, withdrawnAt, changedBy: actor, version: version + 1 };
      await write(manager, before, next);
      await record('notice.withdraw', before.text, { notice: id, version: next.version });
      return next;
    });
  }

  private async change(
    actor: string,
    work: (manager: EntityManager, record: RecordChange) => Promise<Notice>,
  ): Promise<Notice> {
    const notice = await this.audit.change(actor, work);
    await this.board.changed();
    return notice;
  }

  private async open(manager: EntityManager, id: string, version: number): Promise<Notice> {
    const notice = await getNotice(manager, id);
    if (notice.version !== version) throw new ChangedMeanwhileError();
    if (notice.withdrawnAt !== null) throw new NoticeWithdrawnError();
    return notice;
  }
}

/** Writes only over the version that was read: changes of all processes take turns, but not everybody looks first. */
async function write(
  manager: EntityManager,
  { id, version }: Notice,
  { id: _, ...next }: Notice,
): Promise<void> {
  const { affected } = await manager.update(Notice, { id, version }, next);
  if (affected !== 1) throw new ChangedMeanwhileError();
}

async function getNotice(manager: EntityManager, id: string): Promise<Notice> {
  const notice = await manager.findOneBy(Notice, { id });
  if (!notice) throw new NoticeNotFoundError(id);
  return notice;
}
