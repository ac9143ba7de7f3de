import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { DayColumn, KEY_LENGTH, REGION_CODE_LENGTH, TextColumn } from './columns.js';
import type { PrintedRow } from './printed-row.js';
import type { SourceDocument } from './source-document.js';

/** 清单: an official table within a document, with the number of its own notice where it has one. */
@Entity('source_table')
@Index('source_table_key', ['key', 'sinceRevision'], { unique: true })
export class SourceTable extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  @Index('source_table_document')
  @Column('int')
  documentId!: number;

  /** 清单标识, e.g. `dj`. */
  @TextColumn(KEY_LENGTH)
  key!: string;

  /** 清单名称 as printed. */
  @TextColumn(500)
  title!: string;

  /** 版式: the layout that reads it. */
  @TextColumn(64)
  layout!: string;

  /** 行政区划代码. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** 行号 of the title, counted from 1. */
  @Column('int')
  line!: number;

  /** 文号 of the notice that carries the table, where it is not the document's. */
  @TextColumn(100, { nullable: true })
  docNumber!: string | null;

  /** 标题 of that notice. */
  @TextColumn(500, { nullable: true })
  docTitle!: string | null;

  /** 成文日期 of that notice. */
  @DayColumn({ nullable: true })
  date!: string | null;

  @ManyToOne('SourceDocument', 'tables', { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'documentId', foreignKeyConstraintName: 'source_table_document_fk' })
  document?: SourceDocument;

  @OneToMany('PrintedRow', 'table')
  rows?: PrintedRow[];
}
