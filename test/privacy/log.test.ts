import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Feedback } from '../../entities/feedback.js';
import { createLogger, describeError } from '../../src/log.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines } from '../storage/databases.js';

/** What an error brings to the log. */
function logged(error: unknown): string {
  const lines: string[] = [];
  createLogger('trace', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed');
  return lines.join('');
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('of an error the log holds', () => {
  it('no piece of a text that was no JSON', () => {
    const entry = logged(thrownBy(() => JSON.parse('张三问：低保怎么办')));
    expect(entry).toContain('SyntaxError');
    expect(entry).toContain('log.test.ts');
    expect(entry).not.toMatch(/张三|低保/);
  });

  it('nothing of a cause either', () => {
    const cause = thrownBy(() => JSON.parse('张三问：低保怎么办'));
    expect(logged(new Error('no answer', { cause }))).not.toMatch(/张三|低保/);
  });

  it('the words of other errors, with numbers masked', () => {
    expect(logged(new Error('refused 13812345678'))).toContain('refused ***');
  });

  it('nothing of what is no error', () => {
    expect(describeError('张三问：低保怎么办')).toEqual({ type: 'string' });
  });
});

describe.each(await engines())('of what a database refuses ($engine)', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>;
  let ds: ReturnType<typeof createDataSource>;
  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
  });
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  const row = (more: Partial<Record<keyof Feedback, unknown>>) => ({
    id: randomUUID(),
    createdAt: '2026-03-02T01:00:00.000Z',
    sessionHash: 'a'.repeat(64),
    messageId: null,
    itemId: null,
    rating: 5,
    tags: [],
    comment: '张三说：办得好',
    regionCode: null,
    ...more,
  });

  it.each([
    ['a key that is there already', { id: '张三的编号' }],
    ['a value of the wrong kind', { rating: '张三给五分' }],
    ['nothing where something has to be', { sessionHash: null }],
  ])('the log holds the kind of fault, but not the row: %s', async (_, wrong) => {
    const insert = () => ds.manager.insert(Feedback, row(wrong) as unknown as Feedback);
    const error = await insert()
      .then(insert)
      .then(
        () => null,
        (refused: unknown) => refused,
      );
    if (error === null) return; // SQLite takes words where a number belongs.
    const entry = logged(error);
    expect(entry).toMatch(/QueryFailedError|TypeORMError/);
    expect(entry).not.toMatch(/张三|INSERT/);
  });
});
