import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './columns.js';

/** 发布前检查: the catalogue as it would be after publishing some drafts, checked and asked the judged questions. */
@Entity('release_check')
@Index('release_check_created', ['createdAt'])
export class ReleaseCheck {
  /** 编号: a random UUID. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id!: string;

  /** Drafts it is about, each with the version that was checked. */
  @JsonColumn()
  drafts!: { id: string; version: number }[];

  @TextColumn(16)
  status!: 'waiting' | 'running' | 'done' | 'failed' | 'publishing' | 'published';

  /** 进度, 0–100. */
  @Column('int')
  progress!: number;

  /** What is being done, in Chinese. */
  @TextColumn(100)
  stage!: string;

  @TimeColumn()
  aliveAt!: string;

  @Column('text', { nullable: true })
  fault!: string | null;

  /** Revision it was compared with. */
  @Column('int', { nullable: true })
  baseRevision!: number | null;

  /** What got better and worse, and what the checks found. See src/catalogue-desk/release-report.ts. */
  @JsonColumn({ nullable: true })
  result!: unknown;

  /** 下降说明: why it is published although something got worse. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @TimeColumn()
  createdAt!: string;

  @TextColumn(64)
  createdById!: string;

  @TextColumn(100)
  createdByName!: string;

  /** 发布版本; null before. */
  @Column('int', { nullable: true })
  publishedRevision!: number | null;
}
