import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DayColumn, KEY_LENGTH, TextColumn } from './columns.js';
import type { Implementation } from './implementation.js';
import type { PrintedRow } from './printed-row.js';

/** 出处: where statements of an implementation stand, a printed row or a web page. */
@Entity('source_ref')
export class SourceRef {
  @PrimaryColumn('int')
  implementationId!: number;

  /** 次序, counted from 0: the `source` of a statement. */
  @PrimaryColumn('int')
  position!: number;

  /** 出处标识: key of the printed row, or `guide-…`. */
  @TextColumn(KEY_LENGTH)
  key!: string;

  /** The printed row; null for a web page. */
  @Index('source_ref_row')
  @Column('int', { nullable: true })
  printedRowId!: number | null;

  /** 网址 of a web page. */
  @TextColumn(1000, { nullable: true })
  url!: string | null;

  /** 网页标题. */
  @TextColumn(500, { nullable: true })
  title!: string | null;

  /** 网页日期. */
  @DayColumn({ nullable: true })
  date!: string | null;

  @ManyToOne('Implementation', 'sources', { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'implementationId', foreignKeyConstraintName: 'source_ref_implementation_fk' })
  implementation?: Implementation;

  @ManyToOne('PrintedRow')
  @JoinColumn({ name: 'printedRowId', foreignKeyConstraintName: 'source_ref_row_fk' })
  printedRow?: PrintedRow | null;
}
