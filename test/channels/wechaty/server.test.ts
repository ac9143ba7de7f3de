import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { projectPath } from '../../../src/project-root.js';
import { makeReady } from '../../support/wechat/compiled-client.js';

let folder: string;
beforeAll(() => {
  makeReady();
  folder = mkdtempSync(join(tmpdir(), 'wenban-server-'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  code: number | null;
  output: string;
  /** Files that each thread loaded, as Node itself tells. */
  threads: string[][];
}

/** Runs what `npm start` runs until it is ready, then stops it as a service manager does. */
async function runServer(name: string, env: Record<string, string>): Promise<Ended> {
  const coverage = join(folder, name);
  mkdirSync(coverage);
  const server = spawn(process.execPath, [projectPath('dist', 'src', 'server.js')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'wenban.sqlite')}`,
      NODE_V8_COVERAGE: coverage,
      ...env,
    },
  });
  onTestFinished(() => void server.kill('SIGKILL'));
  const output = listenTo(server);
  const isUp = (): boolean => server.exitCode !== null || output().includes('问办已就绪');
  await expect.poll(isUp, { timeout: 100_000 }).toBe(true);
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  const threads = readdirSync(coverage).map((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url);
  });
  return { code: server.exitCode, output: output(), threads };
}

function listenTo({ stdout, stderr }: ChildProcess): () => string {
  let output = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return () => output;
}

it('without the bot nothing of it is loaded', async () => {
  const { code, threads } = await runServer('off', {});
  expect(code).toBe(0);
  expect(threads).toHaveLength(1);
  const loaded = threads.flat();
  expect(loaded.filter((url) => url.endsWith('dist/src/server.js'))).toHaveLength(1);
  expect(
    loaded.filter((url) => /node_modules\/(wechaty|birpc|qrcode)|wechaty\/(?!assert)/.test(url)),
  ).toEqual([]);
}, 120_000);

it('with the bot Wechaty lives in a thread of its own, and all of it stops', async () => {
  const { code, threads, output } = await runServer('on', { WECHATY_PUPPET: 'wechaty-puppet-mock' });
  expect(code).toBe(0);
  const loadedWith = (file: string): string[] =>
    threads.find((urls) => urls.some((url) => url.endsWith(file))) ?? [];
  const service = loadedWith('dist/src/server.js');
  expect(service.some((url) => url.endsWith('wechaty/isolated-client.js'))).toBe(true);
  expect(service.filter((url) => url.includes('node_modules/wechaty'))).toEqual([]);
  expect(output).toContain('"state":"loggedOut"');
  expect(output).toContain('"state":"stopped"');
}, 120_000);

it('with the bot too, a port that is taken ends the start', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const env = { WECHATY_PUPPET: 'wechaty-puppet-mock', PORT: String(port) };
  const { code, output } = await runServer('taken', env);
  expect(code).toBe(1);
  expect(output).toContain('"state":"stopped"');
}, 120_000);

it('a puppet that is not installed stops the start with one line naming the variable', async () => {
  const { code, output } = await runServer('missing', { WECHATY_PUPPET: 'wechaty-puppet-hunter2' });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(/^环境变量 WECHATY_PUPPET 指定的包没有安装/),
  ]);
  expect(output).not.toContain('hunter2');
}, 120_000);
