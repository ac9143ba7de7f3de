import type { DataSource } from 'typeorm';
import { ChannelSwitch } from '../../entities/channel-switch.js';
import { CHANNELS, type Channel } from '../answer/response.js';
import { problemPhrases } from '../phrases/zh-CN.js';
import { exclusive } from '../storage/exclusive.js';
import { TableFollower, type TableFollowerOptions } from '../storage/table-follower.js';

/** What a resident reads in a channel that is stopped. */
export const CHANNEL_STOPPED: string = problemPhrases['channel.stopped'].detail;

/** One channel as staff see it. */
export interface ChannelState {
  channel: Channel;
  open: boolean;
  /** ISO time of the last change; null when it never was switched. */
  changedAt: string | null;
  changedBy: string | null;
}

const TOPIC = 'wenban:channel-switches';

/**
 * Stops and starts channels while the service runs. The state is in the database and, for asking without waiting, in
 * memory; while the database is away the last known state holds.
 */
export class ChannelSwitches {
  private states = new Map<Channel, ChannelState>();
  private readonly follower: TableFollower;

  constructor(
    private readonly ds: DataSource,
    options: TableFollowerOptions = {},
  ) {
    this.follower = new TableFollower(TOPIC, () => this.reload(), options);
  }

  /** @returns whether the channel serves residents. */
  isOpen(channel: Channel): boolean {
    return this.states.get(channel)?.open ?? true;
  }

  /** @returns every channel, also those that never were switched. */
  list(): ChannelState[] {
    return CHANNELS.map(
      (channel) => this.states.get(channel) ?? { channel, open: true, changedAt: null, changedBy: null },
    );
  }

  /**
   * Stops or starts a channel for all processes.
   * @param changedBy - who did it, for the record.
   */
  async set(channel: Channel, open: boolean, changedBy: string | null): Promise<void> {
    const row: ChannelSwitch = {
      channel,
      open: open ? 1 : 0,
      changedAt: new Date().toISOString(),
      changedBy,
    };
    await exclusive(this.ds, () => this.ds.manager.save(ChannelSwitch, row));
    await this.follower.changed();
  }

  /** Reads the states from the database. */
  async reload(): Promise<void> {
    const rows = await this.ds.manager.find(ChannelSwitch);
    this.states = new Map(
      rows.map(({ channel, open, changedAt, changedBy }) => [
        channel as Channel,
        { channel: channel as Channel, open: open === 1, changedAt, changedBy },
      ]),
    );
  }

  /** Follows changes of other processes until `close()`. */
  follow(): void {
    this.follower.follow();
  }

  close(): void {
    this.follower.close();
  }
}
