import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** 变更订阅: somebody wants to be told when a matter changes. Goes with the last notice, or when it is ended. */
@Entity('change_subscription')
@Index('change_subscription_due', ['sinceRevision', 'notBefore'])
export class ChangeSubscription {
  /** 用户标识, as in `resident`. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  personHash!: string;

  /** 事项标识. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  itemId!: string;

  /** 事项名称 when it was subscribed. */
  @TextColumn(500)
  itemName!: string;

  /** 行政区划代码: only changes that hold there count; null: everywhere. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** openid to send to, sealed with AES-256-GCM; the only place where one is kept. */
  @TextColumn(400)
  sealedOpenId!: string;

  /** 剩余次数: notices that the user accepted and that were not sent yet. */
  @Column('int')
  accepts!: number;

  /** Number of the revision the user knows: changes after it are told. */
  @Column('int')
  sinceRevision!: number;

  /** 最近一次同意的时间. */
  @TimeColumn()
  acceptedAt!: string;

  /** Nobody sends before this time: a process is at work, or WeChat was away. */
  @TimeColumn()
  notBefore!: string;

  /** Attempts to send the next notice so far. */
  @Column('int')
  attempts!: number;
}
