import { expect, it } from 'vitest';
import { assertPuppetReady } from '../../../src/channels/wechaty/assert-puppet-ready.js';
import { loadConfig } from '../../../src/config.js';

it.each([
  ['no bot', {}],
  ['a puppet of CommonJS and ES modules', { WECHATY_PUPPET: 'wechaty-puppet-mock' }],
  ['a package made for import only', { WECHATY_PUPPET: 'koa-helmet' }],
  ['the service puppet', { WECHATY_PUPPET: 'wechaty-puppet-service', WECHATY_PUPPET_TOKEN: 'insecure_1' }],
])('%s can start', (_, env) => {
  expect(() => assertPuppetReady(loadConfig(env as Record<string, string>))).not.toThrow();
});

it.each([
  [{ WECHATY_PUPPET: 'wechaty-puppet-hunter2' }, /^环境变量 WECHATY_PUPPET 指定的包没有安装.*npm install/],
  [{ WECHATY_PUPPET: '@hunter2/puppet' }, /^环境变量 WECHATY_PUPPET 指定的包没有安装/],
  [{ WECHATY_PUPPET: 'wechaty-puppet-service' }, /^环境变量 WECHATY_PUPPET_TOKEN 没有设置/],
])('%j is told in one line without the value', (env, line) => {
  const check = () => assertPuppetReady(loadConfig(env as Record<string, string>));
  expect(check).toThrow(line);
  expect(check).not.toThrow(/hunter2|\n/);
});
