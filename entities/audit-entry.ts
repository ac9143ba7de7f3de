import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/**
 * 审计记录: one change by staff. Only ever added. Each entry's hash covers its own fields and the hash of the entry
 * before, so that a changed, missing or moved entry is found. Holds nothing personal of residents.
 */
@Entity('audit_entry')
@Index('audit_entry_subject', ['subject'])
export class AuditEntry {
  /** 序号: 1, 2, 3 … without gaps. */
  @PrimaryColumn({ type: 'int' })
  seq!: number;

  /** 时间. */
  @TimeColumn()
  at!: string;

  /** 操作人: name of the account, or the command line. */
  @TextColumn(64)
  actor!: string;

  /** 操作, e.g. `account.create`. */
  @TextColumn(64)
  action!: string;

  /** 对象: what was changed, e.g. the name of an account or the id of a matter. */
  @TextColumn(200)
  subject!: string;

  /** 内容: canonical JSON, kept as text so that its bytes stay what was hashed. */
  @Column('text')
  details!: string;

  /** 上一条的校验值; 64 zeros for the first. */
  @TextColumn(64)
  previousHash!: string;

  /** 校验值: SHA-256 over the other fields. */
  @TextColumn(64)
  hash!: string;
}
