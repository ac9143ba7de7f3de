import { hkdfSync } from 'node:crypto';
import type { MiniProgramSettings } from '../../config.js';
import { TextSealer } from '../../privacy/sealed-text.js';
import { openExpiringStore } from '../../storage/expiring-store.js';
import { installationSecret } from '../../storage/installation-secret.js';
import type { ChannelParts, OpenChannel } from '../channel-parts.js';
import { DailySessions } from '../daily-session.js';
import { WeixinClient } from '../weixin/weixin-client.js';
import { askingRoutes } from './asking.js';
import { browseRoutes } from './browse.js';
import { itemRoutes } from './items.js';
import { keptRoutes } from './kept.js';
import { linkTo, type MiniProgramLink } from './links.js';
import { loginRoutes } from './login.js';
import { meRoutes } from './me.js';
import type { MiniProgramParts } from './parts.js';
import { SESSION_MS, SessionTokens } from './session-tokens.js';
import { startNotices } from './start-notices.js';
import { subscriptionRoutes } from './subscriptions.js';
import { Visitors } from './visitors.js';

const KEY_BYTES = 32;

/** The mini-program as it serves. */
export interface OpenMiniProgram extends OpenChannel {
  /** See `linkTo`. */
  link(itemId: string, region: string | undefined): Promise<MiniProgramLink>;
}

/** Opens the mini-program's routes. Reads its keys from the database, which is there at the start. */
export async function openMiniProgram(
  settings: MiniProgramSettings,
  { wenban, residents, redis, logger, metrics }: ChannelParts,
): Promise<OpenMiniProgram> {
  const { appId, appSecret, appSecretPrevious, apiBase } = settings;
  const { dataSource, switches } = wenban;
  const salt = await installationSecret(dataSource, 'mini-program.openid');
  const previous = appSecretPrevious === null ? [] : [sealingKey(appSecretPrevious, salt)];
  const sealer = new TextSealer([sealingKey(appSecret, salt), ...previous]);
  const signingKey = Buffer.from(await installationSecret(dataSource, 'mini-program.session'), 'hex');
  const tokens = new SessionTokens(signingKey, sealer);
  const sessions = new DailySessions(residents, 'miniProgram');
  const visitors = new Visitors({
    tokens,
    residents,
    sessions,
    erased: openExpiringStore(redis, 'mp-erased', SESSION_MS),
    isOpen: () => switches.isOpen('miniProgram'),
  });
  const client = new WeixinClient({ account: { appId, appSecret }, apiBase, redis });
  const parts: MiniProgramParts = {
    settings,
    wenban,
    client,
    tokens,
    visitors,
    sessions,
    sealer,
    metrics,
    log: logger,
  };
  const routes = [
    loginRoutes,
    meRoutes,
    askingRoutes,
    itemRoutes,
    browseRoutes,
    keptRoutes,
    subscriptionRoutes,
  ];
  const stopNotices = startNotices(parts);
  return {
    routes: routes.flatMap((make) => make(parts)),
    link: (itemId, region) => linkTo(parts, itemId, region),
    close: stopNotices,
  };
}

/** Of the AppSecret and the installation's own key: neither the settings nor the database open anything alone. */
function sealingKey(secret: string, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, 'wenban openid', KEY_BYTES));
}
