import { Entity, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** A random key that this installation made for itself; all its processes share it. Never leaves the database. */
@Entity('installation_secret')
export class InstallationSecret {
  /** 用途, e.g. `feedback.session`. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  name!: string;

  /** 32 random bytes as 64 hexadecimal digits. */
  @TextColumn(64)
  value!: string;

  /** 生成时间. */
  @TimeColumn()
  createdAt!: string;
}
