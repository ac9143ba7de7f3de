import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import type { Agency } from './agency.js';
import { CatalogueRecord } from './catalogue-record.js';
import { JsonColumn, KEY_LENGTH, REGION_CODE_LENGTH, TextColumn } from './columns.js';
import type { Elements } from './elements.js';
import type { SourceRef } from './source-ref.js';

/**
 * 实施清单: how one Agency in one Region handles one ServiceItem. The unique key serves the look-up by matter and
 * region; one region and its agencies are found by the second index.
 */
@Entity('implementation')
@Index('implementation_identity', ['itemId', 'regionCode', 'agencyId', 'sinceRevision'], { unique: true })
@Index('implementation_region', ['regionCode', 'untilRevision', 'type'])
@Index('implementation_in_force', ['untilRevision', 'sinceRevision'])
export class Implementation extends CatalogueRecord {
  @PrimaryColumn('int')
  id!: number;

  /** 事项标识: `ServiceItem.id`. */
  @TextColumn(KEY_LENGTH)
  itemId!: string;

  /** 行政区划代码. */
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  @Index('implementation_agency')
  @TextColumn(64)
  agencyId!: string;

  /** 事项名称 as this region's list prints it. */
  @TextColumn(500)
  name!: string;

  /** 事项类型. */
  @TextColumn(100, { nullable: true })
  type!: string | null;

  /** 服务对象 as printed. */
  @Column('text', { nullable: true })
  audience!: string | null;

  /** 要素: the 36 elements and the list's own fields, each a list of statements. */
  @JsonColumn()
  elements!: Elements;

  /** 实施机构. */
  @ManyToOne('Agency')
  @JoinColumn({ name: 'agencyId', foreignKeyConstraintName: 'implementation_agency_fk' })
  agency?: Agency;

  @OneToMany('SourceRef', 'implementation')
  sources?: SourceRef[];
}
