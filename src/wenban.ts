import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { loadSummaries } from './answer/summaries.js';
import { Asker } from './ask.js';
import { AskedQuestions } from './asked-questions/asked-questions.js';
import { HandOvers } from './asked-questions/hand-overs.js';
import { publishBundled } from './catalogue/bundled.js';
import { Catalogue } from './catalogue/catalogue.js';
import { loadRegions } from './catalogue/load-regions.js';
import { todayInBeijing } from './clock.js';
import type { Config } from './config.js';
import { ConfigError } from './config.js';
import { RedisConversations } from './dialogue/redis-conversations.js';
import { type ConversationStore, MEMORY_MS, MemoryConversations } from './dialogue/session.js';
import { FeedbackStore } from './feedback/feedback-store.js';
import { FrontDoor } from './front-door.js';
import type { Logger } from './log.js';
import { KeptTexts } from './matching/kept-texts.js';
import { LiveEngine } from './matching/live-engine.js';
import { NoticeBoard } from './notices/notice-board.js';
import { Places } from './places/find-places.js';
import { loadCalendar } from './places/holiday-calendar.js';
import { loadPlaces } from './places/load-places.js';
import { projectPath } from './project-root.js';
import { ChangeSubscriptions } from './residents/change-subscriptions.js';
import { Favourites } from './residents/favourites.js';
import { OwnQuestions } from './residents/own-questions.js';
import { Residents } from './residents/residents.js';
import { startCleanUp } from './storage/clean-up.js';
import { createDataSource, migrate } from './storage/data-source.js';
import { ChannelSwitches } from './switches/channel-switches.js';

/** Everything below the channels, opened and ready. */
export interface Wenban {
  dataSource: DataSource;
  catalogue: Catalogue;
  engine: LiveEngine;
  asker: Asker;
  /** Where channels ask. */
  frontDoor: FrontDoor;
  switches: ChannelSwitches;
  /** What stands above answers just now. */
  notices: NoticeBoard;
  asked: AskedQuestions;
  handOvers: HandOvers;
  residents: Residents;
  places: Places;
  feedback: FeedbackStore;
  conversations: ConversationStore;
  favourites: Favourites;
  ownQuestions: OwnQuestions;
  subscriptions: ChangeSubscriptions;
  /** Tells every process of a revision that was just published; done when this one answers from it. */
  announce(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  logger?: Logger;
  /** Sentences in Chinese about what takes long. */
  onProgress?: (message: string) => void;
  /** Shared by several processes; without it conversations live in this one. */
  redis?: Redis | null;
  /** Follow new revisions, switches and changes of the lexicon; a command that ends soon does not. */
  follow?: boolean;
  /** The clock by which notices come and go. */
  now?: () => Date;
}

/**
 * Opens the database, applies migrations, publishes the bundled catalogue where it is missing and compiles the engine.
 *
 * @throws {ConfigError} when HOME_REGION names no region.
 */
export async function openWenban(config: Config, options: OpenOptions = {}): Promise<Wenban> {
  assertHomeRegion(config);
  const dataSource = createDataSource(config.DATABASE_URL);
  await dataSource.initialize();
  try {
    await migrate(dataSource);
    await publishBundled(dataSource, options.onProgress);
    const catalogue = new Catalogue(dataSource, { log: options.logger, redis: options.redis });
    await catalogue.reload();
    const engine = new LiveEngine(
      catalogue,
      projectPath('data'),
      options.logger,
      new KeptTexts(projectPath('var', 'compiled')),
    );
    if (options.follow) {
      catalogue.watch();
      engine.follow();
    }
    const conversations = options.redis
      ? new RedisConversations(options.redis, MEMORY_MS)
      : new MemoryConversations();
    const { regions } = catalogue.current();
    const places = new Places({
      snapshot: () => catalogue.current(),
      places: loadPlaces(regions),
      calendar: loadCalendar(),
    });
    const notices = new NoticeBoard(dataSource, {
      redis: options.redis,
      log: options.logger,
      now: options.now,
      regions: () => catalogue.current().regions,
    });
    await notices.reload();
    if (options.follow) notices.follow();
    const asker = new Asker({
      engine: () => engine.current(),
      conversations,
      homeRegion: config.HOME_REGION ?? null,
      today: todayInBeijing,
      places,
      summaries: loadSummaries(),
      noticesAbout: notices.about,
    });
    const switches = new ChannelSwitches(dataSource, { redis: options.redis, log: options.logger });
    await switches.reload();
    if (options.follow) switches.follow();
    const asked = new AskedQuestions(dataSource, {
      keepDays: config.KEEP_QUESTIONS_DAYS,
      log: options.logger,
    });
    const residents = new Residents(dataSource, { log: options.logger });
    const favourites = new Favourites(dataSource);
    const ownQuestions = new OwnQuestions(dataSource, {
      keepDays: config.KEEP_QUESTIONS_DAYS,
      log: options.logger,
    });
    const subscriptions = new ChangeSubscriptions(dataSource);
    const cleanUp = [
      { name: 'asked questions', run: () => asked.deleteExpired() },
      { name: 'residents', run: () => residents.deleteExpired() },
      { name: 'favourites', run: () => favourites.deleteOrphans() },
      { name: 'own questions', run: () => ownQuestions.deleteExpired() },
      { name: 'change subscriptions', run: () => subscriptions.deleteExpired() },
    ];
    const stopCleanUp = options.follow ? startCleanUp(cleanUp, { log: options.logger }) : async () => {};
    const handOvers = new HandOvers(asked, options.redis ?? null);
    const frontDoor = new FrontDoor(asker, switches, asked, handOvers);
    const home = config.HOME_REGION ? (regions.resolve(config.HOME_REGION)?.code ?? null) : null;
    const feedback = new FeedbackStore(dataSource, {
      regionOf: async (sessionId) => (await conversations.get(sessionId))?.regionCode ?? home,
    });
    const close = async (): Promise<void> => {
      engine.close();
      catalogue.close();
      switches.close();
      notices.close();
      await stopCleanUp();
      await asked.flush();
      await residents.flush();
      await ownQuestions.flush();
      await dataSource.destroy();
    };
    const announce = async (): Promise<void> => {
      await catalogue.announce();
      await engine.settled();
    };
    return {
      dataSource,
      catalogue,
      engine,
      asker,
      frontDoor,
      switches,
      notices,
      asked,
      handOvers,
      residents,
      places,
      feedback,
      conversations,
      favourites,
      ownQuestions,
      subscriptions,
      announce,
      close,
    };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function assertHomeRegion(config: Config): void {
  if (config.HOME_REGION && !loadRegions().resolve(config.HOME_REGION))
    throw new ConfigError([
      { key: 'HOME_REGION', message: '的值不正确：没有这个行政区划，请写全称或代码，如 大足区 或 500111' },
    ]);
}

/** Questions that take the ways a wording of a matter does not take: checks of benefits, events of life, chat. */
const WARM_UP = [
  '我妈75岁有高血压能享受啥',
  '我一个人带两个娃，吃低保，有啥补助',
  '退役军人二级残疾能享受哪些待遇',
  '大学毕业没找到工作有什么扶持',
  '刚生了娃要办些啥',
  '明天下不下雨',
];
const WARM_UP_ROUNDS = 40;

/**
 * Asks questions that nobody waits for, one at a time, so that real ones get in between: the first residents do not pay
 * for compiling code and loading tables. Takes about a second.
 */
export async function warmUp({ asker, catalogue }: Wenban): Promise<void> {
  for (let round = 0; round < WARM_UP_ROUNDS; round++)
    for (const question of WARM_UP) {
      await asker.ask({ question });
      await setImmediate();
    }
  for (const { questions, implementations } of catalogue.current().items) {
    const [question] = questions;
    if (question === undefined) continue;
    await asker.ask({ question, region: implementations[0]?.regionCode });
    await setImmediate();
  }
}
