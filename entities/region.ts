import { Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn, REGION_CODE_LENGTH, TextColumn } from './columns.js';

/** 行政区划 (GB/T 2260). The list ships with the program (data/regions/) and is not versioned. */
@Entity('region')
export class Region {
  /** 区划代码. */
  @PrimaryColumn({ type: 'varchar', length: REGION_CODE_LENGTH })
  code!: string;

  /** 全称. */
  @TextColumn(100)
  name!: string;

  /** 简称, the usual one first. */
  @JsonColumn()
  shortNames!: string[];

  /** 层级. */
  @TextColumn(16)
  level!: 'nation' | 'province' | 'city' | 'county' | 'town' | 'village';

  /** 上级区划代码; null for the nation. */
  @Index('region_parent')
  @TextColumn(REGION_CODE_LENGTH, { nullable: true })
  parent!: string | null;
}
