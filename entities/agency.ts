import { Entity, Index, PrimaryColumn } from 'typeorm';
import { REGION_CODE_LENGTH, TextColumn } from './columns.js';

/** 实施机构: a body, or the bodies together, that a list names for a matter in one region. Not versioned. */
@Entity('agency')
export class Agency {
  /** Region code and a digest of the name: the same in every deployment, known before the row is written. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id!: string;

  /** 行政区划代码 of the region whose list names it. */
  @Index('agency_region')
  @TextColumn(REGION_CODE_LENGTH)
  regionCode!: string;

  /** 机构名称 as printed, stray blanks removed; empty where the list names none. */
  @TextColumn(500)
  name!: string;

  /** 实施主体性质, where a list states it. */
  @TextColumn(100, { nullable: true })
  nature!: string | null;
}
