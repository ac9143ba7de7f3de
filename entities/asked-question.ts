import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/**
 * 留存的提问: one question and what was answered, kept for a limited time to find what goes unanswered. Holds nothing
 * that tells who asked: personal numbers are masked and the session is a keyed hash.
 */
@Entity('asked_question')
@Index('asked_question_figures', ['askedAt', 'kind', 'channel', 'intent', 'regionCode', 'itemId', 'rating'])
@Index('asked_question_kind', ['kind', 'askedAt'])
@Index('asked_question_item', ['itemId', 'askedAt'])
@Index('asked_question_session', ['sessionHash', 'askedAt'])
@Index('asked_question_case', ['caseId'])
export class AskedQuestion {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 提问时间. */
  @TimeColumn()
  askedAt!: string;

  /** 渠道. */
  @TextColumn(32)
  channel!: string;

  /** 问题原文, personal numbers masked; at most 500 characters. */
  @Column('text')
  text!: string;

  /** 行政区划代码 the answer is for, where known. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** 问题意图, e.g. `materials`. */
  @TextColumn(32)
  intent!: string;

  /** 答复种类: answer, clarify, none … */
  @TextColumn(32)
  kind!: string;

  /** 事项标识: the matter answered; null where none was. */
  @TextColumn(100, { nullable: true })
  itemId!: string | null;

  /** 置信度 in thousandths, 0–1000. */
  @Column('int')
  confidencePermille!: number;

  /** 会话标识: the same keyed hash as in 好差评. */
  @TextColumn(64)
  sessionHash!: string;

  /** 评分 1–5, once the resident gave one. */
  @Column('int', { nullable: true })
  rating!: number | null;

  /** 不归我们管的话题: the topic that told the honest no; null where none did. */
  @TextColumn(64, { nullable: true })
  topicId!: string | null;

  /** 处理: `QuestionCase.id`, once a keeper dealt with it. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  caseId!: string | null;
}
