import { botSettings, officialAccountSettings } from '../config.js';
import type { ChannelParts, OpenChannel } from './channel-parts.js';
import { openOfficialAccount } from './official-account/open-official-account.js';

/**
 * Opens every channel whose settings are there; the others stay off.
 * @throws {ConfigError} for a setting that only shows here to be wrong.
 */
export async function openChannels(given: Omit<ChannelParts, 'residents'>): Promise<OpenChannel> {
  const { residents } = given.wenban;
  // Read while the database is there for sure; from now on hashing needs it no more.
  await residents.hashOf('');
  const parts: ChannelParts = { ...given, residents };
  const officialAccount = officialAccountSettings(parts.config);
  const bot = botSettings(parts.config);
  const open: OpenChannel[] = [];
  if (officialAccount) open.push(openOfficialAccount(officialAccount, parts));
  // Its files are read only where it is on.
  if (bot) open.push((await import('./wechaty/open-bot.js')).openBot(bot, parts));
  return {
    routes: open.flatMap(({ routes }) => routes),
    async close() {
      await Promise.all(open.map((channel) => channel.close()));
    },
  };
}
