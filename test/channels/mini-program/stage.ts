import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { openChannels } from '../../../src/channels/open-channels.js';
import { loadConfig } from '../../../src/config.js';
import { createApp } from '../../../src/http/app.js';
import { serve } from '../../../src/http/listen.js';
import { createLogger } from '../../../src/log.js';
import { createMetrics } from '../../../src/metrics.js';
import { createServices } from '../../../src/services.js';
import type { Wenban } from '../../../src/wenban.js';
import { MiniProgramUser } from '../../support/weixin/mini-program-user.js';
import { WeixinStandIn } from '../../support/weixin/weixin-server.js';
import { openTestWenban } from '../../support-wenban.js';

export const SECRET = 'secret-of-the-mini-program-0123';
export const TEMPLATE = 'tmpl_changes_0123456789';

interface StageOptions {
  env?: Record<string, string>;
  /** Opened already, and closed by whoever opened it. */
  wenban?: Wenban;
  redis?: Redis | null;
  /** A second process meets the same WeChat. */
  weixin?: WeixinStandIn;
}

/** The whole program with its mini-program, WeChat's stand-in beside it, and citizens. */
export interface Stage {
  wenban: Wenban;
  weixin: WeixinStandIn;
  url: string;
  /** Everything that was logged. */
  log: string[];
  /** Somebody who has the mini-program open. */
  citizen(openId?: string): Promise<MiniProgramUser>;
  /** Somebody who has not logged in. */
  stranger(): MiniProgramUser;
  close(): Promise<void>;
}

const APP_ID = `wx${randomBytes(8).toString('hex')}`;

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const { env = {}, redis = null } = options;
  const weixin = options.weixin ?? (await WeixinStandIn.start([{ appId: APP_ID, appSecret: SECRET }]));
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'debug',
    RATE_LIMIT_PER_MINUTE: '0',
    WECHAT_MP_APP_ID: APP_ID,
    WECHAT_MP_APP_SECRET: SECRET,
    WECHAT_MP_CHANGE_TEMPLATE_ID: TEMPLATE,
    WECHAT_API_BASE: weixin.base,
    ...env,
  };
  const config = loadConfig(settings);
  const wenban = options.wenban ?? (await openTestWenban(settings));
  const log: string[] = [];
  const logger = createLogger(config.LOG_LEVEL, { write: (line: string) => void log.push(line) });
  const metrics = createMetrics(() => wenban.catalogue.current());
  const channels = await openChannels({ wenban, config, redis, logger, metrics });
  const app = createApp(createServices(wenban), config, { logger, metrics, routes: channels.routes });
  const server = await serve(app, config, 1_000);
  const stranger = (openId?: string) => new MiniProgramUser(server.url, weixin, openId);
  return {
    wenban,
    weixin,
    url: server.url,
    log,
    citizen: (openId) => stranger(openId).opens(),
    stranger,
    async close() {
      await server.stop();
      await channels.close();
      if (!options.wenban) await wenban.close();
      if (!options.weixin) await weixin.stop();
    },
  };
}
