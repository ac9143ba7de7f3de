import { appendFileSync, cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Catalogue } from '../../src/catalogue/catalogue.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { LiveEngine } from '../../src/matching/live-engine.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { readResult } from '../catalogue/factories.js';

const card = { key: 'dj-017', name: '补、换社会保障卡', type: '社会保险' };
const passport = { key: 'dj-018', name: '普通护照签发', type: '出入境' };
/** Longer than a change of a file takes to settle. */
const SETTLED_MS = 400;
/** Until the engine is compiled anew, on a busy machine too. */
const COMPILED = { timeout: 10_000 };
/** No word of any language. */
const NEW_WORD = '滴滴咵';

/** An engine that follows a catalogue of its own and a copy of the data folder. */
async function followingEngine() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'wenban-data-'));
  for (const name of ['lexicon', 'model'])
    cpSync(projectPath('data', name), join(dataFolder, name), { recursive: true });
  mkdirSync(join(dataFolder, 'not-ours'));
  const ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  const publish = (...rows: (typeof card)[]) =>
    applyDrafts(ds, [readResult('001.txt', rows, String(rows.length))], { links: [], questions: [] });
  await publish(card);
  const catalogue = new Catalogue(ds);
  await catalogue.reload();
  const warnings: string[] = [];
  const log = { info: () => {}, warn: (_: object, message: string) => void warnings.push(message) };
  const engine = new LiveEngine(catalogue, dataFolder, log);
  engine.follow();
  onTestFinished(async () => {
    engine.close();
    await ds.destroy();
  });
  const concepts = () => engine.current().language.read(`${NEW_WORD}掉了`).objects;
  return { engine, catalogue, publish, dataFolder, concepts, warnings };
}

const found = (engine: LiveEngine, words: string): string[] => engine.current().search(words);

it('knows a word for the next question after it was written into the lexicon', async () => {
  const { concepts, dataFolder } = await followingEngine();
  expect(concepts()).toEqual([]);
  appendFileSync(join(dataFolder, 'lexicon', 'objects.tsv'), `社保卡\t${NEW_WORD}\n`);
  await expect.poll(concepts, COMPILED).toEqual(['社保卡']);
});

it('knows a topic that is not ours for the next question after it was written down', async () => {
  const { engine, dataFolder } = await followingEngine();
  const topics = () => engine.current().notOurs.map(({ id }) => id);
  expect(topics()).toEqual([]);
  writeFileSync(join(dataFolder, 'not-ours', 'talk.txt'), '## none-moon 月亮\n月亮好圆\n');
  await expect.poll(topics, COMPILED).toEqual(['none-moon']);
});

it('is not compiled anew for a file that it does not read', async () => {
  const { engine, dataFolder } = await followingEngine();
  const before = engine.current();
  writeFileSync(join(dataFolder, 'summaries.jsonl'), '');
  await sleep(SETTLED_MS);
  expect(engine.current()).toBe(before);
});

it('serves on when a line of the lexicon cannot be used, and says so', async () => {
  const { engine, concepts, dataFolder, warnings } = await followingEngine();
  appendFileSync(join(dataFolder, 'lexicon', 'objects.tsv'), `社保卡\t${NEW_WORD}\t没有的概念\n`);
  await expect.poll(() => concepts() && warnings, COMPILED).toHaveLength(1);
  expect(found(engine, '补换社会保障卡')).toEqual(['dj-017']);
});

it('answers from the revision before while the new one is compiled', async () => {
  const { engine, catalogue, publish } = await followingEngine();
  await publish(card, passport);
  await catalogue.reload();
  expect(found(engine, '普通护照签发')).toEqual([]);
  await engine.settled();
  expect(found(engine, '普通护照签发')).toEqual(['dj-018']);
});
