import type { Redis } from 'ioredis';
import type { Config } from '../config.js';
import type { Route } from '../http/route.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Wenban } from '../wenban.js';

/** What channels are made of. */
export interface ChannelParts {
  wenban: Wenban;
  config: Config;
  /** Shared with other processes; null: one process. */
  redis: Redis | null;
  logger: Logger;
  metrics: Metrics;
}

/** The channels whose settings are there. */
export interface OpenChannels {
  routes: Route[];
  /** Finishes what is under way. */
  close(): Promise<void>;
}

/** Opens every channel that is set up; the others stay off. */
export async function openChannels(_parts: ChannelParts): Promise<OpenChannels> {
  return { routes: [], close: async () => {} };
}
