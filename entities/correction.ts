import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DayColumn, REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** 纠错状态: open 待处理, working 处理中, corrected 已改正, declined 不采纳. */
export const CORRECTION_STATUSES = ['open', 'working', 'corrected', 'declined'] as const;
export type CorrectionStatus = (typeof CORRECTION_STATUSES)[number];

/** 纠错: somebody at a desk found a fault in the catalogue; the agency that keeps the matter has to answer by a day. */
@Entity('correction')
@Index('correction_status', ['status', 'dueOn'])
@Index('correction_item', ['itemId'])
export class Correction {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 提交时间. */
  @TimeColumn()
  createdAt!: string;

  /** 事项标识. */
  @TextColumn(100)
  itemId!: string;

  /** 事项名称 as it was shown. */
  @TextColumn(500)
  itemName!: string;

  /** 行政区划代码 of the implementation that is wrong. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** 要素: key of the section or element, e.g. `materials`; null for the whole. */
  @TextColumn(64, { nullable: true })
  element!: string | null;

  /** 问题说明, personal numbers masked. */
  @Column('text')
  text!: string;

  /** 责任机构 as the catalogue prints it; null where no source names one. */
  @TextColumn(200, { nullable: true })
  agency!: string | null;

  /** 办理期限: last day to answer. */
  @DayColumn()
  dueOn!: string;

  /** 状态. */
  @TextColumn(16)
  status!: CorrectionStatus;

  /** 提交人: name of the account. */
  @TextColumn(64)
  reporter!: string;

  /** 办理人: name of the account that took or answered it last; null while nobody did. */
  @TextColumn(64, { nullable: true })
  handler!: string | null;

  /** 处理说明. */
  @Column('text', { nullable: true })
  reply!: string | null;

  /** 办结时间; null while open or being worked on. */
  @TimeColumn({ nullable: true })
  closedAt!: string | null;

  /** Counts changes; whoever saves names the number they saw. */
  @Column('int')
  version!: number;
}
