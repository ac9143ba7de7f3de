import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { REGION_CODE_LENGTH, TextColumn, TimeColumn } from './columns.js';

/**
 * 渠道用户: what is remembered of somebody who writes to a channel. The key is a keyed hash; who it is cannot be told
 * from it.
 */
@Entity('resident')
@Index('resident_last_active', ['lastActiveAt'])
export class Resident {
  /** 用户标识: HMAC-SHA-256 of the openid under the installation's own key, 64 hexadecimal digits. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  personHash!: string;

  /** 行政区划代码 where the resident is; null while not told. */
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  regionCode!: string | null;

  /** 大字版: 1 when the resident wants big type, else 0. */
  @Column('int', { default: 0 })
  bigType!: number;

  /** 最近一次来访, exact to the hour: more is not needed to forget who stays away. */
  @TimeColumn()
  lastActiveAt!: string;
}
