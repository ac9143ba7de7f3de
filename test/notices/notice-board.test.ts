import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Notice } from '../../entities/notice.js';
import { loadRegions } from '../../src/catalogue/load-regions.js';
import { NoticeBoard } from '../../src/notices/notice-board.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { connectRedis, untilConnected } from '../../src/storage/redis.js';
import type { TableFollowerOptions } from '../../src/storage/table-follower.js';
import { engines } from '../storage/databases.js';
import { REDIS_URL, redisReachable } from '../support/redis.js';
import { noticeOf } from './factories.js';

const reachable = await redisReachable();
const ANYTHING = { itemId: null, agency: null, regionCodes: ['500231'] };
const now = () => new Date('2026-12-02T01:00:00Z');

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wenban-notices-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'db.sqlite')}`;
}

/** The notices as one process has them, and its way into the database. */
async function process(url: string, options: TableFollowerOptions = {}) {
  const ds = await createDataSource(url).initialize();
  await migrate(ds);
  const regions = loadRegions();
  const board = new NoticeBoard(ds, { ...options, regions: () => regions, now });
  await board.reload();
  onTestFinished(async () => {
    board.close();
    if (ds.isInitialized) await ds.destroy();
  });
  const post = async (notice: Notice) => {
    await ds.manager.insert(Notice, notice);
    await board.changed();
  };
  return { board, ds, post };
}

describe('the notice board', () => {
  it('of every process has a notice within seconds', async () => {
    const url = databaseFile();
    const [one, other] = [await process(url), await process(url, { pollMs: 20 })];
    other.board.follow();
    await one.post(noticeOf());
    expect(one.board.about(ANYTHING)).toHaveLength(1);
    await vi.waitFor(() => expect(other.board.about(ANYTHING)).toHaveLength(1));
    await one.ds.manager.update(Notice, { version: 1 }, { withdrawnAt: now().toISOString() });
    await vi.waitFor(() => expect(other.board.about(ANYTHING)).toEqual([]));
  });

  it.skipIf(!reachable)('has it at once where processes share Redis', async () => {
    const connections = [connectRedis(REDIS_URL), connectRedis(REDIS_URL)];
    onTestFinished(() => {
      for (const redis of connections) redis.disconnect();
    });
    await Promise.all(connections.map((redis) => untilConnected(redis)));
    const url = databaseFile();
    const one = await process(url, { redis: connections[0] });
    const other = await process(url, { redis: connections[1], pollMs: 600_000 });
    other.board.follow();
    // Subscribing takes a moment; a change told before is seen at the next look.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await one.post(noticeOf());
    await vi.waitFor(() => expect(other.board.about(ANYTHING)).toHaveLength(1), 2_000);
  });

  it('keeps what it has while the database is away', async () => {
    const { board, ds, post } = await process(databaseFile(), { pollMs: 10 });
    await post(noticeOf());
    const warn = vi.fn();
    await ds.destroy();
    const away = new NoticeBoard(ds, { regions: () => loadRegions(), now, pollMs: 10, log: { warn } });
    onTestFinished(() => away.close());
    away.follow();
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    board.follow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(board.about(ANYTHING)).toHaveLength(1);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe.each(await engines())('on $engine', ({ create }) => {
  it('a notice reads as it was written', async () => {
    const database = await create();
    onTestFinished(() => database.drop());
    const { board, ds, post } = await process(database.url);
    const notice = noticeOf({
      scope: 'items',
      itemIds: ['dj-017', '𠮷'],
      text: '停办😀',
      url: 'https://a.cn/',
    });
    await post(notice);
    expect(await ds.manager.findOneBy(Notice, { id: notice.id })).toEqual(notice);
    expect(board.about({ ...ANYTHING, itemId: '𠮷' })).toMatchObject([{ text: '停办😀' }]);
  });
});
