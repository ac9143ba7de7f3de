import { FakeTown } from '../../support/wechat/fake-citizen.js';
import type { OpenWayIn } from '../way-in.js';

/** Messages from here on hold what the reply had no room for. */
const REST = /^.{2,10}（续）：/;

/** Asking the bot alone. */
export const privateChatWayIn: OpenWayIn = async (wenban) => {
  const town = new FakeTown((request) => wenban.frontDoor.ask(request));
  await town.wakeUp();
  return {
    ask: async (question) => replyIn(await town.citizen('居民').says(question)),
    close: () => town.bot.stop(),
  };
};

/** Asking the bot by mentioning it among others. */
export const roomWayIn: OpenWayIn = async (wenban) => {
  const town = new FakeTown((request) => wenban.frontDoor.ask(request));
  await town.wakeUp();
  return {
    async ask(question) {
      const citizen = town.citizen('居民');
      const group = town.group(`群${citizen.person.id}`, [citizen], '小问');
      const messages = await citizen.saysIn(group, `@小问\u2005${question}`);
      return replyIn(messages).replace(/^@居民 /, '');
    },
    close: () => town.bot.stop(),
  };
};

function replyIn(messages: readonly string[]): string {
  const rest = messages.findIndex((message) => REST.test(message));
  return messages.slice(0, rest < 0 ? messages.length : rest).join('\n');
}
