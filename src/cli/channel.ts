import 'dotenv/config';
import { CHANNELS, type Channel } from '../answer/response.js';
import { loadConfig } from '../config.js';
import { createDataSource, migrate } from '../storage/data-source.js';
import { connectRedis, untilConnected } from '../storage/redis.js';
import { type ChannelState, ChannelSwitches } from '../switches/channel-switches.js';
import { readArguments, runCommand, UsageError } from './arguments.js';

const USAGE =
  `用法：npm run -s channel [-- 渠道 on|off]\n` +
  `  渠道：${CHANNELS.join('、')}；不写时列出各渠道是否启用。\n` +
  '  停用后立即生效（配置了 REDIS_URL 时），否则各进程在 10 秒内生效；停用的渠道只回复固定说明和 12345。';

/** Channels as residents and staff call them. */
const NAMES: Readonly<Record<Channel, string>> = {
  web: '网页',
  officialAccount: '公众号',
  miniProgram: '小程序',
  wechat: '微信机器人',
  hotline: '热线',
};

runCommand(async () => {
  const { positionals } = readArguments({}, USAGE);
  const [channel, turn] = positionals;
  const wanted = channel === undefined ? null : readWish(channel, turn, positionals.length);
  const config = loadConfig(process.env);
  const redis = config.REDIS_URL && wanted ? connectRedis(config.REDIS_URL) : null;
  if (redis) await untilConnected(redis);
  const dataSource = await createDataSource(config.DATABASE_URL).initialize();
  try {
    await migrate(dataSource);
    const switches = new ChannelSwitches(dataSource, { redis });
    if (wanted) await switches.set(wanted.channel, wanted.open, '命令行');
    else await switches.reload();
    for (const state of switches.list()) console.log(lineOf(state));
  } finally {
    redis?.disconnect();
    await dataSource.destroy();
  }
});

function readWish(channel: string, turn: string | undefined, count: number) {
  if (count !== 2 || !isChannel(channel) || (turn !== 'on' && turn !== 'off')) throw new UsageError(USAGE);
  return { channel, open: turn === 'on' };
}

function isChannel(text: string): text is Channel {
  return (CHANNELS as readonly string[]).includes(text);
}

function lineOf({ channel, open, changedAt, changedBy }: ChannelState): string {
  const since = changedAt === null ? '' : `，${changedAt}${changedBy ? `，${changedBy}` : ''}`;
  return `${channel}（${NAMES[channel]}）：${open ? '启用' : '停用'}${since}`;
}
