import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './columns.js';

/** 角色: what somebody may do; `src/staff/permissions.ts` says what each is allowed. */
export const STAFF_ROLES = ['agent', 'editor', 'reviewer', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** 授权: one role, bound to regions and agencies; an empty list binds to none, that is, holds for all. */
export interface StaffGrant {
  role: StaffRole;
  /** 行政区划代码; a region includes those below it. */
  regions: string[];
  /** 实施机构 as the catalogue prints them. */
  agencies: string[];
}

/** 工作人员账号. Accounts are disabled, never deleted: the audit log goes on naming them. */
@Entity('staff_account')
@Index('staff_account_name', ['nameKey'], { unique: true })
export class StaffAccount {
  /** 账号标识: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 用户名 as shown. */
  @TextColumn(64)
  name!: string;

  /** The name by which it is found: NFKC, lower case. */
  @TextColumn(64)
  nameKey!: string;

  /** 密码: argon2id in PHC form; parameters and salt included. */
  @TextColumn(255)
  passwordHash!: string;

  /** 授权. */
  @JsonColumn()
  grants!: StaffGrant[];

  /** 动态验证码密钥, sealed; null without a second factor. */
  @TextColumn(255, { nullable: true })
  totpSealed!: string | null;

  /** 1 once a first code has proved that the device holds the key. */
  @Column('int')
  totpConfirmed!: number;

  /** Last 30-second step whose code was used: no code counts twice. */
  @Column('int')
  totpLastStep!: number;

  /** 停用时间; null while the account is in use. */
  @TimeColumn({ nullable: true })
  disabledAt!: string | null;

  /** 建立时间. */
  @TimeColumn()
  createdAt!: string;

  /** Counts changes; whoever saves names the number they saw. */
  @Column('int')
  version!: number;
}
