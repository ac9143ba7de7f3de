import type { Redis } from 'ioredis';
import { botSettings, type Config } from '../config.js';
import type { Route } from '../http/route.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import { installationHash } from '../storage/installation-hash.js';
import type { Wenban } from '../wenban.js';
import type { WechatBot } from './wechaty/bot.js';

/** What channels are made of. */
export interface ChannelParts {
  wenban: Wenban;
  config: Config;
  /** Shared with other processes; null: one process. */
  redis: Redis | null;
  logger: Logger;
  metrics: Metrics;
  /** Writes a line for the operator. */
  say(text: string): void;
  /** The environment; the bot's puppet has settings of its own in it. */
  env: Readonly<Record<string, string | undefined>>;
}

/** The channels whose settings are there. */
export interface OpenChannels {
  routes: Route[];
  /** Finishes what is under way. */
  close(): Promise<void>;
}

/** Opens every channel that is set up; the others stay off. */
export async function openChannels(parts: ChannelParts): Promise<OpenChannels> {
  const bot = await openBot(parts);
  return { routes: [], close: async () => bot?.stop() };
}

/** The bot's files are read only where it is on. */
async function openBot({
  wenban,
  config,
  logger,
  metrics,
  say,
  env,
}: ChannelParts): Promise<WechatBot | null> {
  const settings = botSettings(config);
  if (!settings) return null;
  const { startBot, puppetEnvironment } = await import('./wechaty/start-bot.js');
  const persons = installationHash(wenban.dataSource, 'person');
  return startBot(settings, {
    ask: (request) => wenban.frontDoor.ask(request),
    hash: (text) => persons.of(text),
    recordAnswer: (answer, seconds) => metrics.recordAnswer(answer, 'wechat', seconds),
    logger,
    say,
    env: puppetEnvironment(env),
  });
}
