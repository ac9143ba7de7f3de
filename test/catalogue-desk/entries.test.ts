import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryName } from '../../src/catalogue/apply-edits.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import { type EditChanges, editChangesOf } from '../../src/catalogue-desk/draft-content.js';
import { Entries, type EntrySort } from '../../src/catalogue-desk/entries.js';
import { DeskNotFoundError } from '../../src/catalogue-desk/errors.js';
import { restoringChanges } from '../../src/catalogue-desk/restore.js';
import { ForbiddenError } from '../../src/errors.js';
import { readResult } from '../catalogue/factories.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { CARD, entryOf, keeper, OFFICE, openDesk, QUERY } from './support.js';

describe.each(await engines())('entries of the desk on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;
  let entries: Entries;
  let card: EntryName;
  const an = keeper('安', 'editor');

  beforeEach(async () => {
    database = await create();
    const desk = await openDesk(database.url);
    ds = desk.ds;
    entries = new Entries(
      ds,
      desk.staff,
      () => desk.regions,
      () => '2026-06-01',
    );
    card = await entryOf(ds, 'dj-017');
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  const publish = (changes: EditChanges) =>
    applyDrafts(ds, [], { links: [], questions: [], edits: editChangesOf(card, changes, 'd') });
  const set = (cell: string) => ({
    kind: 'set' as const,
    cell,
    source: OFFICE,
    validFrom: null,
    validTo: null,
  });

  it('are found by words, region, agency and how little is known of them', async () => {
    const all = await entries.list(an, {});
    expect(all.entries.map(({ itemId, filled }) => [itemId, filled])).toEqual([
      ['dj-018', 3],
      ['dj-017', 4],
    ]);
    expect(all.agencies).toEqual(['县人力社保局']);
    const ids = async (query: Parameters<Entries['list']>[1]) =>
      (await entries.list(an, query)).entries.map(({ itemId }) => itemId);
    expect(await ids({ q: '保障卡' })).toEqual(['dj-017']);
    expect(await ids({ regionCode: '500000', state: 'incomplete' })).toEqual(['dj-018', 'dj-017']);
    expect(await ids({ regionCode: '511700' })).toEqual([]);
    expect(await ids({ state: 'edited' })).toEqual([]);
    await publish({ serviceHours: set('9:00-12:00') });
    expect(await ids({ state: 'edited' })).toEqual(['dj-017']);
    const stranger = keeper('达州', 'editor', { regions: ['511700'] });
    expect((await entries.list(stranger, {})).total).toBe(0);
    await expect(entries.get(stranger, card)).rejects.toThrow(ForbiddenError);
    await expect(entries.history(stranger, card)).rejects.toThrow(ForbiddenError);
  });

  it('carry their weighted completeness and are sorted by it, both ways', async () => {
    await publish({ conditions: set('社保卡遗失') });
    const sorted = async (sort: EntrySort) =>
      (await entries.list(an, { sort })).entries.map(({ itemId, score, ownScore }) => [
        itemId,
        score,
        ownScore,
      ]);
    const [less, more] = (await sorted('score')) as [string, number, number][];
    expect(less?.[0]).toBe('dj-018');
    // 受理条件 and 办理时间 weigh three each.
    expect((more?.[1] ?? 0) - (less?.[1] ?? 0)).toBeCloseTo((100 * 6) / 74, 0);
    expect(await sorted('-score')).toEqual([more, less]);
    expect(await sorted('-ownScore')).toEqual([more, less]);
    expect((await sorted('name'))[0]?.[0]).toBe('dj-017');
  });

  it('show each element with what states it, and what changed between two revisions', async () => {
    await publish({ serviceHours: set('9:00-12:00') });
    const hours = (await entries.get(an, card)).fields.find(({ field }) => field === 'serviceHours');
    expect(hours).toMatchObject({
      label: '办理时间',
      cell: '9:00-12:00',
      edited: true,
      statements: [{ source: { title: '县人力社保局的说明（电话核实）' } }],
    });
    expect((await entries.history(an, card)).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(await entries.compare(an, card, 1, 2)).toEqual([
      { field: 'serviceHours', label: '办理时间', before: '9:00-17:00', after: '9:00-12:00' },
    ]);
    expect((await entries.revisions()).map(({ number }) => number)).toEqual([2, 1]);
  });

  it('go back to an earlier revision: edits are withdrawn, what lists stated then is set with its source', async () => {
    await publish({ serviceHours: set('9:00-12:00'), feeCharged: set('否') });
    expect(await restoringChanges(ds.manager, card, 1, '2026-06-01')).toEqual({
      serviceHours: { kind: 'withdraw' },
      feeCharged: { kind: 'withdraw' },
    });
    await publish({ serviceHours: { kind: 'withdraw' }, feeCharged: { kind: 'withdraw' } });
    expect(await entries.compare(an, card, 1, 3)).toEqual([]);

    const newer = { ...CARD, elements: { serviceHours: [{ value: '8:00-12:00', source: 0 }] } };
    await applyDrafts(ds, [readResult('002.txt', [newer, QUERY], 'b')], { links: [], questions: [] });
    const back = await restoringChanges(ds.manager, card, 1, '2026-06-01');
    expect(back.serviceHours).toEqual({
      kind: 'set',
      cell: '9:00-17:00',
      source: {
        kind: 'document',
        title: '001.txt的标题',
        docNumber: '大足府办发〔2021〕37号',
        date: '2021-03-31',
        url: null,
        place: 'dj清单第17项',
      },
      validFrom: null,
      validTo: null,
    });
    await publish(back);
    expect((await entries.compare(an, card, 1, 5)).filter(({ field }) => field === 'serviceHours')).toEqual(
      [],
    );
    await expect(restoringChanges(ds.manager, card, 0, '2026-06-01')).rejects.toThrow(DeskNotFoundError);
  });
});
