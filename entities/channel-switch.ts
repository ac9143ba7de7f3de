import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TextColumn, TimeColumn } from './columns.js';

/** Whether a way in is open; a channel without a row is. */
@Entity('channel_switch')
export class ChannelSwitch {
  /** 渠道: web, officialAccount, miniProgram, wechat or hotline. */
  @PrimaryColumn({ type: 'varchar', length: 32 })
  channel!: string;

  /** 是否启用: 1 open, 0 stopped. */
  @Column('int')
  open!: number;

  /** 最近一次启停的时间. */
  @TimeColumn()
  changedAt!: string;

  /** 操作人: a name, or the command line. */
  @TextColumn(100, { nullable: true })
  changedBy!: string | null;
}
