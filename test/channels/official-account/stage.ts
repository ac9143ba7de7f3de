import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { onTestFinished, vi } from 'vitest';
import { OFFICIAL_ACCOUNT_PATH } from '../../../src/channels/official-account/callback.js';
import { openChannels } from '../../../src/channels/open-channels.js';
import { loadConfig } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import { serve } from '../../../src/http/listen.js';
import { createLogger } from '../../../src/log.js';
import { createMetrics } from '../../../src/metrics.js';
import { createServices } from '../../../src/services.js';
import type { Wenban } from '../../../src/wenban.js';
import { WeixinStandIn } from '../../support/weixin/weixin-server.js';
import { type PushedAccount, WeixinUser } from '../../support/weixin/weixin-user.js';
import { openTestWenban } from '../../support-wenban.js';

export const AES_KEY = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR';
export const PREVIOUS_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const SECRET = 'secret-of-the-account-0123456789';
export const TOKEN = 'tokenOfTheAccount';

interface StageOptions {
  mode?: PushedAccount['mode'];
  /** False: no AppSecret, so only passive replies. */
  secret?: boolean;
  /** Further settings. */
  env?: Record<string, string>;
  /** Opened already, and closed by whoever opened it; loading a catalogue takes a second. */
  wenban?: Wenban;
  redis?: Redis | null;
}

/** A Wednesday at ten in the morning in Beijing, an ordinary working day. */
export const OFFICE_HOURS = new Date('2026-11-25T02:00:00Z');

/** Lets the clock stand at a moment until the test ends. */
export function at(time: Date): void {
  vi.useFakeTimers({ now: time, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** The whole program with its official account, WeChat's stand-in beside it, and users. */
export interface Stage {
  wenban: Wenban;
  weixin: WeixinStandIn;
  url: string;
  account: PushedAccount;
  /** Everything that was logged. */
  log: string[];
  /** Customer messages that arrived at this user. */
  delivered(user: WeixinUser): string[];
  user(options?: { openId?: string; account?: Partial<PushedAccount>; timeoutMs?: number }): WeixinUser;
  close(): Promise<void>;
}

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const { mode = 'secure', secret = true, env = {}, redis = null } = options;
  const appId = `wx${randomBytes(8).toString('hex')}`;
  const weixin = await WeixinStandIn.start([{ appId, appSecret: SECRET }]);
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'debug',
    WECHAT_OA_APP_ID: appId,
    WECHAT_OA_TOKEN: TOKEN,
    ...(mode === 'plain' ? {} : { WECHAT_OA_AES_KEY: AES_KEY, WECHAT_OA_AES_KEY_PREVIOUS: PREVIOUS_KEY }),
    ...(secret ? { WECHAT_OA_APP_SECRET: SECRET } : {}),
    WECHAT_API_BASE: weixin.base,
    ...env,
  };
  const wenban = options.wenban ?? (await openTestWenban(settings));
  const config = loadConfig(settings);
  const log: string[] = [];
  const logger = createLogger(config.LOG_LEVEL, { write: (line: string) => void log.push(line) });
  const metrics = createMetrics(() => wenban.catalogue.current());
  const channels = await openChannels({ wenban, config, redis, logger, metrics });
  const app = createApp(createServices(wenban), config, { logger, metrics, routes: channels.routes });
  const server = await serve(app, config, 1_000);
  const url = `${server.url}${OFFICIAL_ACCOUNT_PATH}`;
  const account: PushedAccount = { appId, token: TOKEN, mode, aesKey: AES_KEY };
  return {
    wenban,
    weixin,
    url,
    account,
    log,
    delivered: ({ openId }) =>
      weixin.messages.delivered.filter((message) => message.openId === openId).map(({ text }) => text),
    user: ({ account: other, ...options } = {}) =>
      new WeixinUser({
        url,
        account: { ...account, ...other },
        onAction: (openId, action) => weixin.messages.open(openId, action),
        ...options,
      }),
    async close() {
      await server.stop();
      await channels.close();
      if (!options.wenban) await wenban.close();
      await weixin.stop();
    },
  };
}
