import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/**
 * 好差评: what a resident thought of one answer. Holds nothing that tells who it was: the session is a keyed hash, and
 * personal numbers are masked before they arrive here.
 */
@Entity('feedback')
@Index('feedback_created', ['createdAt'])
@Index('feedback_item', ['itemId', 'createdAt'])
export class Feedback {
  /** 评价编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 评价时间. */
  @TimeColumn()
  createdAt!: string;

  /** 会话标识: HMAC-SHA-256 of the session's id under the installation's own key, 64 hexadecimal digits. */
  @TextColumn(64)
  sessionHash!: string;

  /** 消息标识, where the channel gave one. */
  @TextColumn(128, { nullable: true })
  messageId!: string | null;

  /** 事项标识, where the answer was about one. */
  @TextColumn(100, { nullable: true })
  itemId!: string | null;

  /** 评分: 1 非常不满意 … 5 非常满意. */
  @Column('int')
  rating!: number;

  /** 评价标签, e.g. 态度好. */
  @JsonColumn()
  tags!: string[];

  /** 留言, personal numbers masked. */
  @Column('text', { nullable: true })
  comment!: string | null;

  /** 行政区划代码 the conversation was about, where known. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;
}
