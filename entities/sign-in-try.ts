import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** 登录尝试: tries of late for one name or from one client, whether or not the name exists. */
@Entity('sign_in_try')
@Index('sign_in_try_last', ['lastAt'])
export class SignInTry {
  /** Keyed hash of the name or of the client's address, 64 hexadecimal digits. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  subject!: string;

  /** Tries since the last success. */
  @Column('int')
  tries!: number;

  /** 最近一次尝试. */
  @TimeColumn()
  lastAt!: string;

  /** 锁定到何时; null while not locked. */
  @TextColumn(30, { nullable: true })
  lockedUntil!: string | null;
}
