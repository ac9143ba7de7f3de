import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A piece of what an import job holds: the uploaded file, what was read from it, how it differs from the catalogue. */
@Entity('import_chunk')
export class ImportChunk {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  jobId!: string;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  part!: 'file' | 'reading' | 'difference';

  /** 次序, counted from 0. */
  @PrimaryColumn('int')
  position!: number;

  /** At most 60,000 bytes: a `blob` of MySQL holds 65,535. */
  @Column('blob')
  bytes!: Buffer;
}
