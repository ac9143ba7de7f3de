import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { runServer } from '../../support/run-server.js';
import { makeReady } from '../../support/wechat/compiled-client.js';

let folder: string;
beforeAll(() => {
  makeReady();
  folder = mkdtempSync(join(tmpdir(), 'wenban-server-'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('without the bot nothing of it is loaded', async () => {
  const { code, threads } = await runServer(folder, {}, true);
  expect(code).toBe(0);
  expect(threads).toHaveLength(1);
  const loaded = threads.flat();
  expect(loaded.filter((url) => url.endsWith('dist/src/server.js'))).toHaveLength(1);
  expect(
    loaded.filter((url) => /node_modules\/(wechaty|birpc|qrcode)|wechaty\/(?!assert)/.test(url)),
  ).toEqual([]);
}, 300_000);

it('with the bot Wechaty lives in a thread of its own, and all of it stops', async () => {
  const { code, threads, output } = await runServer(folder, { WECHATY_PUPPET: 'wechaty-puppet-mock' }, true);
  expect(code).toBe(0);
  const loadedWith = (file: string): string[] =>
    threads.find((urls) => urls.some((url) => url.endsWith(file))) ?? [];
  const service = loadedWith('dist/src/server.js');
  expect(service.some((url) => url.endsWith('wechaty/isolated-client.js'))).toBe(true);
  expect(service.filter((url) => url.includes('node_modules/wechaty'))).toEqual([]);
  expect(output).toContain('"state":"loggedOut"');
  expect(output).toContain('"state":"stopped"');
}, 300_000);

it('with the bot too, a port that is taken ends the start', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const env = { WECHATY_PUPPET: 'wechaty-puppet-mock', PORT: String(port) };
  const { code, output } = await runServer(folder, env);
  expect(code).toBe(1);
  expect(output).toContain('"state":"stopped"');
}, 300_000);

it('a puppet that is not installed stops the start with one line naming the variable', async () => {
  const { code, output } = await runServer(folder, { WECHATY_PUPPET: 'wechaty-puppet-hunter2' });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(/^环境变量 WECHATY_PUPPET 指定的包没有安装/),
  ]);
  expect(output).not.toContain('hunter2');
}, 300_000);
