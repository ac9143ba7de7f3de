import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { JsonColumn, KEY_LENGTH, TextColumn } from './columns.js';
import type { SourceTable } from './source-table.js';

/** 清单原文: one row exactly as printed. It is in force as long as its table is. */
@Entity('printed_row')
@Index('printed_row_table', ['tableId', 'seq'])
@Index('printed_row_key', ['key'])
export class PrintedRow {
  @PrimaryColumn('int')
  id!: number;

  @Column('int')
  tableId!: number;

  /** 行标识: table key and zero-padded number, e.g. `dj-017`. */
  @TextColumn(KEY_LENGTH)
  key!: string;

  /** 序号. */
  @Column('int')
  seq!: number;

  /** 行号 where the row begins, counted from 1. */
  @Column('int')
  line!: number;

  /** 单元格 as printed: column header, text, line. */
  @JsonColumn()
  cells!: { header: string; text: string; line: number }[];

  /** 疑似正确写法: header → likely form, where the print looks wrong. */
  @JsonColumn({ nullable: true })
  likely!: Record<string, string> | null;

  @ManyToOne('SourceTable', 'rows', { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'tableId', foreignKeyConstraintName: 'printed_row_table_fk' })
  table?: SourceTable;
}
