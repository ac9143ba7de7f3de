import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Feedback } from '../../entities/feedback.js';
import { InstallationSecret } from '../../entities/installation-secret.js';
import { type FeedbackInput, FeedbackStore } from '../../src/feedback/feedback-store.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from '../storage/databases.js';

describe.each(await engines())('feedback on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let store: FeedbackStore;

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
    store = new FeedbackStore(ds, {
      regionOf: (sessionId) => (sessionId === 's-1' ? '500111' : null),
      now: () => new Date('2026-03-01T08:00:00Z'),
    });
  });
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  const add = async (input: Partial<FeedbackInput>): Promise<Feedback> => {
    const id = await store.add({ sessionId: 's-1', rating: 4, ...input });
    return ds.manager.findOneByOrFail(Feedback, { id });
  };

  it('is kept with what is needed to act on it', async () => {
    const stored = await add({
      messageId: 'm-1',
      itemId: 'dzq-zdpyc-074',
      rating: 5,
      tags: ['态度好', '快𠮷'],
      comment: ' 办得很快 ',
    });
    expect(stored).toMatchObject({
      createdAt: '2026-03-01T08:00:00.000Z',
      messageId: 'm-1',
      itemId: 'dzq-zdpyc-074',
      rating: 5,
      tags: ['态度好', '快𠮷'],
      comment: '办得很快',
      regionCode: '500111',
    });
  });

  it('is kept without the number of anybody', async () => {
    const { comment, tags, messageId } = await add({
      comment: '我是张三，身份证11010519491231002X，打13812345678或023-63891017都行，12345说可以',
      tags: ['电话13812345678'],
      messageId: 'm-13812345678',
    });
    expect(comment).toBe('我是张三，身份证***，打***或***都行，12345说可以');
    expect([tags, messageId]).toEqual([['电话***'], 'm-***']);
  });

  it('knows a session again without knowing its id', async () => {
    const [first, second, other] = [await add({}), await add({}), await add({ sessionId: 's-2' })];
    expect(first.sessionHash).toMatch(/^[0-9a-f]{64}$/);
    expect(second.sessionHash).toBe(first.sessionHash);
    expect(other.sessionHash).not.toBe(first.sessionHash);
    expect(other.regionCode).toBeNull();
    expect(first.sessionHash).not.toBe(createHash('sha256').update('s-1').digest('hex'));
    expect(JSON.stringify(await ds.manager.find(Feedback))).not.toContain('"s-1"');
  });

  it('leaves out what was not said', async () => {
    expect(await add({ comment: '  ' })).toMatchObject({
      comment: null,
      tags: [],
      itemId: null,
      messageId: null,
    });
  });

  it('takes the longest fields the route lets through', async () => {
    const long = { messageId: '消'.repeat(128), itemId: '事'.repeat(100), comment: '评'.repeat(1000) };
    expect(await add(long)).toMatchObject(long);
  });

  it('uses one key for all processes of an installation', async () => {
    const again = new FeedbackStore(ds);
    const ids = await Promise.all([
      again.add({ sessionId: 's-1', rating: 1 }),
      store.add({ sessionId: 's-1', rating: 1 }),
    ]);
    const [a, b] = await Promise.all(ids.map((id) => ds.manager.findOneByOrFail(Feedback, { id })));
    expect(a?.sessionHash).toBe(b?.sessionHash);
    expect(await ds.manager.count(InstallationSecret)).toBe(1);
  });
});

it('does not give two installations the same key', async () => {
  const hashes = await Promise.all(
    [0, 1].map(async () => {
      const ds = await createDataSource('sqlite::memory:').initialize();
      await migrate(ds);
      const id = await new FeedbackStore(ds).add({ sessionId: 's-1', rating: 3 });
      const { sessionHash } = await ds.manager.findOneByOrFail(Feedback, { id });
      await ds.destroy();
      return sessionHash;
    }),
  );
  expect(new Set(hashes).size).toBe(2);
});
