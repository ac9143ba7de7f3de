import type { Redis } from 'ioredis';
import type { Config } from '../config.js';
import type { Route } from '../http/route.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Residents } from '../residents/residents.js';
import type { Wenban } from '../wenban.js';

/** What channels are made of. */
export interface ChannelParts {
  wenban: Wenban;
  config: Config;
  /** Who writes to the channels, as hashes. */
  residents: Residents;
  /** Shared with other processes; null: one process. */
  redis: Redis | null;
  logger: Logger;
  metrics: Metrics;
  /** Writes a line for the operator; nobody reads it when left out. */
  say?(text: string): void;
  /** The environment, because the bot's puppet has settings of its own in it; empty when left out. */
  env?: Readonly<Record<string, string | undefined>>;
}

/** A channel that serves, or several. */
export interface OpenChannel {
  routes: Route[];
  /** Finishes what is under way. */
  close(): Promise<void>;
}
