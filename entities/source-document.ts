import { Entity, Index, OneToMany, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { DayColumn, REGION_CODE_LENGTH, TextColumn } from './columns.js';
import type { SourceTable } from './source-table.js';

/** 来源文件: one reading of an official document. A newer reading of the same file is a row of its own. */
@Entity('source_document')
@Index('source_document_file', ['file'])
export class SourceDocument extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  /** 文件名. */
  @TextColumn(255)
  file!: string;

  /** 标题. */
  @TextColumn(500)
  title!: string;

  /** 文号. */
  @TextColumn(100, { nullable: true })
  docNumber!: string | null;

  /** 发文机关. */
  @TextColumn(255, { nullable: true })
  issuer!: string | null;

  /** 成文日期. */
  @DayColumn({ nullable: true })
  date!: string | null;

  /** 行政区划代码 of the issuer. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** 文件摘要: SHA-256 of the bytes, hexadecimal. */
  @TextColumn(64)
  sha256!: string;

  /** SHA-256 of what was read from the bytes: the same file read by a better reader differs here only. */
  @TextColumn(64)
  readingSha256!: string;

  /** 网址. */
  @TextColumn(1000, { nullable: true })
  url!: string | null;

  @OneToMany('SourceTable', 'document')
  tables?: SourceTable[];
}
