import { Entity, Index, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { KEY_LENGTH, TextColumn } from './columns.js';

/** 相似问: one wording in which residents ask for a matter. */
@Entity('similar_question')
@Index('similar_question_in_force', ['untilRevision', 'sinceRevision'])
export class SimilarQuestion extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  /** 事项标识: `ServiceItem.id`. */
  @Index('similar_question_item')
  @TextColumn(KEY_LENGTH)
  itemId!: string;

  /** 问法. */
  @TextColumn(500)
  text!: string;
}
