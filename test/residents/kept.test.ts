import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnQuestion } from '../../entities/own-question.js';
import { Favourites, MOST_FAVOURITES } from '../../src/residents/favourites.js';
import { OwnQuestions } from '../../src/residents/own-questions.js';
import { Residents } from '../../src/residents/residents.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from '../storage/databases.js';

const DAY_MS = 86_400_000;

describe.each(await engines())('what residents keep on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let now = new Date('2026-03-01T08:20:00Z');
  const clock = () => now;

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
  });
  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  it('choices stay when a region is told in passing, and the other way round', async () => {
    const residents = new Residents(ds, { now: clock });
    await residents.setPreferences('a', { bigType: true });
    await residents.setRegion('a', '500111');
    residents.touch('a');
    await residents.flush();
    expect(await residents.preferencesOf('a')).toEqual({ regionCode: '500111', bigType: true });
    await residents.setPreferences('a', { regionCode: null });
    expect(await residents.preferencesOf('a')).toEqual({ regionCode: null, bigType: true });
    expect(await residents.preferencesOf('nobody')).toEqual({ regionCode: null, bigType: false });
  });

  it('favourites go with the resident', async () => {
    const residents = new Residents(ds, { now: clock });
    const favourites = new Favourites(ds, clock);
    for (const person of ['gone', 'stays']) {
      await residents.setPreferences(person, {});
      await favourites.add(person, 'dj-017', '补、换社会保障卡');
    }
    expect(await favourites.deleteOrphans()).toBe(0);
    await residents.forget('gone');
    expect(await favourites.deleteOrphans()).toBe(1);
    expect([await favourites.has('gone', 'dj-017'), await favourites.has('stays', 'dj-017')]).toEqual([
      false,
      true,
    ]);
  });

  it('favourites of one moment are shown once each, page by page', async () => {
    const favourites = new Favourites(ds, clock);
    for (const number of [1, 2, 3, 4, 5]) await favourites.add('pages', `dj-00${number}`, '事项');
    const first = await favourites.list('pages', { limit: 3, after: null });
    const { addedAt: time = '', itemId: id = '' } = first.rows.at(-1) ?? {};
    const second = await favourites.list('pages', { limit: 3, after: { time, id } });
    expect([first.more, second.more]).toEqual([true, false]);
    expect([...first.rows, ...second.rows].map(({ itemId }) => itemId)).toEqual([
      'dj-005',
      'dj-004',
      'dj-003',
      'dj-002',
      'dj-001',
    ]);
  });

  it('favourites have an end', async () => {
    const favourites = new Favourites(ds, clock);
    for (let number = 0; number < MOST_FAVOURITES; number++)
      expect(await favourites.add('collector', `m-${number}`, '事项')).toBe(true);
    expect(await favourites.add('collector', 'one-more', '事项')).toBe(false);
    expect(await favourites.add('collector', 'm-0', '事项')).toBe(true);
    expect(await favourites.count('collector')).toBe(MOST_FAVOURITES);
  });

  it('questions are kept for their days, and not at all with none', async () => {
    const questions = new OwnQuestions(ds, { keepDays: 180, now: clock });
    questions.record('a', '社保卡丢了，电话13812345678', { kind: 'answer', answer: null });
    await questions.flush();
    const [kept] = await ds.manager.find(OwnQuestion);
    expect(kept).toMatchObject({ text: '社保卡丢了，电话***', kind: 'answer', itemId: null });
    now = new Date(now.getTime() + 179 * DAY_MS);
    expect(await questions.deleteExpired()).toBe(0);
    now = new Date(now.getTime() + 2 * DAY_MS);
    questions.record('a', '新的问题', { kind: 'none', answer: null });
    expect(await questions.deleteExpired()).toBe(1);
    expect(await questions.count('a')).toBe(1);
    const none = new OwnQuestions(ds, { keepDays: 0, now: clock });
    none.record('a', '不留存', { kind: 'none', answer: null });
    await none.flush();
    expect(await none.deleteExpired()).toBe(1);
    expect(await ds.manager.count(OwnQuestion)).toBe(0);
  });

  it('an answer is given although its question cannot be kept', async () => {
    const away = createDataSource('sqlite::memory:');
    const questions = new OwnQuestions(away, { keepDays: 180 });
    questions.record('a', '社保卡', { kind: 'none', answer: null });
    await questions.flush();
  });
});
