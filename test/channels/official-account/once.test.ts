import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AskedQuestion } from '../../../entities/asked-question.js';
import { OFFICIAL_ACCOUNT_PATH } from '../../../src/channels/official-account/callback.js';
import { ReplyOnce } from '../../../src/channels/reply-once.js';
import { projectPath } from '../../../src/project-root.js';
import { createDataSource } from '../../../src/storage/data-source.js';
import { connectRedis, untilConnected } from '../../../src/storage/redis.js';
import { REDIS_URL, redisReachable } from '../../support/redis.js';
import { WeixinStandIn } from '../../support/weixin/weixin-server.js';
import { messageId, WeixinUser } from '../../support/weixin/weixin-user.js';
import { AES_KEY, at, OFFICE_HOURS, SECRET, type Stage, startStage, TOKEN } from './stage.js';

const reachable = await redisReachable();
let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const message = (user: WeixinUser, more: Record<string, string> = {}) => ({
  ...user.head(),
  MsgType: 'text',
  Content: '社保卡丢了怎么补',
  MsgId: messageId(),
  ...more,
});

/** Holds every answer up. */
function slowAnswers(ms: number) {
  const { asker } = stage.wenban;
  const real = asker.ask.bind(asker);
  const ask = vi.spyOn(asker, 'ask').mockImplementation(async (...given) => {
    await sleep(ms);
    return real(...given);
  });
  onTestFinished(() => ask.mockRestore());
  return ask;
}

describe('a message that comes again', () => {
  it('while the first still works waits for it: one look-up, the same bytes', async () => {
    const ask = slowAnswers(300);
    const user = stage.user();
    const fields = message(user);
    const attempts = await Promise.all([1, 2, 3].map(() => user.attempt(fields)));
    expect(ask).toHaveBeenCalledOnce();
    expect(user.read(attempts[0] as never).kind).toBe('text');
    expect(new Set(attempts.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
  });

  it('later gets the bytes it got before, however often', async () => {
    const ask = vi.spyOn(stage.wenban.asker, 'ask');
    const user = stage.user();
    const fields = message(user);
    const first = await user.attempt(fields);
    for (let time = 0; time < 5; time++) expect((await user.attempt(fields)).bytes).toEqual(first.bytes);
    expect(ask).toHaveBeenCalledOnce();
    ask.mockRestore();
  });

  it('as an event is known by who, when and what', async () => {
    const user = stage.user();
    const event = { ...user.head(), MsgType: 'event', Event: 'CLICK', EventKey: 'ask:社保卡丢了怎么补' };
    const ask = vi.spyOn(stage.wenban.asker, 'ask');
    const [one, two] = [await user.attempt(event), await user.attempt(event)];
    expect(two?.bytes).toEqual(one?.bytes);
    expect(ask).toHaveBeenCalledOnce();
    await user.attempt({ ...event, EventKey: 'ask:低保要什么条件' });
    expect(ask).toHaveBeenCalledTimes(2);
    ask.mockRestore();
  });

  it('as a replay of what was captured brings no second answer', async () => {
    const ask = vi.spyOn(stage.wenban.asker, 'ask');
    const user = stage.user();
    const { query, body } = user.signed(message(user));
    const first = await user.post(query, body);
    expect((await user.post(query, body)).bytes).toEqual(first.bytes);
    expect(ask).toHaveBeenCalledOnce();
    ask.mockRestore();
  });
});

describe('an answer that takes longer than WeChat waits', () => {
  it('is announced within four seconds and follows as a customer message', async () => {
    slowAnswers(4_400);
    const user = stage.user();
    const { seen, attempts, tookMs } = await user.says('社保卡丢了怎么补');
    expect(attempts).toHaveLength(1);
    expect(tookMs).toBeLessThan(5_000);
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringMatching(/正在为您查.*12345/) });
    await vi.waitFor(() => expect(stage.delivered(user)).toHaveLength(1), 3_000);
    expect(stage.delivered(user)[0]).toContain('补、换社会保障卡');
  });

  it('is no hand-over any more, and says so', async () => {
    at(OFFICE_HOURS);
    slowAnswers(4_400);
    const user = stage.user();
    await user.says('转人工');
    await vi.waitFor(() => expect(stage.delivered(user).join()).toContain('请再回复一次“人工”'), 3_000);
  });

  it('is apologised for where nothing can follow', async () => {
    const passive = await startStage({ wenban: stage.wenban, secret: false });
    onTestFinished(() => passive.close());
    slowAnswers(4_400);
    const { seen } = await passive.user().says('社保卡丢了怎么补');
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringMatching(/抱歉.*12345/) });
    expect(passive.weixin.calls).toHaveLength(0);
  });

  it('that fails becomes an apology, never an error', async () => {
    const ask = vi.spyOn(stage.wenban.asker, 'ask').mockRejectedValue(new Error('broken 13812345678'));
    onTestFinished(() => ask.mockRestore());
    const { seen } = await stage.user().says('社保卡丢了怎么补');
    expect(seen).toMatchObject({ kind: 'text', text: expect.stringContaining('12345') });
    expect(stage.log.join('')).not.toContain('13812345678');
  });
});

describe('ReplyOnce', () => {
  it('tries again after a failure, and forgets bytes but not messages', async () => {
    let time = 0;
    const once = new ReplyOnce(null, () => time);
    await expect(once.reply('k', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    const make = vi.fn(async () => Buffer.from('reply'));
    expect(await once.reply('k', make)).toEqual({ bytes: Buffer.from('reply'), first: true });
    time = 59_000;
    expect(await once.reply('k', make)).toEqual({ bytes: Buffer.from('reply'), first: false });
    time = 500_000;
    expect(await once.reply('k', make)).toEqual({ bytes: null, first: false });
    expect(make).toHaveBeenCalledOnce();
  });

  it.skipIf(!reachable)('takes over from a process that died at work', async () => {
    const redis = connectRedis(REDIS_URL);
    await untilConnected(redis);
    onTestFinished(() => redis.disconnect());
    const key = `test-${messageId()}`;
    await redis.set(`wenban:once:${key}:work`, 'somebody who died', 'PX', 400);
    const { bytes, first } = await new ReplyOnce(redis).reply(key, async () => Buffer.from('reply'));
    expect([bytes?.toString(), first]).toEqual(['reply', true]);
  });

  it('goes on alone while Redis is away', async () => {
    const redis = connectRedis('redis://127.0.0.1:1');
    onTestFinished(() => redis.disconnect());
    const once = new ReplyOnce(redis);
    const make = vi.fn(async () => Buffer.from('reply'));
    await Promise.all([1, 2, 3].map(() => once.reply('k', make)));
    expect(make).toHaveBeenCalledOnce();
  });
});

describe.skipIf(!reachable)('two processes that share Redis', () => {
  it('look up once and give the same bytes for three retries at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-two-'));
    const appId = `wx${messageId()}`;
    const weixin = await WeixinStandIn.start([{ appId, appSecret: SECRET }]);
    const database = `sqlite:${join(folder, 'db.sqlite')}`;
    const env = {
      DATABASE_URL: database,
      REDIS_URL,
      WECHAT_OA_APP_ID: appId,
      WECHAT_OA_APP_SECRET: SECRET,
      WECHAT_OA_TOKEN: TOKEN,
      WECHAT_OA_AES_KEY: AES_KEY,
      WECHAT_API_BASE: weixin.base,
    };
    const first = await startProcess(env);
    const processes = [first, await startProcess(env)];
    onTestFinished(async () => {
      await Promise.all(processes.map(({ stop }) => stop()));
      await weixin.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    const account = { appId, token: TOKEN, mode: 'secure', aesKey: AES_KEY } as const;
    const users = processes.map(
      ({ url }) => new WeixinUser({ url: url + OFFICIAL_ACCOUNT_PATH, account, openId: 'oTwoProcesses' }),
    );
    const [one, other] = users as [WeixinUser, WeixinUser];
    const rounds = 10;
    for (let round = 0; round < rounds; round++) {
      const fields = message(one);
      const attempts = await Promise.all([one, other, one, other].map((user) => user.attempt(fields)));
      expect(one.read(attempts[0] as never).kind).toBe('text');
      expect(new Set(attempts.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
    }
    await Promise.all(processes.map(({ stop }) => stop()));
    // Each look-up is kept as one question.
    const ds = await createDataSource(database).initialize();
    expect(await ds.manager.countBy(AskedQuestion, { channel: 'officialAccount' })).toBe(rounds);
    await ds.destroy();
  }, 150_000);
});

interface Running {
  url: string;
  stop(): Promise<void>;
}

/** The server as it runs in production, in a process of its own. */
async function startProcess(env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, [projectPath('dist', 'src', 'server.js')], {
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('exit', () => reject(new Error(`the server did not start: ${printed}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('问办已就绪')) resolve();
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
