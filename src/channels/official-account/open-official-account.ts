import { ConfigError, type OfficialAccountSettings } from '../../config.js';
import { parseOpeningHours } from '../../places/opening-hours.js';
import { openExpiringStore } from '../../storage/expiring-store.js';
import type { ChannelParts, OpenChannel } from '../channel-parts.js';
import { DailySessions } from '../daily-session.js';
import { ReplyOnce } from '../reply-once.js';
import { WeixinClient } from '../weixin/weixin-client.js';
import { OfficialAccountCallback } from './callback.js';
import { CallbackGuard } from './callback-guard.js';
import { Conversation } from './conversation.js';
import { LaterMessages } from './later-messages.js';
import { HttpSpeechRecogniser } from './speech-recognition.js';
import { StaffHours } from './staff-hours.js';

/** Rests of replies wait this long to be asked for. */
const REST_MS = 30 * 60_000;

/**
 * Opens the official account.
 * @throws {ConfigError} when WECHAT_OA_STAFF_HOURS cannot be read.
 */
export function openOfficialAccount(settings: OfficialAccountSettings, parts: ChannelParts): OpenChannel {
  const { wenban, residents, redis, logger, metrics } = parts;
  const { appId, appSecret, apiBase, speechUrl, staffHours, replyBytes } = settings;
  if (staffHours !== null && !parseOpeningHours(staffHours)?.daysStated)
    throw new ConfigError([
      {
        key: 'WECHAT_OA_STAFF_HOURS',
        message: '的值不正确：应写明星期和时段，如 周一至周五 9:00-17:00，或 none',
      },
    ]);
  const client =
    appSecret === null ? null : new WeixinClient({ account: { appId, appSecret }, apiBase, redis });
  const rests = openExpiringStore(redis, 'oa-rest', REST_MS);
  const sessions = new DailySessions(residents, 'oa');
  const later = new LaterMessages(client, logger);
  const conversation = new Conversation({
    ask: async (request) => {
      const started = performance.now();
      const response = await wenban.frontDoor.ask(request);
      metrics.recordAnswer(response, request.channel, (performance.now() - started) / 1_000);
      return response;
    },
    isOpen: () => wenban.switches.isOpen('officialAccount'),
    snapshot: () => wenban.catalogue.current(),
    findPlaces: (request) => wenban.places.find(request),
    residents,
    rests,
    staffHours: new StaffHours(staffHours, wenban.places.calendar),
    speech:
      speechUrl === null || client === null
        ? null
        : {
            recogniser: new HttpSpeechRecogniser(speechUrl),
            download: (mediaId) => client.downloadMedia(mediaId),
          },
    log: logger,
  });
  const callback = new OfficialAccountCallback({
    guard: new CallbackGuard(settings),
    conversation,
    once: new ReplyOnce(redis),
    later,
    residents,
    sessions,
    rests,
    replyBytes,
    log: logger,
  });
  return { routes: callback.routes(), close: () => later.close() };
}
