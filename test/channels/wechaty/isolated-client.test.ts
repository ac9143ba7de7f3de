import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { ClientEvents, IncomingMessage } from '../../../src/channels/wechaty/client.js';
import type { IsolatedClient, IsolatedClientOptions } from '../../../src/channels/wechaty/isolated-client.js';
import { makeMemoryFile, puppetEnvironment } from '../../../src/channels/wechaty/open-bot.js';
import { projectPath } from '../../../src/project-root.js';
import { COMPILED_CLIENT, compiledClient } from '../../support/wechat/compiled-client.js';

/** A thread loads Wechaty, which takes seconds where other tests run beside it. */
const PATIENTLY = { timeout: 60_000 };
vi.setConfig({ testTimeout: 90_000 });

let Client: typeof IsolatedClient;
let folder: string;

beforeAll(async () => {
  Client = await compiledClient();
  folder = mkdtempSync(join(tmpdir(), 'wenban-bot-'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a client told, in order. */
type Told = [event: keyof ClientEvents, ...what: unknown[]];

function open(puppet: string, part: string | null, env: Record<string, string> = {}) {
  const told: Told[] = [];
  const events = new Proxy({} as ClientEvents, {
    get:
      (_, event: keyof ClientEvents) =>
      (...what: unknown[]) =>
        void told.push([event, ...what]),
    has: () => true,
  });
  const options: IsolatedClientOptions = {
    puppet: puppet.endsWith('.mjs')
      ? pathToFileURL(projectPath('test', 'support', 'wechat', 'puppets', puppet)).href
      : puppet,
    token: part,
    memoryName: join(folder, 'bot'),
    env,
  };
  const client = new Client(options, events);
  onTestFinished(() => client.close());
  const texts = () =>
    told.flatMap(([event, message]) => (event === 'message' ? [(message as IncomingMessage).text] : []));
  const eventNames = () => told.map(([event]) => event);
  return { client, told, texts, eventNames };
}

it('brings codes, logins and messages over, and sends', async () => {
  const { client, told, texts, eventNames } = open('acting.mjs', 'talk');
  await expect.poll(texts, PATIENTLY).toEqual(['你好']);
  expect(told[0]).toEqual(['scan', 'http://weixin.qq.com/x/code']);
  expect(eventNames()).toContain('login');
  await client.sendText({ contactId: 'wxid-li', roomId: null }, '您好');
  await expect.poll(texts, PATIENTLY).toContain('听到了：您好');
  await expect(client.sendText({ contactId: null, roomId: 'gone@chatroom' }, '您好')).rejects.toThrow();
});

it.each(['crash', 'exit'])('a puppet that does %s ends its thread and nothing else', async (part) => {
  const { told } = open('acting.mjs', part);
  await expect.poll(() => told.map(([event]) => event), PATIENTLY).toContain('end');
  expect(JSON.stringify(told)).not.toMatch(/wxid|断线/);
});

it('a call that is under way when the thread ends fails', async () => {
  const { client, texts } = open('acting.mjs', 'talk');
  await expect.poll(texts, PATIENTLY).toEqual(['你好']);
  const sending = client.sendText({ contactId: 'wxid-li', roomId: null }, '您好');
  const failed = expect(sending).rejects.toThrow();
  await client.close();
  await failed;
});

it.each(['no-puppet.mjs', 'zod'])('says of %s that it is no puppet', async (puppet) => {
  const { eventNames } = open(puppet, null);
  await expect.poll(eventNames, PATIENTLY).toEqual(['unusable']);
});

it('a package that cannot be loaded ends the thread', async () => {
  const { eventNames } = open('broken.mjs', null);
  await expect.poll(eventNames, PATIENTLY).toContain('end');
});

it('shows the puppet its own settings and none of the service’s', async () => {
  const env = puppetEnvironment({
    DATABASE_URL: 'mysql://root:hunter2@db/wenban',
    WECHAT_OA_APP_SECRET: 'hunter2',
    WECHATY_LOG: 'silly',
    WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
    https_proxy: 'http://proxy:3128',
  });
  const { texts } = open('acting.mjs', 'tell its environment', env);
  await expect.poll(texts, PATIENTLY).toHaveLength(1);
  const seen = JSON.parse(texts()[0] as string);
  expect(seen).toMatchObject({
    WECHATY_PUPPET_SERVICE_ENDPOINT: '127.0.0.1:8788',
    https_proxy: 'http://proxy:3128',
  });
  expect(JSON.stringify(seen)).not.toContain('hunter2');
  expect(seen).not.toHaveProperty('WECHATY_LOG');
});

it('keeps from the log what a puppet prints', () => {
  const script = join(folder, 'main.mjs');
  const puppet = projectPath('test', 'support', 'wechat', 'puppets', 'acting.mjs');
  writeFileSync(
    script,
    `import { IsolatedClient } from ${JSON.stringify(pathToFileURL(COMPILED_CLIENT).href)};
    const options = { puppet: ${JSON.stringify(pathToFileURL(puppet).href)}, token: 'talk', memoryName: 'unused', env: {} };
    const tell = (event) => () => { if (event === 'message') { console.log('a message came'); client.close(); } };
    const client = new IsolatedClient(options, new Proxy({}, { get: (_, event) => tell(event), has: () => true }));`,
  );
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(status).toBe(0);
  expect(stdout).toBe('a message came\n');
  expect(stderr).toBe('');
});

it('logins are kept where only the service reads', () => {
  const path = join(folder, 'private', 'bot.memory-card.json');
  makeMemoryFile(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe('{}');
  makeMemoryFile(path);
});
