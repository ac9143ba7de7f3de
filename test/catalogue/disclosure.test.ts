import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Asker } from '../../src/ask.js';
import { Catalogue } from '../../src/catalogue/catalogue.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { isDisclosed } from '../../src/catalogue/disclosure.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { agencies, findItem, searchItems } from '../../src/catalogue/queries.js';
import type { Snapshot } from '../../src/catalogue/snapshot.js';
import { MemoryConversations } from '../../src/dialogue/session.js';
import { buildEngine, type Engine } from '../../src/matching/engine.js';
import { suggest } from '../../src/matching/suggest.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { link, readResult } from './factories.js';

const secret = { disclosed: [{ value: false, source: 0 }] };

let ds: DataSource;
let snapshot: Snapshot;
let engine: Engine;

beforeAll(async () => {
  ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  const results = [
    readResult('001.txt', [
      { key: 'dj-001', name: '犬只登记', type: '行政许可', agency: '县公安局' },
      { key: 'dj-002', name: '涉密载体销毁', type: '行政许可', agency: '县保密局', elements: secret },
    ]),
    readResult('002.txt', [
      { key: 'dz-edu-01', name: '犬只登记', type: '行政许可', agency: '市保密局', elements: secret },
    ]),
  ];
  const questions = [{ row: { key: 'dj-002', name: '' }, questions: ['保密硬盘怎么销毁'] }];
  await applyDrafts(ds, results, { links: [link('related', 'dj-001', 'dj-002')], questions });
  snapshot = await loadSnapshot(ds);
  engine = buildEngine(snapshot, loadTools(projectPath('data')));
});

afterAll(() => ds.destroy());

describe('what is not public', () => {
  it('is not in the snapshot: neither the matter, nor the implementation, nor a link to it', () => {
    expect(snapshot.items.map(({ id }) => id)).toEqual(['dj-001']);
    const [item] = snapshot.items;
    expect(item?.implementations.map(({ agency }) => agency)).toEqual(['县公安局']);
    expect(item?.linked).toEqual([]);
    expect(JSON.stringify(snapshot.items)).not.toMatch(/保密|涉密/);
  });

  it('cannot be searched for, read, listed or completed', () => {
    expect(searchItems(snapshot, { q: '涉密载体销毁' }, (q) => engine.search(q)).total).toBe(0);
    expect(searchItems(snapshot, {}).total).toBe(1);
    expect(findItem(snapshot, 'dj-002')).toBeNull();
    expect(agencies(snapshot).map(({ name }) => name)).toEqual(['县公安局']);
    for (const typed of ['涉密', '保密硬盘', '销毁'])
      expect(suggest(engine, typed).map(({ text }) => text)).not.toContain('涉密载体销毁');
  });

  it('is never an answer', async () => {
    const asker = new Asker({
      engine: () => engine,
      conversations: new MemoryConversations(),
      homeRegion: '500231',
      today: () => '2026-03-02',
    });
    for (const question of ['涉密载体销毁怎么办', '保密硬盘怎么销毁']) {
      const response = await asker.ask({ question });
      expect(response.candidates.map(({ id }) => id)).not.toContain('dj-002');
      expect(response.reply).not.toMatch(/涉密|保密局/);
    }
  });

  it('stays in the database, and staff see it', async () => {
    const all = await loadSnapshot(ds, undefined, { forStaff: true });
    expect(all.items.map(({ id }) => id)).toEqual(['dj-001', 'dj-002']);
    expect(all.items[0]?.implementations).toHaveLength(2);
    expect(all.items[0]?.linked).toEqual(['dj-002']);
    expect(all.items[1]?.questions).toEqual(['保密硬盘怎么销毁']);
  });

  it('is left out of what a process serves', async () => {
    const catalogue = new Catalogue(ds);
    await catalogue.reload();
    expect(catalogue.current().items).toHaveLength(1);
  });

  it('is whatever one list says is not; silence means public', () => {
    const says = (...values: boolean[]) =>
      isDisclosed({ disclosed: values.map((value, source) => ({ value, source })) });
    expect([isDisclosed({}), says(true), says(false), says(true, false)]).toEqual([true, true, false, false]);
  });
});
