import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { countQuestions } from '../../src/asked-questions/count-questions.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { keepQuestions } from './factories.js';

const MARCH = { from: '2026-03-01', to: '2026-03-31', regionCodes: null };

describe.each(await engines())('counting questions on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
    await keepQuestions(ds, [
      // The first and the last moment of the 1st of March in Beijing, and one before and after.
      { askedAt: '2026-02-28T15:59:59.999Z' },
      { askedAt: '2026-02-28T16:00:00.000Z', rating: 5 },
      { askedAt: '2026-03-01T15:59:59.999Z', rating: 1, channel: 'hotline' },
      { askedAt: '2026-03-01T16:00:00.000Z', kind: 'clarify', itemId: null },
      {
        askedAt: '2026-03-02T04:00:00.000Z',
        kind: 'none',
        itemId: null,
        regionCode: null,
        intent: 'outOfScope',
      },
      { askedAt: '2026-03-02T04:00:00.000Z', kind: 'lifeEvent', itemId: null, regionCode: '500111' },
      { askedAt: '2026-03-02T04:00:00.000Z', kind: 'emergency', itemId: null, regionCode: null },
      { askedAt: '2026-03-31T15:59:59.999Z', itemId: 'dj-018', rating: 4 },
      { askedAt: '2026-03-31T16:00:00.000Z' },
    ]);
  }, 60_000);
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  it('is by days of Beijing, and by how they were answered', async () => {
    const { days } = await countQuestions(ds, MARCH);
    expect(days).toEqual([
      { day: '2026-03-01', asked: 2, answered: 2, clarified: 0, none: 0, other: 0 },
      { day: '2026-03-02', asked: 4, answered: 1, clarified: 1, none: 1, other: 1 },
      { day: '2026-03-31', asked: 1, answered: 1, clarified: 0, none: 0, other: 0 },
    ]);
  });

  it('is by intent, region, channel, level and matter, the most frequent first', async () => {
    const { intents, regions, channels, ratings, matters } = await countQuestions(ds, MARCH);
    expect(intents.map(({ intent, asked, none }) => [intent, asked, none])).toEqual([
      ['materials', 6, 0],
      ['outOfScope', 1, 1],
    ]);
    expect(regions.map(({ regionCode, asked }) => [regionCode, asked])).toEqual([
      ['500231', 4],
      [null, 2],
      ['500111', 1],
    ]);
    expect(channels.map(({ channel, asked }) => [channel, asked])).toEqual([
      ['web', 6],
      ['hotline', 1],
    ]);
    expect(ratings).toEqual([
      { rating: null, asked: 4 },
      { rating: 1, asked: 1 },
      { rating: 4, asked: 1 },
      { rating: 5, asked: 1 },
    ]);
    expect(matters).toEqual([
      { itemId: 'dj-017', asked: 2, rated: 2, satisfied: 1, dissatisfied: 1 },
      { itemId: 'dj-018', asked: 1, rated: 1, satisfied: 1, dissatisfied: 0 },
    ]);
  });

  it('keeps to regions', async () => {
    const { regions } = await countQuestions(ds, { ...MARCH, regionCodes: ['500111', '500112'] });
    expect(regions).toMatchObject([{ regionCode: '500111', asked: 1 }]);
    const nothing = await countQuestions(ds, { ...MARCH, regionCodes: [] });
    expect(Object.values(nothing).flat()).toEqual([]);
  });
});

describe('counting in a thread of its own', () => {
  it('gives what counting here gives, and tells when it cannot', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wenban-count-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const url = `sqlite:${join(folder, 'db.sqlite')}`;
    const ds = await createDataSource(url).initialize();
    onTestFinished(() => ds.destroy());
    await migrate(ds);
    await keepQuestions(ds, [{ rating: 3 }, { kind: 'none' }]);
    // Threads run what is built.
    const { countInThread } = (await import(
      projectPath('dist', 'src', 'figures', 'count-in-thread.js')
    )) as typeof import('../../src/figures/count-in-thread.js');
    expect(await countInThread(url)(MARCH)).toEqual(await countQuestions(ds, MARCH));
    await expect(countInThread('sqlite:/nowhere/at/all.sqlite')(MARCH)).rejects.toThrow();
  });
});
