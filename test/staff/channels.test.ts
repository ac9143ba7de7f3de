import { describe, expect, it, onTestFinished } from 'vitest';
import type { BotStatus } from '../../src/channels/wechaty/bot-status.js';
import { channelRoutes } from '../../src/staff/routes/channels.js';
import { staffRoutes } from '../../src/staff/routes/index.js';
import { ChannelSwitches } from '../../src/switches/channel-switches.js';
import { fakeServices, startApp } from '../http/support.js';
import { grantOf, openStaff, PASSWORD } from './support.js';

const CHANNELS = '/api/v1/staff/channels';

async function startDesk(bot: BotStatus | null = null) {
  const { ds, staff } = await openStaff();
  onTestFinished(() => ds.destroy());
  const switches = new ChannelSwitches(ds);
  const routes = [...staffRoutes(staff), ...channelRoutes(staff, { switches, botStatus: () => bot })];
  const { call, postJson } = await startApp(fakeServices(), { routes });
  await staff.accounts.create('命令行', '王工', PASSWORD, [grantOf('administrator')]);
  await staff.accounts.create('命令行', '大足管理员', PASSWORD, [
    grantOf('administrator', { regions: ['500111'] }),
  ]);
  await staff.accounts.create('命令行', '小李', PASSWORD, [grantOf('agent')]);
  const signIn = async (name: string) => {
    const reply = await postJson('/api/v1/staff/session', { name, password: PASSWORD });
    const Cookie = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { csrfToken } = (await call('/api/v1/staff/session', { headers: { Cookie } })).json;
    return (method: string, path: string, body?: object) =>
      call(path, {
        method,
        headers: { Cookie, 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
      });
  };
  return { staff, switches, signIn };
}

describe('channels, for the administrator', { timeout: 60_000 }, () => {
  it('are stopped and started, and the audit log says by whom', async () => {
    const { staff, switches, signIn } = await startDesk();
    const send = await signIn('王工');
    const stopped = await send('PUT', `${CHANNELS}/officialAccount`, { open: false });
    expect(stopped.status).toBe(200);
    expect(switches.isOpen('officialAccount')).toBe(false);
    expect(stopped.json.channels).toContainEqual(
      expect.objectContaining({ channel: 'officialAccount', open: false, changedBy: '王工' }),
    );
    await send('PUT', `${CHANNELS}/officialAccount`, { open: false });
    await send('PUT', `${CHANNELS}/officialAccount`, { open: true });
    expect(switches.isOpen('officialAccount')).toBe(true);
    const entries = (await send('GET', '/api/v1/staff/audit?limit=10')).json.entries;
    const actions = entries.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.startsWith('channel.'))).toEqual([
      'channel.open',
      'channel.stop',
    ]);
    expect(await staff.accounts.list()).toHaveLength(3);
  });

  it('show the code that logs the bot in', async () => {
    const bot: BotStatus = {
      state: 'scanning',
      qrUrl: 'https://login.example/abc',
      since: '2026-03-02T01:00:00Z',
    };
    const { signIn } = await startDesk(bot);
    const send = await signIn('王工');
    expect((await send('GET', CHANNELS)).json.bot).toEqual(bot);
  });

  it.each(['大足管理员', '小李'])('are none of the business of %s', async (name) => {
    const { switches, signIn } = await startDesk();
    const send = await signIn(name);
    expect((await send('GET', CHANNELS)).status).toBe(403);
    expect((await send('PUT', `${CHANNELS}/web`, { open: false })).status).toBe(403);
    expect(switches.isOpen('web')).toBe(true);
  });

  it('refuse a channel that there is not', async () => {
    const { signIn } = await startDesk();
    const send = await signIn('王工');
    expect((await send('PUT', `${CHANNELS}/fax`, { open: false })).status).toBe(422);
  });
});
