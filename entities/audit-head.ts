import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TextColumn } from './columns.js';

/** 审计链的末端: the last entry's number and hash. The one row is what writers of all processes take turns on. */
@Entity('audit_head')
export class AuditHead {
  /** Always 1. */
  @PrimaryColumn({ type: 'int' })
  id!: number;

  /** Number of the last entry; 0 before the first. */
  @Column('int')
  seq!: number;

  /** Hash of the last entry; 64 zeros before the first. */
  @TextColumn(64)
  hash!: string;
}
