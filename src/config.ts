import { z } from 'zod';

/** One wrong setting. `message` is Chinese and never repeats the value, which may be a secret. */
export interface ConfigFault {
  key: string;
  message: string;
}

/** Settings that cannot be used; `message` holds one line for each faulty variable. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly ConfigFault[]) {
    super(faults.map(({ key, message }) => `环境变量 ${key} ${message}`).join('\n'));
    this.name = 'ConfigError';
  }
}

/** `WECHAT_MP_CHANGE_TEMPLATE_FIELDS`: three keys of a template, in this order. */
const TEMPLATE_FIELDS = /^matter=([a-z_]+\d*),change=([a-z_]+\d*),date=([a-z_]+\d*)$/;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * Every environment variable the programs read. Values are trimmed and an empty one counts as unset.
 * A secret has no default.
 */
export const envSchema = z.object({
  /** TCP port to listen on; 0 lets the system choose a free one. */
  PORT: integer(0, 65_535).default(3000),
  /** Address to listen on; `0.0.0.0` or `::` for every network interface. */
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, '应为主机名或 IP 地址')
    .default('127.0.0.1'),
  /** `sqlite:PATH`: embedded, one file (`sqlite::memory:` in tests); `mysql://…`: production. */
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, '应为 sqlite:文件路径 或 mysql://用户:密码@主机:端口/库名')
    .default('sqlite:var/wenban.sqlite'),
  /** Redis that several processes share for conversations and limits; unset: each process for itself. */
  REDIS_URL: z
    .string()
    .refine(
      (value) => hasProtocol(value, ['redis:', 'rediss:']),
      '应为 redis://主机:端口 或 rediss://主机:端口',
    )
    .optional(),
  /** Name or code of the 行政区划 this deployment answers for; unset: all that the catalogue holds. */
  HOME_REGION: z.string().max(50, '不能超过 50 个字符').optional(),
  /** Least severe entry that is written to the log. `debug` adds one line for each request. */
  LOG_LEVEL: z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`).default('info'),
  /** Requests one client may send to the API in a minute; 0 = no limit. */
  RATE_LIMIT_PER_MINUTE: integer(0, 1_000_000).default(600),
  /**
   * Number of own reverse proxies in front of the server. 0: the client is the remote address and
   * `X-Forwarded-For` is ignored; n: the client is the n-th address from its right end.
   */
  TRUST_PROXY: integer(0, 10).default(0),
  /** Days that questions are kept, personal numbers masked; 0 = keep none. */
  KEEP_QUESTIONS_DAYS: integer(0, 3_650).default(180),
  /** Days that agents' notes of calls are kept. */
  KEEP_CALL_NOTES_DAYS: integer(1, 3_650).default(180),

  /** 公众号 AppID. The channel is on when this and WECHAT_OA_TOKEN are set. */
  WECHAT_OA_APP_ID: identifier().optional(),
  /** 公众号 AppSecret; secret. Needed for messages sent later than the passive reply. */
  WECHAT_OA_APP_SECRET: secret().optional(),
  /** Token of 服务器配置, 3–32 letters or digits; secret. */
  WECHAT_OA_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9_-]{3,32}$/, '应为 3–32 个字母或数字（公众平台“服务器配置”中的 Token）')
    .optional(),
  /** EncodingAESKey, 43 characters; secret. Unset: plain mode. */
  WECHAT_OA_AES_KEY: aesKey().optional(),
  /** The EncodingAESKey before the last change, still accepted for what is under way; secret. */
  WECHAT_OA_AES_KEY_PREVIOUS: aesKey().optional(),
  /** Most bytes of one text message in UTF-8: WeChat refuses longer customer messages. */
  WECHAT_OA_REPLY_BYTES: integer(600, 2_048).default(2_048),
  /** When staff answer at WeChat's customer service desk, e.g. 周一至周五 9:00-12:00、14:00-17:30; `none`: never. */
  WECHAT_OA_STAFF_HOURS: z
    .string()
    .max(100, '不能超过 100 个字符')
    .default('周一至周五 9:00-12:00、14:00-17:30'),
  /** Service that turns voice messages into text: gets the recording by POST, answers `{"text": "…"}`. */
  SPEECH_RECOGNITION_URL: z
    .string()
    .refine((value) => hasProtocol(value, ['http:', 'https:']), '应为 http:// 或 https:// 开头的网址')
    .optional(),
  /** 小程序 AppID. The channel is on when this and WECHAT_MP_APP_SECRET are set. */
  WECHAT_MP_APP_ID: identifier().optional(),
  /** 小程序 AppSecret; secret. */
  WECHAT_MP_APP_SECRET: secret().optional(),
  /** The AppSecret before the last change: opens openids sealed under it; secret. */
  WECHAT_MP_APP_SECRET_PREVIOUS: secret().optional(),
  /** 模板 ID of the 订阅消息 that tells of changes; unset: changes cannot be subscribed. */
  WECHAT_MP_CHANGE_TEMPLATE_ID: identifier().optional(),
  /** Keys of that template for the matter, what changed, and the day. */
  WECHAT_MP_CHANGE_TEMPLATE_FIELDS: z
    .string()
    .regex(TEMPLATE_FIELDS, '应为 matter=thing1,change=thing2,date=date3 的形式')
    .default('matter=thing1,change=thing2,date=date3'),
  /** Page of the mini-program that shows a matter, without a slash before it; gets `?id=`. */
  WECHAT_MP_ITEM_PAGE: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, '应为小程序页面路径，如 pages/item/index')
    .default('pages/item/index'),
  /** Root of WeChat's server API, without a slash at the end; another address in tests. */
  WECHAT_API_BASE: z
    .string()
    .refine((value) => hasProtocol(value, ['http:', 'https:']), '应为 http:// 或 https:// 开头的网址')
    .transform((value) => value.replace(/\/+$/, ''))
    .default('https://api.weixin.qq.com'),
  /** npm name of the Wechaty puppet, e.g. `wechaty-puppet-service`; unset: no bot. */
  WECHATY_PUPPET: z
    .string()
    .regex(/^(@[a-z0-9._-]+\/)?[a-z0-9._-]{1,100}$/, '应为 npm 包名，如 wechaty-puppet-service')
    .optional(),
  /** Token of the puppet service; secret. */
  WECHATY_PUPPET_TOKEN: secret().optional(),
  /** Whose friend requests the bot accepts: nobody's, everybody's, or those that write the word. */
  WECHATY_ACCEPT_FRIENDS: z
    .string()
    .regex(/^(never|always|keyword:.{1,20})$/u, '应为 never、always 或 keyword:口令（口令最多 20 个字）')
    .default('never'),
  /** Which invitations to rooms the bot accepts; inviters by id or by the remark (备注) its owner gave them. */
  WECHATY_ACCEPT_ROOMS: z
    .string()
    .regex(/^(never|always|from:.{1,400})$/u, '应为 never、always 或 from:微信号或备注（多个用逗号分开）')
    .default('never'),
  /** First words to a new friend, instead of the bot's own. */
  WECHATY_GREETING: z.string().max(200, '不能超过 200 个字符').optional(),
  /** Messages the bot sends in any minute, at most. More looks like a machine and gets the account banned. */
  WECHATY_MESSAGES_PER_MINUTE: integer(1, 60).default(20),
});

/** Checked settings, keyed by variable. */
export type Config = Readonly<z.output<typeof envSchema>>;

/**
 * Reads the settings; pure, so callers pass `process.env` (after dotenv) or a plain object in tests.
 * @throws {ConfigError} naming every faulty variable, without values.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given: Record<string, string> = {};
  for (const key of Object.keys(envSchema.shape)) {
    const value = env[key]?.trim();
    if (value) given[key] = value;
  }
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const faults = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0]);
    if (!faults.has(key)) faults.set(key, issue.message);
  }
  throw new ConfigError([...faults].map(([key, message]) => ({ key, message: `的值不正确：${message}` })));
}

/** Settings of the official-account callback. */
export interface OfficialAccountSettings {
  appId: string;
  token: string;
  /** Null: only passive replies. */
  appSecret: string | null;
  /** Null: plain mode. */
  aesKey: string | null;
  aesKeyPrevious: string | null;
  apiBase: string;
  /** Most bytes of one text message. */
  replyBytes: number;
  /** Null: nobody answers in person. */
  staffHours: string | null;
  /** Null: voice is understood only where WeChat recognises it. */
  speechUrl: string | null;
}

/** @returns settings of the official account, or null while the channel is off. */
export function officialAccountSettings(config: Config): OfficialAccountSettings | null {
  if (!config.WECHAT_OA_APP_ID || !config.WECHAT_OA_TOKEN) return null;
  return {
    appId: config.WECHAT_OA_APP_ID,
    token: config.WECHAT_OA_TOKEN,
    appSecret: config.WECHAT_OA_APP_SECRET ?? null,
    aesKey: config.WECHAT_OA_AES_KEY ?? null,
    aesKeyPrevious: config.WECHAT_OA_AES_KEY_PREVIOUS ?? null,
    apiBase: config.WECHAT_API_BASE,
    replyBytes: config.WECHAT_OA_REPLY_BYTES,
    staffHours: config.WECHAT_OA_STAFF_HOURS === 'none' ? null : config.WECHAT_OA_STAFF_HOURS,
    speechUrl: config.SPEECH_RECOGNITION_URL ?? null,
  };
}

/** A 订阅消息 template and its keys. */
export interface ChangeTemplate {
  id: string;
  /** Key for the name of the matter. */
  matter: string;
  /** Key for what changed. */
  change: string;
  /** Key for the day. */
  date: string;
}

/** Settings of the mini-program. */
export interface MiniProgramSettings {
  appId: string;
  appSecret: string;
  appSecretPrevious: string | null;
  apiBase: string;
  /** Null: changes cannot be subscribed. */
  changeTemplate: ChangeTemplate | null;
  /** Page that shows a matter. */
  itemPage: string;
}

/** @returns settings of the mini-program, or null while the channel is off. */
export function miniProgramSettings(config: Config): MiniProgramSettings | null {
  if (!config.WECHAT_MP_APP_ID || !config.WECHAT_MP_APP_SECRET) return null;
  const [, matter = '', change = '', date = ''] =
    TEMPLATE_FIELDS.exec(config.WECHAT_MP_CHANGE_TEMPLATE_FIELDS) ?? [];
  const id = config.WECHAT_MP_CHANGE_TEMPLATE_ID;
  return {
    appId: config.WECHAT_MP_APP_ID,
    appSecret: config.WECHAT_MP_APP_SECRET,
    appSecretPrevious: config.WECHAT_MP_APP_SECRET_PREVIOUS ?? null,
    apiBase: config.WECHAT_API_BASE,
    changeTemplate: id ? { id, matter, change, date } : null,
    itemPage: config.WECHAT_MP_ITEM_PAGE,
  };
}

/** Settings of the WeChat bot. */
export interface BotSettings {
  /** npm name. */
  puppet: string;
  token: string | null;
  friends: { accept: 'never' | 'always' } | { accept: 'keyword'; keyword: string };
  rooms: { accept: 'never' | 'always' } | { accept: 'from'; inviters: string[] };
  /** Null: the bot's own words. */
  greeting: string | null;
  perMinute: number;
}

/** @returns settings of the bot, or null while it is off. */
export function botSettings(config: Config): BotSettings | null {
  if (!config.WECHATY_PUPPET) return null;
  const [friends = '', keyword = ''] = splitOnce(config.WECHATY_ACCEPT_FRIENDS);
  const [rooms = '', inviters = ''] = splitOnce(config.WECHATY_ACCEPT_ROOMS);
  return {
    puppet: config.WECHATY_PUPPET,
    token: config.WECHATY_PUPPET_TOKEN ?? null,
    friends: friends === 'keyword' ? { accept: friends, keyword } : { accept: friends as 'never' | 'always' },
    rooms:
      rooms === 'from'
        ? { accept: rooms, inviters: inviters.split(/[,，]/).flatMap((inviter) => inviter.trim() || []) }
        : { accept: rooms as 'never' | 'always' },
    greeting: config.WECHATY_GREETING ?? null,
    perMinute: config.WECHATY_MESSAGES_PER_MINUTE,
  };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1).trim()];
}

/**
 * Channels that somebody began to set up and that stay off: worth a warning at the start.
 * @returns one Chinese line each, naming what is missing.
 */
export function unfinishedChannels(config: Config): string[] {
  const lines: string[] = [];
  const check = (channel: string, needed: readonly (keyof Config)[], related: readonly (keyof Config)[]) => {
    const missing = needed.filter((key) => !config[key]);
    if (missing.length > 0 && [...needed, ...related].some((key) => config[key]))
      lines.push(`${channel}未启用：还需要设置 ${missing.join('、')}`);
  };
  check('公众号', ['WECHAT_OA_APP_ID', 'WECHAT_OA_TOKEN'], ['WECHAT_OA_APP_SECRET', 'WECHAT_OA_AES_KEY']);
  check(
    '小程序',
    ['WECHAT_MP_APP_ID', 'WECHAT_MP_APP_SECRET'],
    ['WECHAT_MP_APP_SECRET_PREVIOUS', 'WECHAT_MP_CHANGE_TEMPLATE_ID'],
  );
  check('微信机器人', ['WECHATY_PUPPET'], ['WECHATY_PUPPET_TOKEN', 'WECHATY_GREETING']);
  return lines;
}

function integer(min: number, max: number) {
  const message = `应为 ${min}–${max} 之间的整数`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

function identifier() {
  return z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '应为 1–64 个字母、数字、下划线或短横线');
}

function secret() {
  return z.string().regex(/^\S{1,256}$/, '应为 1–256 个字符，中间不能有空格');
}

function aesKey() {
  return z.string().regex(/^[A-Za-z0-9+/]{43}$/, '应为 43 个字符（公众平台“服务器配置”中的 EncodingAESKey）');
}

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocols.includes(protocol) && hostname !== '';
}

function isDatabaseUrl(value: string): boolean {
  if (value.startsWith('sqlite:')) return value.length > 'sqlite:'.length && !value.startsWith('sqlite://');
  return hasProtocol(value, ['mysql:']) && new URL(value).pathname.length > 1;
}
