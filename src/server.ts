import 'dotenv/config';
import { openCatalogueDesk } from './catalogue-desk/open-catalogue-desk.js';
import { TaskThreads } from './catalogue-desk/task-threads.js';
import { openChannels } from './channels/open-channels.js';
import { assertPuppetReady } from './channels/wechaty/assert-puppet-ready.js';
import { todayInBeijing } from './clock.js';
import { ConfigError, loadConfig, unfinishedChannels } from './config.js';
import { openDesks } from './desks.js';
import { countInThread } from './figures/count-in-thread.js';
import { hsdsRoutes } from './hsds/routes.js';
import { createApp } from './http/app.js';
import { serve } from './http/listen.js';
import { createLogger } from './log.js';
import { createMetrics } from './metrics.js';
import { projectPath } from './project-root.js';
import { createServices } from './services.js';
import { channelRoutes } from './staff/routes/channels.js';
import { miniProgramLinkRoutes } from './staff/routes/mini-program-link.js';
import { startCleanUp } from './storage/clean-up.js';
import { connectRedis, untilConnected } from './storage/redis.js';
import { openWenban, warmUp } from './wenban.js';

/** Start-up, wiring, graceful stop: the only place that knows every part. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  assertPuppetReady(config);
  const logger = createLogger(config.LOG_LEVEL);
  const say = (message: string): void => console.error(message);
  // Node itself would print the error with all its fields, and those hold queries and what people wrote.
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'crashed');
    process.exit(1);
  });
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, logger) : null;
  const wenban = await openWenban(config, { logger, redis, onProgress: say, follow: true });
  const services = createServices(wenban);
  const metrics = createMetrics(() => (services.ready() ? services.snapshot() : null));
  const channels = await openChannels({ wenban, config, redis, logger, metrics, say, env: process.env });
  const desks = openDesks(wenban, services, {
    config,
    log: logger,
    count: config.DATABASE_URL === 'sqlite::memory:' ? undefined : countInThread(config.DATABASE_URL),
  });
  const stopCleanUp = startCleanUp(desks.cleanUp, { log: logger });
  const catalogueDesk = openCatalogueDesk({
    ds: wenban.dataSource,
    announce: () => wenban.announce(),
    staff: desks.staff,
    engine: () => wenban.engine.current(),
    runner: new TaskThreads({
      databaseUrl: config.DATABASE_URL,
      dataFolder: projectPath('data'),
      homeRegion: config.HOME_REGION ?? null,
    }),
    log: logger,
  });
  catalogueDesk.follow();
  const routes = [
    ...channels.routes,
    ...hsdsRoutes(services, todayInBeijing),
    ...channelRoutes(desks.staff, { switches: wenban.switches, botStatus: channels.botStatus }),
    ...miniProgramLinkRoutes(desks.staff, channels.miniProgramLink),
    ...desks.routes,
    ...catalogueDesk.routes,
  ];
  const app = createApp(services, config, { logger, metrics, routes, sharedCounter: redis });
  const close = async (): Promise<void> => {
    await channels.close();
    await catalogueDesk.close();
    await stopCleanUp();
    await wenban.close();
    redis?.disconnect();
  };
  // Loading the catalogue may have held up the connection; what comes first is shared with other processes already.
  if (redis) await untilConnected(redis);
  const server = await serve(app, config).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    await server.stop();
    await close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
  for (const line of unfinishedChannels(config)) say(line);
  say(`问办已就绪：${server.url}`);
  warmUp(wenban).catch((error: unknown) => logger.warn({ err: error }, 'warm-up failed'));
}

main().catch((error: unknown) => {
  // A wrong setting is the operator's to mend: its sentences, no stack.
  console.error(error instanceof ConfigError ? error.message : error);
  // Not the exit code alone: connections that were opened before the fault showed would keep the process.
  process.exit(1);
});
