import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { TextColumn, TimeColumn } from './columns.js';

/** 补充: wording 问法 of a matter, synonym 同义词 of a concept, notOurs 不归我们管, a topic that is no matter of the catalogue. */
export const ADDITION_KINDS = ['wording', 'synonym', 'notOurs'] as const;
export type AdditionKind = (typeof ADDITION_KINDS)[number];

/** 语言补充: words that keepers added because residents asked with them and were not understood. */
@Entity('language_addition')
@Index('language_addition_in_force', ['untilRevision', 'sinceRevision'])
export class LanguageAddition extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  @TextColumn(16)
  kind!: AdditionKind;

  /** 对象: `ServiceItem.id`, id of a concept of the lexicon, or name of a topic. */
  @TextColumn(100)
  target!: string;

  /** 问法 or 同义词. */
  @TextColumn(500)
  text!: string;

  /** 指引: one sentence that says who can help, for a topic; null where nobody wrote one. */
  @TextColumn(200, { nullable: true })
  advice!: string | null;

  /** 草稿编号 it was published from. */
  @Column({ type: 'varchar', length: 36 })
  draftId!: string;

  /** 添加人. */
  @TextColumn(100)
  addedBy!: string;

  /** 添加时间. */
  @TimeColumn()
  addedAt!: string;
}
