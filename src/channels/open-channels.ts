import { botSettings, miniProgramSettings, officialAccountSettings } from '../config.js';
import type { ChannelParts, OpenChannel } from './channel-parts.js';
import { type OpenMiniProgram, openMiniProgram } from './mini-program/open-mini-program.js';
import { openOfficialAccount } from './official-account/open-official-account.js';
import type { BotStatus } from './wechaty/bot-status.js';

/** All channels that serve. */
export interface OpenChannels extends OpenChannel {
  /** What the bot's connection is doing, for a page of staff; null while the bot is off. */
  botStatus(): BotStatus | null;
  /** Makes links into the mini-program; null while it is off. */
  miniProgramLink: OpenMiniProgram['link'] | null;
}

/**
 * Opens every channel whose settings are there; the others stay off.
 * @throws {ConfigError} for a setting that only shows here to be wrong.
 */
export async function openChannels(given: Omit<ChannelParts, 'residents'>): Promise<OpenChannels> {
  const { residents } = given.wenban;
  // Read while the database is there for sure; from now on hashing needs it no more.
  await residents.hashOf('');
  const parts: ChannelParts = { ...given, residents };
  const officialAccount = officialAccountSettings(parts.config);
  const botSettingsGiven = botSettings(parts.config);
  const open: OpenChannel[] = [];
  if (officialAccount) open.push(openOfficialAccount(officialAccount, parts));
  const miniProgram = miniProgramSettings(parts.config);
  const openedMiniProgram = miniProgram && (await openMiniProgram(miniProgram, parts));
  if (openedMiniProgram) open.push(openedMiniProgram);
  // Its files are read only where it is on.
  const bot = botSettingsGiven && (await import('./wechaty/open-bot.js')).openBot(botSettingsGiven, parts);
  if (bot) open.push(bot);
  return {
    routes: open.flatMap(({ routes }) => routes),
    botStatus: () => bot?.status.current() ?? null,
    miniProgramLink: openedMiniProgram?.link ?? null,
    async close() {
      await Promise.all(open.map((channel) => channel.close()));
    },
  };
}
