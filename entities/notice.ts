import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** 通知种类, the weightiest first: suspension 停办, maintenance 系统维护, payment 缴费期, other 其他. */
export const NOTICE_KINDS = ['suspension', 'maintenance', 'payment', 'other'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** 适用范围: named matters, all matters of one agency, or all matters; each within the notice's region. */
export const NOTICE_SCOPES = ['items', 'agency', 'all'] as const;
export type NoticeScopeKind = (typeof NOTICE_SCOPES)[number];

/** 通知: what stands above answers about some matters for a time, e.g. that a counter is closed. */
@Entity('notice')
@Index('notice_until', ['until'])
export class Notice {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 种类. */
  @TextColumn(16)
  kind!: NoticeKind;

  /** 内容: one line. */
  @TextColumn(200)
  text!: string;

  /** 来源: the document or agency that says so. */
  @TextColumn(100)
  source!: string;

  /** 来源网址. */
  @TextColumn(500, { nullable: true })
  url!: string | null;

  /** 适用范围. */
  @TextColumn(16)
  scope!: NoticeScopeKind;

  /** 行政区划代码, those below included; null: everywhere. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** 实施机构, for the scope `agency`. */
  @TextColumn(200, { nullable: true })
  agency!: string | null;

  /** 事项标识, for the scope `items`. */
  @JsonColumn()
  itemIds!: string[];

  /** 开始时间: shown from here on. */
  @TimeColumn()
  from!: string;

  /** 结束时间: gone from here on. */
  @TimeColumn()
  until!: string;

  /** 建立时间. */
  @TimeColumn()
  createdAt!: string;

  /** 建立人: name of the account. */
  @TextColumn(64)
  createdBy!: string;

  /** 最近修改人: name of the account. */
  @TextColumn(64)
  changedBy!: string;

  /** 撤回时间; null unless withdrawn. */
  @TimeColumn({ nullable: true })
  withdrawnAt!: string | null;

  /** Counts changes; whoever saves names the number they saw. */
  @Column('int')
  version!: number;
}
