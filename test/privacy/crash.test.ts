import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runServer } from '../support/run-server.js';
import { makeReady } from '../support/wechat/compiled-client.js';

/** As a driver's error would arrive that nobody caught. */
const CRASH = `
  setInterval(() => {
    if (process.listenerCount('uncaughtException') === 0) return;
    Promise.reject(Object.assign(new Error('张三问：低保'), { query: 'INSERT 张三', parameters: ['张三'] }));
  }, 50);`;

it('a crash tells where it came from and nothing of what people wrote', async () => {
  makeReady();
  const folder = mkdtempSync(join(tmpdir(), 'wenban-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const preload = `data:text/javascript;base64,${Buffer.from(CRASH).toString('base64')}`;
  const { code, output } = await runServer(folder, { NODE_OPTIONS: `--import=${preload}` });
  expect(code).toBe(1);
  expect(output).toMatch(/"level":"fatal".*"crashed"/);
  expect(output).not.toMatch(/张三|低保|INSERT/);
}, 300_000);
