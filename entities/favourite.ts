import { Entity, Index, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** 收藏: a matter that somebody keeps at hand. The person is a keyed hash. */
@Entity('favourite')
@Index('favourite_added', ['personHash', 'addedAt'])
export class Favourite {
  /** 用户标识, as in `resident`. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  personHash!: string;

  /** 事项标识. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  itemId!: string;

  /** 事项名称 when it was added: shown when the matter is gone. */
  @TextColumn(500)
  itemName!: string;

  /** 收藏时间. */
  @TimeColumn()
  addedAt!: string;
}
