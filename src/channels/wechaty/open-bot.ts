import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BotSettings } from '../../config.js';
import { projectPath } from '../../project-root.js';
import type { ChannelParts, OpenChannel } from '../channel-parts.js';
import { WechatBot } from './bot.js';
import type { BotStatusBoard } from './bot-status.js';
import { IsolatedClient } from './isolated-client.js';
import { GREETING } from './phrases.js';
import { showInTerminal } from './terminal-qr.js';

/** The login survives a restart in here; whoever reads it can speak for the account. */
const MEMORY_NAME = projectPath('var', 'wechaty', 'bot');

/** The bot, running. */
export interface OpenBot extends OpenChannel {
  status: BotStatusBoard;
}

/** Opens the bot with the puppet of the settings; comes back before it is logged in. */
export function openBot(
  settings: BotSettings,
  { wenban, residents, metrics, logger, say = () => {}, env = {} }: ChannelParts,
): OpenBot {
  const thread = { memoryName: MEMORY_NAME, puppet: settings.puppet, token: settings.token };
  const threadEnv = puppetEnvironment(env);
  makeMemoryFile(`${MEMORY_NAME}.memory-card.json`);
  const bot = new WechatBot({
    ...settings,
    greeting: settings.greeting ?? GREETING,
    ask: (request) => wenban.frontDoor.ask(request),
    hash: (text) => residents.hashOf(text),
    recordAnswer: (answer, seconds) => metrics.recordAnswer(answer, 'wechat', seconds),
    open: (events) => new IsolatedClient({ ...thread, env: threadEnv }, events),
    clock: {
      now: Date.now,
      sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
    },
    random: Math.random,
    logger,
  });
  bot.status.onChange(showInTerminal(say));
  bot.status.onChange(({ state }) => logger.info({ state }, 'bot status'));
  bot.start();
  return { routes: [], status: bot.status, close: () => bot.stop() };
}

/** Wechaty writes into the file it finds, so the one made here keeps others from reading it. */
export function makeMemoryFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, '{}', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** What of the environment a puppet may see: its own settings, proxies and places; no secrets of other parts. */
export function puppetEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [key, value] of Object.entries(env))
    if (value !== undefined && PASSED.test(key) && key !== 'WECHATY_LOG') passed[key] = value;
  return passed;
}

const PASSED =
  /^(?:(?:WECHATY|PUPPETEER)_.*|(?:https?|no|all|grpc)_proxy|NODE_EXTRA_CA_CERTS|PATH|HOME|TMPDIR|TZ|LANG)$/i;
