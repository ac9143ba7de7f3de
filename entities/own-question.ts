import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** 提问记录: a question as the one who asked sees it again and may delete it. Personal numbers are masked. */
@Entity('own_question')
@Index('own_question_person', ['personHash', 'askedAt'])
@Index('own_question_asked', ['askedAt'])
export class OwnQuestion {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 用户标识, as in `resident`. */
  @TextColumn(64)
  personHash!: string;

  /** 提问时间. */
  @TimeColumn()
  askedAt!: string;

  /** 问题原文, personal numbers masked; at most 500 characters. */
  @Column('text')
  text!: string;

  /** 答复种类: answer, clarify, none … */
  @TextColumn(32)
  kind!: string;

  /** 事项标识: the matter answered; null where none was. */
  @TextColumn(100, { nullable: true })
  itemId!: string | null;

  /** 事项名称 at that time. */
  @TextColumn(500, { nullable: true })
  itemName!: string | null;
}
