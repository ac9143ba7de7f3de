import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { WechatBot } from '../../../src/channels/wechaty/bot.js';
import { createLogger } from '../../../src/log.js';
import { projectPath } from '../../../src/project-root.js';
import { answer } from '../../http/support.js';
import { compiledClient } from '../../support/wechat/compiled-client.js';

const TOKEN = 'insecure_11111111-1111-4111-8111-111111111111';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('converses through the service puppet and a gateway of one’s own, over gRPC', async () => {
  const IsolatedClient = await compiledClient();
  const folder = mkdtempSync(join(tmpdir(), 'wenban-gateway-'));
  const endpoint = `127.0.0.1:${await freePort()}`;
  const gateway = new Worker(projectPath('test', 'support', 'wechat', 'gateway.mjs'), {
    workerData: { endpoint, token: TOKEN },
    stdout: true,
    stderr: true,
  });
  const heard: string[] = [];
  await once(gateway, 'message');
  gateway.on('message', (text: string) => heard.push(text));

  const thread = {
    puppet: 'wechaty-puppet-service',
    token: TOKEN,
    memoryName: join(folder, 'bot'),
    env: { WECHATY_PUPPET_SERVICE_ENDPOINT: endpoint },
  };
  const bot = new WechatBot({
    ask: async ({ question }) => ({ ...answer, answer: null, reply: `答：${question}` }),
    hash: async (text) => text,
    recordAnswer: () => {},
    friends: { accept: 'never' },
    rooms: { accept: 'never' },
    greeting: '您好',
    perMinute: 60,
    open: (events) => new IsolatedClient(thread, events),
    clock: { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { signal }) },
    random: () => 0,
    logger: createLogger('silent'),
  });
  onTestFinished(async () => {
    await bot.stop();
    await gateway.terminate();
    rmSync(folder, { recursive: true });
  });
  bot.start();
  await expect.poll(() => bot.status.current().state, { timeout: 60_000 }).toBe('loggedIn');
  gateway.postMessage('社保卡丢了怎么补');
  await expect.poll(() => heard, { timeout: 30_000 }).toEqual(['答：社保卡丢了怎么补']);
}, 120_000);
