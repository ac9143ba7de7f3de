import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** 通话结果. */
export const CALL_OUTCOMES = ['solved', 'transferred', 'notOurs', 'wrongAnswer'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/**
 * 通话记录: what one call was about and how it ended, kept for a limited time. Nothing of who called: personal numbers are
 * masked before they arrive here.
 */
@Entity('call_note')
@Index('call_note_created', ['createdAt'])
@Index('call_note_account', ['account', 'createdAt'])
export class CallNote {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 记录时间. */
  @TimeColumn()
  createdAt!: string;

  /** 话务员: name of the account. */
  @TextColumn(64)
  account!: string;

  /** 行政区划代码 of the caller, where told. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** 事项标识: the matter that was looked at last. */
  @TextColumn(100, { nullable: true })
  itemId!: string | null;

  /** 所问: the words that were searched, personal numbers masked. */
  @Column('text')
  question!: string;

  /** 结果. */
  @TextColumn(16)
  outcome!: CallOutcome;

  /** 转办单位, where the call was passed on. */
  @TextColumn(200, { nullable: true })
  transferredTo!: string | null;

  /** 备注, personal numbers masked. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** 通话时长 in seconds, as the desk's clock ran. */
  @Column('int', { nullable: true })
  durationSeconds!: number | null;
}
