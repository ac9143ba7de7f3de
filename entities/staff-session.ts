import { Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** 登录会话. The secret is in the browser's cookie only; here stands its hash. */
@Entity('staff_session')
@Index('staff_session_account', ['accountId'])
@Index('staff_session_expires', ['expiresAt'])
export class StaffSession {
  /** SHA-256 of the cookie's secret, 64 hexadecimal digits. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  tokenHash!: string;

  /** 账号标识. */
  @TextColumn(36)
  accountId!: string;

  /** 登录时间. */
  @TimeColumn()
  createdAt!: string;

  /** 最近一次使用, exact to the minute. */
  @TimeColumn()
  lastSeenAt!: string;

  /** End of the session however much it is used. */
  @TimeColumn()
  expiresAt!: string;
}
