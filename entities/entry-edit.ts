import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { DayColumn, JsonColumn, KEY_LENGTH, REGION_CODE_LENGTH, TextColumn } from './columns.js';
import type { AllValues, FieldKey, Statement } from './elements.js';

/** 出处 of an edit: a document outside the imported lists, or the office's own word. */
export type EditSource =
  | {
      kind: 'document';
      title: string;
      docNumber: string | null;
      /** ISO date; a year or a month where the document tells no more. */
      date: string | null;
      url: string | null;
      /** Where in the document, e.g. 第3页第2项. */
      place: string | null;
    }
  | {
      kind: 'office';
      /** 实施机构 that says so. */
      agency: string;
      /** ISO date on which it said so. */
      date: string;
      docNumber: string | null;
      /** Who asked whom, e.g. 电话核实. */
      note: string | null;
    };

/**
 * 修订: what the desk puts in the place of one element of one implementation. Rows of lists stay as they were printed;
 * an edit is laid over them when a snapshot is compiled, and taken off again when it is withdrawn. Edits of one element
 * lie on each other in the order of their ids.
 */
@Entity('entry_edit')
@Index('entry_edit_in_force', ['untilRevision', 'sinceRevision'])
@Index('entry_edit_entry', ['itemId', 'regionCode', 'agencyId'])
export class EntryEdit extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  /** 事项标识. */
  @TextColumn(KEY_LENGTH)
  itemId!: string;

  /** 行政区划代码. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** `Agency.id` of the implementation. */
  @TextColumn(64)
  agencyId!: string;

  /** 要素. */
  @TextColumn(32)
  field!: FieldKey;

  /** Statements that hold instead; `source` indexes `sources`. Empty: nothing is known, the list is wrong. */
  @JsonColumn()
  statements!: Statement<AllValues[FieldKey]>[];

  @JsonColumn()
  sources!: EditSource[];

  /** 生效日期: before this day what was stated before holds; null: at once. */
  @DayColumn({ nullable: true })
  validFrom!: string | null;

  /** 截止日期 (inclusive): after this day what was stated before holds again; null: without end. */
  @DayColumn({ nullable: true })
  validTo!: string | null;

  /** 草稿编号 it was published from. */
  @Column({ type: 'varchar', length: 36, nullable: true })
  draftId!: string | null;
}
