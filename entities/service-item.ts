import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, KEY_LENGTH, TextColumn } from './columns.js';

/**
 * 政务服务事项 (目录清单): a matter, independent of place. One row per version; implementations, questions and
 * links refer to it by `id`, which stays the same across versions.
 */
@Entity('service_item')
@Index('service_item_in_force', ['untilRevision', 'sinceRevision'])
export class ServiceItem {
  /** 事项标识: key of the row that founded the matter, e.g. `dj-017`. */
  @PrimaryColumn({ type: 'varchar', length: KEY_LENGTH })
  id!: string;

  /** 生效版本. */
  @PrimaryColumn('int')
  sinceRevision!: number;

  /** 失效版本; null means in force. */
  @Column('int', { nullable: true })
  untilRevision!: number | null;

  /** 事项名称. */
  @TextColumn(500)
  name!: string;

  /** 事项类型, where a list states it. */
  @TextColumn(100, { nullable: true })
  type!: string | null;

  /** 服务主题. */
  @JsonColumn()
  themes!: string[];
}
