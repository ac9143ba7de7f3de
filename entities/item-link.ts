import { Entity, Index, PrimaryColumn } from 'typeorm';
import { CatalogueRecord } from './catalogue-record.js';
import { KEY_LENGTH, TextColumn } from './columns.js';

/** 关联事项: a reviewed link between two matters, e.g. a benefit and the counter matter that pays it. */
@Entity('item_link')
@Index('item_link_in_force', ['untilRevision', 'sinceRevision'])
export class ItemLink extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  /** 事项标识. */
  @Index('item_link_from')
  @TextColumn(KEY_LENGTH)
  fromItemId!: string;

  /** 关联事项标识. */
  @Index('item_link_to')
  @TextColumn(KEY_LENGTH)
  toItemId!: string;

  /** 关联方式; links that make two rows one matter are realised by merging and not kept here. */
  @TextColumn(16)
  kind!: 'related';

  /** 说明: what the reviewer noted. */
  @TextColumn(500, { nullable: true })
  note!: string | null;
}
