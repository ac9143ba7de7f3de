import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Catalogue } from '../../src/catalogue/catalogue.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { untilConnected } from '../../src/storage/redis.js';
import { REDIS_URL, redisReachable } from '../support/redis.js';
import { readResult } from './factories.js';

const first = readResult('001.txt', [{ key: 'dj-017', name: '补、换社会保障卡', type: '社会保险' }]);
const second = readResult('001.txt', [{ key: 'dj-017', name: '补换领社会保障卡', type: '社会保险' }], 'b');
/** Nobody waits for this poll: what is seen was told. */
const NEVER_MS = 3_600_000;

describe.skipIf(!(await redisReachable()))('a publication told over Redis', () => {
  it('is in force in another process without waiting for its poll', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'wenban-announce-')), 'catalogue.sqlite');
    /** A catalogue with connections of its own, as a process has it. */
    const open = async () => {
      const ds = await createDataSource(`sqlite:${file}`).initialize();
      const redis = new Redis(REDIS_URL);
      await untilConnected(redis);
      const catalogue = new Catalogue(ds, { pollMs: NEVER_MS, redis });
      onTestFinished(async () => {
        catalogue.close();
        redis.disconnect();
        await ds.destroy();
      });
      return { ds, catalogue };
    };
    const one = await open();
    await migrate(one.ds);
    await applyDrafts(one.ds, [first], { links: [], questions: [] });
    const other = await open();
    await Promise.all([one.catalogue.reload(), other.catalogue.reload()]);
    other.catalogue.watch();
    const swapped = new Promise<Snapshot>((resolve) => other.catalogue.once('swapped', resolve));

    await applyDrafts(one.ds, [second], { links: [], questions: [] });
    // Told again until the other listens: it subscribes in its own time.
    const telling = setInterval(() => void one.catalogue.announce(), 50);
    onTestFinished(() => clearInterval(telling));
    expect((await swapped).items[0]?.name).toBe('补换领社会保障卡');
    await one.catalogue.announce();
    expect(one.catalogue.current().revision).toBe(2);
  });
});
