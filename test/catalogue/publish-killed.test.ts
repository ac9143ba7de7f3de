import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { readResult } from './factories.js';

let folder: string;
let url: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wenban-killed-'));
  url = `sqlite:${join(folder, 'wenban.sqlite')}`;
});
afterEach(() => rmSync(folder, { recursive: true }));

async function withDatabase<T>(work: (ds: DataSource) => Promise<T>): Promise<T> {
  const ds = await createDataSource(url).initialize();
  try {
    return await work(ds);
  } finally {
    await ds.destroy();
  }
}

// Early: the old rows are being closed. Late: all but the last rows are written.
it.each([1, 4_000])(
  'a publication killed after %i written rows leaves the revision before it',
  async (after) => {
    const old = readResult('001.txt', [{ key: 'dj-0001', name: '补、换社会保障卡', type: '社会保险' }]);
    const options = { links: [], questions: [] };
    await withDatabase(async (ds) => {
      await migrate(ds);
      await applyDrafts(ds, [old], options);
    });

    const script = projectPath('test', 'catalogue', 'publish-child.mjs');
    const child = spawn(process.execPath, [script, url, '1200', String(after)], { stdio: 'inherit' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');

    await withDatabase(async (ds) => {
      const { revision, items } = await loadSnapshot(ds);
      expect(revision).toBe(1);
      expect(items.map(({ name }) => name)).toEqual(['补、换社会保障卡']);
      expect(await ds.getRepository('printed_row').count()).toBe(1);
      const again = await applyDrafts(
        ds,
        [readResult('001.txt', [{ key: 'dj-0001', name: '甲' }], 'c')],
        options,
      );
      expect(again).toMatchObject({ published: true, revision: 2 });
    });
  },
  30_000,
);
