import { Column, Entity, PrimaryColumn } from 'typeorm';
import { JsonColumn, TimeColumn } from './columns.js';

/** 发布版本: one publication of the catalogue. Number 0 is the empty catalogue before the first. */
@Entity('revision')
export class Revision {
  /** 版本号. */
  @PrimaryColumn('int')
  number!: number;

  /** 发布时间. */
  @TimeColumn()
  publishedAt!: string;

  /** 发布说明: why, in the words of whoever published. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** 变更统计: rows 新增, 变更, 取消 and unchanged in the lists that were brought in. */
  @JsonColumn()
  counts!: { created: number; updated: number; removed: number; unchanged: number };
}
