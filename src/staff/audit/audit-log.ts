import type { DataSource, EntityManager } from 'typeorm';
import { AuditEntry } from '../../../entities/audit-entry.js';
import { AuditHead } from '../../../entities/audit-head.js';
import { canonicalJson, sha256 } from '../../catalogue/canonical.js';
import { exclusive } from '../../storage/exclusive.js';
import type { AuditAction } from './audit-action.js';

/** Notes one change within the transaction that makes it. */
export type RecordChange = (
  action: AuditAction,
  subject: string,
  /** What changed; nothing personal of residents, no secret. */
  details?: Readonly<Record<string, unknown>>,
) => Promise<void>;

/** Where the chain begins. */
export const NO_HASH = '0'.repeat(64);
/** Well below what a text column of MySQL holds. */
const MOST_DETAIL_BYTES = 60_000;
const SUBJECT_LENGTH = 200;

/** The append-only log of what staff changed. */
export class AuditLog {
  constructor(
    private readonly ds: DataSource,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Makes a change together with its entries, all or nothing. Changes of all processes take turns, so that the log is
   * one chain.
   *
   * @param actor - name of the account, or the command line.
   * @param work - makes the change through `manager` and notes it with `record`, at least once unless it throws.
   * @throws {Error} when nothing was recorded: a change without an entry is a fault of the program.
   */
  change<T>(actor: string, work: (manager: EntityManager, record: RecordChange) => Promise<T>): Promise<T> {
    return exclusive(this.ds, () =>
      this.ds.transaction(async (manager) => {
        let head = await lockHead(manager);
        const before = head.seq;
        const result = await work(manager, async (action, subject, details = {}) => {
          head = await this.append(manager, head, { actor, action, subject, details });
        });
        if (head.seq === before) throw new Error('a change by staff was not recorded');
        return result;
      }),
    );
  }

  /** @returns entries, the newest first. @param before - only those with a smaller number. */
  list(limit: number, before = Number.MAX_SAFE_INTEGER): Promise<AuditEntry[]> {
    return this.ds.manager
      .createQueryBuilder(AuditEntry, 'entry')
      .where('entry.seq < :before', { before })
      .orderBy('entry.seq', 'DESC')
      .limit(limit)
      .getMany();
  }

  private async append(
    manager: EntityManager,
    head: AuditHead,
    change: { actor: string; action: string; subject: string; details: object },
  ): Promise<AuditHead> {
    const details = canonicalJson(change.details);
    if (Buffer.byteLength(details) > MOST_DETAIL_BYTES) throw new Error('too much detail for the audit log');
    const entry = {
      seq: head.seq + 1,
      at: this.now().toISOString(),
      actor: change.actor,
      action: change.action,
      subject: [...change.subject].slice(0, SUBJECT_LENGTH).join(''),
      details,
      previousHash: head.hash,
    };
    const hash = hashOf(entry);
    await manager.insert(AuditEntry, { ...entry, hash });
    const next = { id: 1, seq: entry.seq, hash };
    await manager.update(AuditHead, { id: 1 }, { seq: next.seq, hash });
    return next;
  }
}

/** @returns SHA-256 over an entry's own fields and the hash of the one before. */
export function hashOf({ seq, at, actor, action, subject, details, previousHash }: Omit<AuditEntry, 'hash'>) {
  return sha256(canonicalJson({ seq, at, actor, action, subject, details, previousHash }));
}

/** Writing the row takes its lock on a server and the write lock of SQLite, until the transaction ends. */
async function lockHead(manager: EntityManager): Promise<AuditHead> {
  await manager.update(AuditHead, { id: 1 }, { id: 1 });
  const head = await manager.findOneBy(AuditHead, { id: 1 });
  if (!head) throw new Error('the end of the audit log is missing');
  return head;
}
