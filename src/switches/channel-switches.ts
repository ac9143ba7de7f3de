import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { ChannelSwitch } from '../../entities/channel-switch.js';
import { CHANNELS, type Channel } from '../answer/response.js';
import type { Logger } from '../log.js';
import { problemPhrases } from '../phrases/zh-CN.js';
import { exclusive } from '../storage/exclusive.js';

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

export interface ChannelSwitchesOptions {
  /** Tells the other processes at once; without it they see a change at their next look. */
  redis?: Redis | null;
  log?: Logger;
  /** Milliseconds between two looks at the database. */
  pollMs?: number;
}

const DEFAULT_POLL_MS = 5_000;
const TOPIC = 'wenban:channel-switches';

/**
 * Stops and starts channels while the service runs. The state is in the database and, for asking without waiting, in
 * memory; while the database is away the last known state holds.
 */
export class ChannelSwitches {
  private states = new Map<Channel, ChannelState>();
  private timer: NodeJS.Timeout | null = null;
  private subscriber: Redis | null = null;

  constructor(
    private readonly ds: DataSource,
    private readonly options: ChannelSwitchesOptions = {},
  ) {}

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
    await this.reload();
    await this.options.redis?.publish(TOPIC, channel).catch(() => undefined);
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
    const { redis, pollMs = DEFAULT_POLL_MS } = this.options;
    this.timer ??= setInterval(() => void this.look(), pollMs).unref();
    if (!redis || this.subscriber) return;
    // A connection of its own: one that listens can do nothing else. It waits for Redis as long as it takes.
    this.subscriber = redis.duplicate({ enableOfflineQueue: true, maxRetriesPerRequest: null });
    this.subscriber.on('error', () => {});
    this.subscriber.on('message', () => void this.look());
    this.subscriber.subscribe(TOPIC).catch(() => undefined);
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.subscriber?.disconnect();
    this.subscriber = null;
  }

  private async look(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.options.log?.warn({ err: error }, 'channel switches cannot be read, the last known state holds');
    }
  }
}
