import { describe, expect, it } from 'vitest';
import {
  botSettings,
  ConfigError,
  envSchema,
  loadConfig,
  miniProgramSettings,
  officialAccountSettings,
  unfinishedChannels,
} from '../src/config.js';

const AES_KEY = 'a'.repeat(43);

function faultsFor(env: Record<string, string>): ConfigError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('loadConfig', () => {
  it('has the documented defaults', () => {
    expect(loadConfig({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATABASE_URL: 'sqlite:var/wenban.sqlite',
      LOG_LEVEL: 'info',
      RATE_LIMIT_PER_MINUTE: 600,
      TRUST_PROXY: 0,
      KEEP_CALL_NOTES_DAYS: 180,
      KEEP_QUESTIONS_DAYS: 180,
      WECHAT_OA_REPLY_BYTES: 2_048,
      WECHAT_OA_STAFF_HOURS: '周一至周五 9:00-12:00、14:00-17:30',
      WECHAT_MP_CHANGE_TEMPLATE_FIELDS: 'matter=thing1,change=thing2,date=date3',
      WECHAT_MP_ITEM_PAGE: 'pages/item/index',
      WECHAT_API_BASE: 'https://api.weixin.qq.com',
      WECHATY_ACCEPT_FRIENDS: 'never',
      WECHATY_ACCEPT_ROOMS: 'never',
      WECHATY_MESSAGES_PER_MINUTE: 20,
    });
  });

  it('takes an empty or blank value for unset, trims, and passes over variables of others', () => {
    const config = loadConfig({ PORT: '', REDIS_URL: '  ', HOST: ' 0.0.0.0 ', PATH: '/bin' });
    expect(config.PORT).toBe(3000);
    expect(config.REDIS_URL).toBeUndefined();
    expect(config.HOST).toBe('0.0.0.0');
    expect(config).not.toHaveProperty('PATH');
  });

  it.each([
    ['PORT', '0', 0],
    ['PORT', '65535', 65_535],
    ['HOST', '::', '::'],
    ['DATABASE_URL', 'sqlite::memory:', 'sqlite::memory:'],
    ['DATABASE_URL', 'mysql://u:p%40@db:3306/wenban', 'mysql://u:p%40@db:3306/wenban'],
    ['REDIS_URL', 'rediss://:secret@cache:6380/1', 'rediss://:secret@cache:6380/1'],
    ['HOME_REGION', '大足区', '大足区'],
    ['LOG_LEVEL', 'silent', 'silent'],
    ['RATE_LIMIT_PER_MINUTE', '0', 0],
    ['TRUST_PROXY', '2', 2],
    ['WECHAT_OA_AES_KEY', AES_KEY, AES_KEY],
    ['WECHAT_API_BASE', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['WECHATY_PUPPET', '@scope/wechaty-puppet-mock', '@scope/wechaty-puppet-mock'],
  ])('accepts %s=%s', (key, value, expected) => {
    expect(loadConfig({ [key]: value })).toHaveProperty(key, expected);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['PORT', 'abc'],
    ['HOST', 'not a host'],
    ['DATABASE_URL', 'postgres://u:p@h/db'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'mysql://h'],
    ['REDIS_URL', 'cache:6379'],
    ['LOG_LEVEL', 'loud'],
    ['RATE_LIMIT_PER_MINUTE', '1e3'],
    ['TRUST_PROXY', 'true'],
    ['WECHAT_OA_APP_ID', 'wx 1'],
    ['WECHAT_OA_APP_SECRET', 'a b'],
    ['WECHAT_OA_TOKEN', 'ab'],
    ['WECHAT_OA_AES_KEY', 'short'],
    ['WECHAT_OA_AES_KEY_PREVIOUS', 'short'],
    ['WECHAT_API_BASE', 'ftp://h'],
    ['WECHAT_OA_REPLY_BYTES', '4096'],
    ['SPEECH_RECOGNITION_URL', 'ftp://h'],
    ['KEEP_QUESTIONS_DAYS', '-1'],
    ['WECHATY_PUPPET', '../evil'],
    ['WECHATY_ACCEPT_FRIENDS', 'sometimes'],
    ['WECHATY_ACCEPT_FRIENDS', 'keyword:'],
    ['WECHATY_ACCEPT_ROOMS', 'from:'],
    ['WECHATY_MESSAGES_PER_MINUTE', '0'],
    ['WECHATY_MESSAGES_PER_MINUTE', '61'],
  ])('refuses %s=%s in one line that names it in Chinese', (key, value) => {
    const { message, faults } = faultsFor({ [key]: value });
    expect(faults.map((fault) => fault.key)).toEqual([key]);
    expect(message).not.toContain('\n');
    expect(message).toMatch(new RegExp(`^环境变量 ${key} 的值不正确：.*[\\u4e00-\\u9fff]`));
  });

  it('lists every faulty variable at once, a line each, and never a value', () => {
    const error = faultsFor({
      PORT: 'x',
      WECHAT_OA_APP_SECRET: 'my secret',
      DATABASE_URL: 'mysql://root:hunter2@',
    });
    expect(error.message.split('\n')).toHaveLength(3);
    expect(error.message).not.toMatch(/hunter2|my secret/);
  });

  it('has a Chinese rule for every variable that can be wrong', () => {
    const far = 'x y'.repeat(200);
    const { faults } = faultsFor(Object.fromEntries(Object.keys(envSchema.shape).map((key) => [key, far])));
    expect(faults.map(({ key }) => key)).toEqual(Object.keys(envSchema.shape));
    for (const { message } of faults) expect(message).toMatch(/：.*\p{Script=Han}/u);
  });
});

describe('channels', () => {
  it('are off until their settings are there', () => {
    const config = loadConfig({ WECHAT_OA_TOKEN: 'token123', WECHAT_MP_APP_ID: 'wx1' });
    expect(officialAccountSettings(config)).toBeNull();
    expect(miniProgramSettings(config)).toBeNull();
    expect(unfinishedChannels(config)).toEqual([
      '公众号未启用：还需要设置 WECHAT_OA_APP_ID',
      '小程序未启用：还需要设置 WECHAT_MP_APP_SECRET',
    ]);
    expect(unfinishedChannels(loadConfig({}))).toEqual([]);
  });

  it('read the template of notices, and say what is wrong with it', () => {
    const settings = {
      WECHAT_MP_APP_ID: 'wx1',
      WECHAT_MP_APP_SECRET: 'secret',
      WECHAT_MP_CHANGE_TEMPLATE_ID: 'tmpl',
    };
    expect(miniProgramSettings(loadConfig(settings))?.changeTemplate).toEqual({
      id: 'tmpl',
      matter: 'thing1',
      change: 'thing2',
      date: 'date3',
    });
    const faults = faultsFor({
      WECHAT_MP_CHANGE_TEMPLATE_FIELDS: 'thing1',
      WECHAT_MP_ITEM_PAGE: '/pages/a?b',
    });
    expect(faults.message).toContain('WECHAT_MP_CHANGE_TEMPLATE_FIELDS 的值不正确：应为 matter=thing1');
    expect(faults.message).toContain('WECHAT_MP_ITEM_PAGE 的值不正确：应为小程序页面路径');
  });

  it('give their settings once complete', () => {
    const config = loadConfig({
      WECHAT_OA_TOKEN: 'token123',
      WECHAT_OA_APP_ID: 'wx1',
      WECHAT_OA_AES_KEY: AES_KEY,
    });
    expect(officialAccountSettings(config)).toEqual({
      appId: 'wx1',
      token: 'token123',
      appSecret: null,
      aesKey: AES_KEY,
      aesKeyPrevious: null,
      apiBase: 'https://api.weixin.qq.com',
      replyBytes: 2_048,
      staffHours: '周一至周五 9:00-12:00、14:00-17:30',
      speechUrl: null,
    });
    expect(unfinishedChannels(config)).toEqual([]);
  });

  it('tell how the bot treats requests', () => {
    expect(botSettings(loadConfig({ WECHATY_PUPPET_TOKEN: 'token' }))).toBeNull();
    expect(botSettings(loadConfig({ WECHATY_PUPPET: 'wechaty-puppet-service' }))).toEqual({
      puppet: 'wechaty-puppet-service',
      token: null,
      friends: { accept: 'never' },
      rooms: { accept: 'never' },
      greeting: null,
      perMinute: 20,
    });
    const settings = botSettings(
      loadConfig({
        WECHATY_PUPPET: 'wechaty-puppet-service',
        WECHATY_ACCEPT_FRIENDS: 'keyword: 办事',
        WECHATY_ACCEPT_ROOMS: 'from: 社区张主任，wxid_1 ,',
      }),
    );
    expect(settings).toMatchObject({
      friends: { accept: 'keyword', keyword: '办事' },
      rooms: { accept: 'from', inviters: ['社区张主任', 'wxid_1'] },
    });
    const everybody = loadConfig({
      WECHATY_PUPPET: 'p',
      WECHATY_ACCEPT_FRIENDS: 'always',
      WECHATY_ACCEPT_ROOMS: 'always',
    });
    expect(botSettings(everybody)).toMatchObject({
      friends: { accept: 'always' },
      rooms: { accept: 'always' },
    });
  });
});
