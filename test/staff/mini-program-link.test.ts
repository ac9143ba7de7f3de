import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChannels } from '../../src/channels/open-channels.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import { staffRoutes } from '../../src/staff/routes/index.js';
import { miniProgramLinkRoutes } from '../../src/staff/routes/mini-program-link.js';
import { Staff } from '../../src/staff/staff.js';
import type { Wenban } from '../../src/wenban.js';
import { fakeServices, startApp } from '../http/support.js';
import { WeixinStandIn } from '../support/weixin/weixin-server.js';
import { openTestWenban } from '../support-wenban.js';
import { grantOf, PASSWORD } from './support.js';

const ACCOUNT = { appId: 'wx00112233445566aa', appSecret: 'secret-of-the-mini-program-0123' };
const LINK = '/api/v1/staff/mini-program-link';
const MONTH_MS = 30 * 86_400_000;

describe('links into the mini-program', { timeout: 60_000 }, () => {
  let wenban: Wenban;
  let weixin: WeixinStandIn;
  beforeAll(async () => {
    wenban = await openTestWenban();
    weixin = await WeixinStandIn.start([ACCOUNT]);
    const staff = new Staff(wenban.dataSource, { regions: () => wenban.catalogue.current().regions });
    await staff.accounts.create('命令行', '小李', PASSWORD, [grantOf('agent')]);
  });
  afterAll(async () => {
    await weixin.stop();
    await wenban.close();
  });

  /** @returns what an agent asks with, in a service with these settings. */
  async function agent(env: Record<string, string>) {
    const { dataSource, catalogue } = wenban;
    const staff = new Staff(dataSource, { regions: () => catalogue.current().regions });
    const channels = await openChannels({
      wenban,
      config: loadConfig({ ...env, WECHAT_API_BASE: weixin.base }),
      redis: null,
      logger: createLogger('silent'),
      metrics: createMetrics(() => catalogue.current()),
    });
    const routes = [...staffRoutes(staff), ...miniProgramLinkRoutes(staff, channels.miniProgramLink)];
    const { call, postJson } = await startApp(fakeServices(), { routes });
    const signedIn = await postJson('/api/v1/staff/session', { name: '小李', password: PASSWORD });
    const Cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { csrfToken } = (await call('/api/v1/staff/session', { headers: { Cookie } })).json;
    const headers = { Cookie, 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' };
    const post = (body: object) => call(LINK, { method: 'POST', headers, body: JSON.stringify(body) });
    return { post, postJson };
  }
  const on = { WECHAT_MP_APP_ID: ACCOUNT.appId, WECHAT_MP_APP_SECRET: ACCOUNT.appSecret };

  it('are made for a matter and a region, good for a month, for staff only', async () => {
    const { post, postJson } = await agent(on);
    const before = Date.now();
    const { status, json } = await post({ itemId: 'dj-017', region: '垫江县' });
    expect(status).toBe(200);
    expect(json.openlink).toMatch(/^weixin:\/\/dl\/business\/\?t=\w+$/);
    expect(Date.parse(json.expiresAt)).toBeGreaterThanOrEqual(before + MONTH_MS);
    expect(Date.parse(json.expiresAt)).toBeLessThanOrEqual(Date.now() + MONTH_MS);
    expect((await postJson(LINK, { itemId: 'dj-017' })).status).toBe(401);
  });

  it('are refused for what is not there', async () => {
    const { post } = await agent(on);
    expect((await post({ itemId: 'nothing' })).json).toMatchObject({ status: 404 });
    expect((await post({ itemId: 'dj-017', region: '没有县' })).json).toMatchObject({ status: 422 });
  });

  it('are not made while WeChat refuses', async () => {
    const { post } = await agent({ ...on, WECHAT_MP_APP_SECRET: 'another-secret-0123456789abcdef' });
    expect((await post({ itemId: 'dj-017' })).json).toMatchObject({ status: 503 });
  });

  it('do not exist without a mini-program', async () => {
    const { post } = await agent({});
    expect((await post({ itemId: 'dj-017' })).status).toBe(501);
  });
});
