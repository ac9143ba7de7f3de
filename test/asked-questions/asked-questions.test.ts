import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AskedQuestion } from '../../entities/asked-question.js';
import { AskedQuestions } from '../../src/asked-questions/asked-questions.js';
import { startCleanUp } from '../../src/storage/clean-up.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import type { Wenban } from '../../src/wenban.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { openTestWenban } from '../support-wenban.js';

const DAY_MS = 86_400_000;
const answered = {
  sessionId: 's-1',
  kind: 'answer',
  intent: 'materials',
  region: { code: '500111', name: '大足区' },
  answer: { item: { id: 'dj-017', name: '补、换社会保障卡' }, sections: [] },
  confidence: 0.9234,
} as const;
type Answered = Parameters<AskedQuestions['record']>[2];

describe.each(await engines())('asked questions on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let now = new Date('2026-03-01T08:00:00Z');
  const open = (keepDays = 180) => new AskedQuestions(ds, { keepDays, now: () => now });
  const kept = () => ds.manager.find(AskedQuestion, { order: { askedAt: 'ASC' } });

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
  });
  afterEach(() => ds.manager.clear(AskedQuestion));
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  it('are kept with what staff need and nothing of who asked', async () => {
    const asked = open();
    asked.record(
      ' 社保卡丢了，我是11010519491231002X，打13812345678𠮷 ',
      'officialAccount',
      answered as unknown as Answered,
    );
    await asked.flush();
    const [row] = await kept();
    expect(row).toMatchObject({
      askedAt: '2026-03-01T08:00:00.000Z',
      channel: 'officialAccount',
      text: '社保卡丢了，我是***，打***𠮷',
      regionCode: '500111',
      intent: 'materials',
      kind: 'answer',
      itemId: 'dj-017',
      confidencePermille: 923,
      rating: null,
    });
    expect(row?.sessionHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain('s-1');
  });

  it('are written by themselves soon after, many together', async () => {
    const asked = open();
    const insert = vi.spyOn(ds, 'query');
    for (let one = 0; one < 150; one++) asked.record(`问题${one}`, 'web', answered as unknown as Answered);
    await vi.waitFor(async () => expect(await ds.manager.count(AskedQuestion)).toBe(150), 5_000);
    expect(insert.mock.calls.filter(([sql]) => String(sql).startsWith('INSERT'))).toHaveLength(6);
    insert.mockRestore();
  });

  it('take a rating of their session', async () => {
    const asked = open();
    asked.record('第一问', 'web', answered as unknown as Answered);
    now = new Date(now.getTime() + 1_000);
    asked.record('第二问', 'web', { ...answered, answer: null, kind: 'none' } as unknown as Answered);
    await asked.rate('s-1', 'dj-017', 2);
    await asked.rate('s-1', undefined, 5);
    await asked.rate('s-2', undefined, 1);
    expect((await kept()).map(({ text, rating }) => [text, rating])).toEqual([
      ['第一问', 2],
      ['第二问', 5],
    ]);
  });

  it('are deleted by the job when their time is over, and only then', async () => {
    const asked = open();
    asked.record('旧', 'web', answered as unknown as Answered);
    await asked.flush();
    now = new Date(now.getTime() + 100 * DAY_MS);
    asked.record('新', 'web', answered as unknown as Answered);
    await asked.flush();
    const stop = startCleanUp([{ name: 'asked questions', run: () => asked.deleteExpired() }], {
      firstMs: 1,
      everyMs: 20,
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await kept()).toHaveLength(2);
    now = new Date(now.getTime() + 81 * DAY_MS);
    await vi.waitFor(async () => expect((await kept()).map(({ text }) => text)).toEqual(['新']), 5_000);
    await stop();
  });

  it('are not kept with 0 days, and those there are go', async () => {
    open().record('从前', 'web', answered as unknown as Answered);
    const before = open();
    before.record('从前', 'web', answered as unknown as Answered);
    await before.flush();
    const nothing = open(0);
    nothing.record('现在', 'web', answered as unknown as Answered);
    await nothing.flush();
    expect((await kept()).map(({ text }) => text)).not.toContain('现在');
    await nothing.deleteExpired();
    expect(await kept()).toEqual([]);
  });
});

describe('a database that is away', () => {
  let wenban: Wenban;
  beforeAll(async () => {
    wenban = await openTestWenban();
  });
  afterAll(() => wenban.close());

  it('costs the question kept, never the answer', async () => {
    const { dataSource, frontDoor, asked } = wenban;
    const query = vi.spyOn(dataSource, 'query').mockRejectedValue(new Error('gone'));
    const { kind } = await frontDoor.ask({ question: '社保卡丢了怎么补', region: '垫江县' });
    expect(kind).toBe('answer');
    await asked.flush();
    expect(asked.lostCount).toBe(1);
    query.mockRestore();
    await frontDoor.ask({ question: '低保要什么条件' });
    await asked.flush();
    expect((await dataSource.manager.find(AskedQuestion)).map(({ text }) => text)).toEqual([
      '低保要什么条件',
    ]);
  });

  it('that hangs fills no memory and holds up nobody', async () => {
    const before = wenban.asked.lostCount;
    let release = (): void => {};
    const query = vi
      .spyOn(wenban.dataSource, 'query')
      .mockImplementation(() => new Promise((resolve) => (release = () => resolve([]))));
    for (let one = 0; one < 6_000; one++) wenban.asked.record('问', 'web', answered as unknown as Answered);
    const writing = wenban.asked.flush();
    expect(wenban.asked.lostCount - before).toBe(1_000);
    const started = performance.now();
    expect((await wenban.frontDoor.ask({ question: '低保要什么条件' })).kind).toBe('answer');
    expect(performance.now() - started).toBeLessThan(2_000);
    query.mockResolvedValue([]);
    release();
    await writing;
  });
});
