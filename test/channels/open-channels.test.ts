import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChannels } from '../../src/channels/open-channels.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/log.js';
import { createMetrics } from '../../src/metrics.js';
import type { Wenban } from '../../src/wenban.js';
import { openTestWenban } from '../support-wenban.js';

let wenban: Wenban;
beforeAll(async () => {
  wenban = await openTestWenban();
});
afterAll(() => wenban.close());

const open = (env: Record<string, string>) =>
  openChannels({
    wenban,
    config: loadConfig(env),
    redis: null,
    logger: createLogger('silent'),
    metrics: createMetrics(() => null),
  });

it('without settings nothing serves', async () => {
  const channels = await open({});
  expect(channels.routes).toEqual([]);
  expect(channels.botStatus()).toBeNull();
  await channels.close();
});

it('tells what the bot is doing until it is stopped', async () => {
  const channels = await open({ WECHATY_PUPPET: 'wechaty-puppet-mock' });
  expect(channels.botStatus()).toMatchObject({
    state: 'loggedOut',
    since: expect.stringMatching(/^20\d\d-/),
  });
  await channels.close();
  expect(channels.botStatus()?.state).toBe('stopped');
});
