import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { connectRedis, untilConnected } from '../../src/storage/redis.js';
import type { TableFollowerOptions } from '../../src/storage/table-follower.js';
import { ChannelSwitches } from '../../src/switches/channel-switches.js';
import { REDIS_URL, redisReachable } from '../support/redis.js';
import { openTestWenban } from '../support-wenban.js';

const reachable = await redisReachable();
const folder = mkdtempSync(join(tmpdir(), 'wenban-switches-'));
const file = `sqlite:${join(folder, 'db.sqlite')}`;
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The switches as one process has them. */
async function process(options: TableFollowerOptions = {}): Promise<ChannelSwitches> {
  const ds = await createDataSource(file).initialize();
  await migrate(ds);
  const switches = new ChannelSwitches(ds, options);
  await switches.reload();
  onTestFinished(async () => {
    switches.close();
    await ds.destroy();
  });
  return switches;
}

describe('a channel', () => {
  it('is open until it is stopped, for every process within seconds', async () => {
    const [one, other] = [await process(), await process({ pollMs: 20 })];
    other.follow();
    expect(one.isOpen('officialAccount')).toBe(true);
    await one.set('officialAccount', false, '李工');
    expect(one.isOpen('officialAccount')).toBe(false);
    await vi.waitFor(() => expect(other.isOpen('officialAccount')).toBe(false));
    expect(other.isOpen('web')).toBe(true);
    expect(other.list().find(({ channel }) => channel === 'officialAccount')).toMatchObject({
      open: false,
      changedBy: '李工',
    });
    await other.set('officialAccount', true, null);
    expect(other.isOpen('officialAccount')).toBe(true);
  });

  it.skipIf(!reachable)('is stopped at once where processes share Redis', async () => {
    const connections = [connectRedis(REDIS_URL), connectRedis(REDIS_URL)];
    onTestFinished(() => {
      for (const redis of connections) redis.disconnect();
    });
    await Promise.all(connections.map((redis) => untilConnected(redis)));
    const [one, other] = [
      await process({ redis: connections[0] }),
      await process({ redis: connections[1], pollMs: 600_000 }),
    ];
    other.follow();
    // Subscribing takes a moment; a change told before is seen at the next look.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await one.set('hotline', false, null);
    await vi.waitFor(() => expect(other.isOpen('hotline')).toBe(false), 1_000);
  });

  it('that is stopped answers with the hotline and asks nobody', { timeout: 60_000 }, async () => {
    const wenban = await openTestWenban();
    onTestFinished(() => wenban.close());
    await wenban.switches.set('web', false, null);
    const ask = vi.spyOn(wenban.asker, 'ask');
    const { kind, reply } = await wenban.frontDoor.ask({ question: '社保卡丢了怎么补' });
    expect(kind).toBe('none');
    expect(reply).toContain('12345');
    expect(ask).not.toHaveBeenCalled();
    await wenban.frontDoor.ask({ question: '社保卡丢了怎么补', channel: 'hotline' });
    expect(ask).toHaveBeenCalledOnce();
  });
});

describe('npm run channel', () => {
  const run = (...args: string[]) =>
    promisify(execFile)('node', ['dist/src/cli/channel.js', ...args], {
      env: { ...globalThis.process.env, DATABASE_URL: file, REDIS_URL: '' },
    });

  it('stops, starts and lists channels', async () => {
    const off = await run('miniProgram', 'off');
    expect(off.stdout).toMatch(/^miniProgram（小程序）：停用，.*命令行$/m);
    expect((await run()).stdout).toMatch(/^miniProgram（小程序）：停用/m);
    expect((await run('miniProgram', 'on')).stdout).toMatch(/^miniProgram（小程序）：启用/m);
  });

  it.each([[['fax', 'off']], [['web']], [['web', 'maybe']], [['web', 'off', 'now']]])(
    'explains itself for %j',
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({ stderr: expect.stringContaining('用法') });
    },
  );
});
