import { type DataSource, MoreThan } from 'typeorm';
import { AuditEntry } from '../../../entities/audit-entry.js';
import { AuditHead } from '../../../entities/audit-head.js';
import { hashOf, NO_HASH } from './audit-log.js';

/** What a check of the chain found. */
export interface AuditVerdict {
  /** Entries read. */
  entries: number;
  /** Hash of the last entry: noted somewhere else, it proves later that nothing before it was changed. */
  head: string;
  /** The first fault, as a Chinese sentence; null when the chain holds. */
  fault: string | null;
}

const PAGE = 1_000;

/**
 * Reads the whole log and checks every hash, every link and the end.
 *
 * @param noted - an entry's number and hash as noted earlier outside of the database: also finds a chain that was
 *   written anew as a whole.
 */
export async function verifyAudit(
  ds: DataSource,
  noted?: { seq: number; hash: string },
): Promise<AuditVerdict> {
  // The end first: what is added while reading is no fault.
  const end = await ds.manager.findOneBy(AuditHead, { id: 1 });
  if (!end) return { entries: 0, head: NO_HASH, fault: '缺少审计链末端记录。' };
  let last = { seq: 0, hash: NO_HASH };
  const verdict = (fault: string | null): AuditVerdict => ({ entries: last.seq, head: last.hash, fault });
  for (;;) {
    const page = await ds.manager.find(AuditEntry, {
      where: { seq: MoreThan(last.seq) },
      order: { seq: 'ASC' },
      take: PAGE,
    });
    for (const entry of page) {
      if (entry.seq !== last.seq + 1) return verdict(`缺少第 ${last.seq + 1} 条记录。`);
      if (entry.previousHash !== last.hash)
        return verdict(`第 ${entry.seq} 条记录与上一条不相接：其中一条被改动、替换或调换。`);
      if (entry.hash !== hashOf(entry))
        return verdict(`第 ${entry.seq} 条记录的内容与校验值不符：内容被改动。`);
      if (entry.seq === end.seq && entry.hash !== end.hash)
        return verdict(`第 ${entry.seq} 条记录与末端校验值不符：记录被整体改写。`);
      if (entry.seq === noted?.seq && entry.hash !== noted.hash)
        return verdict(`第 ${entry.seq} 条记录与另行登记的校验值不符：记录被整体改写。`);
      last = { seq: entry.seq, hash: entry.hash };
    }
    if (page.length < PAGE) break;
  }
  if (last.seq < end.seq) return verdict(`末尾缺少记录：应有 ${end.seq} 条，只有 ${last.seq} 条。`);
  if (noted && last.seq < noted.seq)
    return verdict(`末尾缺少记录：曾登记第 ${noted.seq} 条，现只有 ${last.seq} 条。`);
  return verdict(null);
}
