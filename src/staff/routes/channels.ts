import { z } from 'zod';
import { CHANNELS } from '../../answer/response.js';
import type { Route } from '../../http/route.js';
import type { ChannelSwitches } from '../../switches/channel-switches.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute } from '../staff-route.js';

const tag = '渠道';
/** A channel serves the whole deployment, so only who is bound to nothing may stop it or log its bot in. */
const EVERYWHERE = { regionCode: null, agency: null };

const channelParams = z.strictObject({ channel: z.enum(CHANNELS) });
const switchRequest = z.strictObject({ open: z.boolean() });
const botView = z.object({
  state: z.enum(['scanning', 'loggedIn', 'loggedOut', 'reconnecting', 'stopped']),
  since: z.string(),
  qrUrl: z.string().optional().meta({ description: '等待扫码时的登录码内容' }),
});
const channelsResult = z.object({
  channels: z.array(
    z.object({
      channel: z.enum(CHANNELS),
      open: z.boolean().meta({ description: '为居民服务；停止后立即以固定文字答复' }),
      changedAt: z.string().nullable(),
      changedBy: z.string().nullable(),
    }),
  ),
  bot: botView.nullable().meta({ description: '微信机器人的连接；未启用时为 null' }),
});

/** What the routes about channels need of the rest. */
export interface ChannelControl {
  switches: ChannelSwitches;
  /** What the bot's connection is doing; null while the bot is off. */
  botStatus(): z.infer<typeof botView> | null;
}

/** Stopping and starting channels, and the code that logs the bot in. */
export function channelRoutes(staff: Staff, { switches, botStatus }: ChannelControl): Route[] {
  const path = '/api/v1/staff/channels';
  const view = () => ({ channels: switches.list(), bot: botStatus() });
  return [
    defineStaffRoute(staff, {
      method: 'GET',
      path,
      tag,
      summary: '各渠道的开关和机器人的登录状态',
      action: 'channel.manage',
      response: channelsResult,
      handle({ account }) {
        staff.assertMay(account, 'channel.manage', EVERYWHERE);
        return view();
      },
    }),
    defineStaffRoute(staff, {
      method: 'PUT',
      path: `${path}/:channel`,
      tag,
      summary: '停止或恢复一个渠道',
      action: 'channel.manage',
      params: channelParams,
      body: switchRequest,
      response: channelsResult,
      async handle({ params: { channel }, body: { open }, account }) {
        staff.assertMay(account, 'channel.manage', EVERYWHERE);
        if (switches.isOpen(channel) !== open) {
          await switches.set(channel, open, account.name);
          const action = open ? 'channel.open' : 'channel.stop';
          await staff.audit.change(account.name, (_manager, record) => record(action, channel));
        }
        return view();
      },
    }),
  ];
}
