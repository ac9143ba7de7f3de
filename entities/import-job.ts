import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/** 导入任务: an uploaded list on its way to a draft. It outlives pages and processes. */
@Entity('import_job')
@Index('import_job_status', ['status', 'createdAt'])
export class ImportJob {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** 文件名. */
  @TextColumn(255)
  file!: string;

  /** Size in bytes. */
  @Column('int')
  bytes!: number;

  /** 行政区划代码 the list is for. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** `waiting` and `reading`: at work; `ready`: to be looked through; `failed`: see `fault`; `drafted`: became a draft. */
  @TextColumn(16)
  status!: 'waiting' | 'reading' | 'ready' | 'failed' | 'drafted' | 'discarded';

  /** 进度, 0–100. */
  @Column('int')
  progress!: number;

  /** What is being done, in Chinese. */
  @TextColumn(100)
  stage!: string;

  /** How often it was begun: a file that brings the process down is not tried for ever. */
  @Column('int')
  attempts!: number;

  /** Last sign of life of whoever works on it. */
  @TimeColumn()
  aliveAt!: string;

  /** One Chinese sentence; null while nothing went wrong. */
  @Column('text', { nullable: true })
  fault!: string | null;

  /** 识别结果: tables with layout and rows, sums. Null before it is read. */
  @JsonColumn({ nullable: true })
  summary!: unknown;

  @TimeColumn()
  createdAt!: string;

  @TextColumn(64)
  createdById!: string;

  @TextColumn(100)
  createdByName!: string;

  /** 草稿编号 once it became one. */
  @TextColumn(36, { nullable: true })
  draftId!: string | null;
}
