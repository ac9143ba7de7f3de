import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** What was done about questions: words added, a fact added, told to be not ours, dealt with elsewhere (已处理), or nothing (忽略). */
export const CASE_KINDS = ['wording', 'synonym', 'notOurs', 'fact', 'handled', 'ignored'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * 提问的处理: what a keeper did about a group of questions that were not answered well. Questions name it; it holds none of
 * their words, so that they can be deleted after their time.
 */
@Entity('question_case')
export class QuestionCase {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  @TextColumn(16)
  kind!: CaseKind;

  /** 草稿编号: how far it has come is told there; null where nothing is to be published. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  draftId!: string | null;

  /** 处理人. */
  @TextColumn(100)
  staffName!: string;

  @TimeColumn()
  createdAt!: string;
}
