import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EditSource } from '../../entities/entry-edit.js';
import { Implementation } from '../../entities/implementation.js';
import { candidateSnapshot } from '../../src/catalogue/candidate.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { StoredImplementations } from '../../src/catalogue/implementation-source.js';
import { planPublication } from '../../src/catalogue/plan-publication.js';
import {
  applyDrafts,
  type EditChange,
  type PublishOptions,
  publishInputs,
} from '../../src/catalogue/publish.js';
import { readStored } from '../../src/catalogue/stored-catalogue.js';
import { nextIds } from '../../src/catalogue/write-revision.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from '../storage/databases.js';
import { type RowFacts, readResult } from './factories.js';

const hours = (value: string) => ({ serviceHours: [{ value, source: 0 }] });
const card: RowFacts = {
  key: 'dj-017',
  name: '补、换社会保障卡',
  type: '社会保险',
  agency: '县人力社保局',
  elements: hours('9:00-17:00'),
};
const query: RowFacts = { key: 'dj-018', name: '养老保险查询', type: '社会保险', agency: '县人力社保局' };
const housing: RowFacts = { key: 'dj-019', name: '公租房申请', type: '住房保障', agency: '县住房城乡建委' };
const settings: PublishOptions = { links: [], questions: [] };
const office: EditSource = {
  kind: 'office',
  agency: '县人力社保局',
  date: '2026-05-20',
  docNumber: null,
  note: '电话核实',
};

describe.each(await engines())('edits and left differences on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;

  beforeEach(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
    await applyDrafts(ds, [readResult('001.txt', [card, query])], settings);
  });
  afterEach(async () => {
    await ds.destroy();
    await database.drop();
  });

  const publish = (options: PublishOptions, results = [] as ReturnType<typeof readResult>[]) =>
    applyDrafts(ds, results, { ...settings, ...options });
  const editOf = async (itemId: string, edit: Partial<EditChange['edit']> | null): Promise<EditChange> => {
    const { regionCode, agencyId } = await ds.manager.findOneByOrFail(Implementation, { itemId });
    const base = { statements: [], sources: [office], validFrom: null, validTo: null, draftId: null };
    return { itemId, regionCode, agencyId, field: 'serviceHours', edit: edit && { ...base, ...edit } };
  };
  const shown = async (itemId: string, revision?: number) => {
    const { items } = await loadSnapshot(ds, revision);
    return items.find(({ id }) => id === itemId)?.implementations[0];
  };
  const hoursOf = async (itemId: string, revision?: number) =>
    (await shown(itemId, revision))?.elements.serviceHours?.map(({ value, validFrom, validTo }) =>
      [value, validFrom, validTo].filter(Boolean).join(' '),
    );

  it('take the place of what a list states, with their own source, and leave the printed row beside it', async () => {
    const edit = await editOf('dj-017', { statements: [{ value: '9:00-12:00', source: 0 }] });
    expect(await publish({ edits: [edit] })).toMatchObject({ published: true, revision: 2 });

    const entry = await shown('dj-017');
    expect(entry?.elements.serviceHours).toEqual([{ value: '9:00-12:00', source: 1 }]);
    expect(entry?.sources[1]).toMatchObject({
      document: '县人力社保局',
      title: '县人力社保局的说明（电话核实）',
      date: '2026-05-20',
      key: 'desk-1',
    });
    expect(entry?.sources[0]?.key).toBe('dj-017');
    expect(await hoursOf('dj-017', 1)).toEqual(['9:00-17:00']);
    const [found] = await new StoredImplementations(ds, 2).find('dj-017', ['500231']);
    expect(found).toEqual(entry);
  });

  it('say that nothing is known where a list is wrong, and give back what it states when withdrawn', async () => {
    await publish({ edits: [await editOf('dj-017', {})] });
    expect(await hoursOf('dj-017')).toBeUndefined();
    await publish({ edits: [await editOf('dj-017', null)] });
    expect(await hoursOf('dj-017')).toEqual(['9:00-17:00']);
  });

  it('hold for their time only; before and after, what was stated holds on', async () => {
    const statements = [{ value: '8:00-14:00', source: 0 }];
    const summer = { statements, validFrom: '2026-07-01', validTo: '2026-08-31' };
    await publish({ edits: [await editOf('dj-017', summer)] });
    expect(await hoursOf('dj-017')).toEqual([
      '8:00-14:00 2026-07-01 2026-08-31',
      '9:00-17:00 2026-06-30',
      '9:00-17:00 2026-09-01',
    ]);
  });

  it('outlive a newer list, which is told that its value is not seen', async () => {
    await publish({
      edits: [await editOf('dj-017', { statements: [{ value: '9:00-12:00', source: 0 }] })],
    });
    const newer = readResult('001.txt', [{ ...card, elements: hours('9:30-16:30') }, query], 'b');
    const report = await publish({}, [newer]);
    expect(report.warnings).toEqual([expect.stringContaining('“办理时间”有修订在用')]);
    expect(await hoursOf('dj-017')).toEqual(['9:00-12:00']);

    const renamed = readResult('001.txt', [{ ...card, agency: '县人社局' }, query], 'c');
    expect((await publish({}, [renamed])).warnings).toEqual([]);
    expect(await hoursOf('dj-017')).toEqual(['9:00-12:00']);

    const without = readResult('001.txt', [query], 'd');
    expect((await publish({}, [without])).warnings).toEqual([expect.stringContaining('已无处可用')]);
  });

  it('are seen on a candidate exactly as after the publication', async () => {
    const edits = [await editOf('dj-017', { statements: [{ value: '9:00-12:00', source: 0 }] })];
    const newer = readResult('001.txt', [{ ...card, name: '补、换社会保障卡（电子）' }, housing], 'b');
    const stored = await readStored(ds.manager);
    const options = publishInputs({ ...settings, edits });
    const { plan } = planPublication(stored, await nextIds(ds.manager), [newer], options);
    const candidate = candidateSnapshot(stored, plan, options.regions, '2026-06-01T00:00:00.000Z');

    await publish({ edits, now: () => new Date('2026-06-01') }, [newer]);
    const after = await loadSnapshot(ds);
    expect(candidate.items).toEqual(after.items);
    expect(candidate.revision).toBe(after.revision);
  });

  it('leave differences that were not accepted, under the document that printed them', async () => {
    const newer = readResult('002.txt', [{ ...card, elements: hours('8:00-12:00') }, housing], 'b');
    const leave = new Map([['002.txt', new Set(['updated dj-017', 'removed dj-018'])]]);
    const report = await publish({ leave }, [newer]);
    expect(report.counts).toEqual({ created: 1, updated: 0, removed: 0, unchanged: 0 });
    expect(report.documents[0]?.left).toHaveLength(2);
    expect(await hoursOf('dj-017')).toEqual(['9:00-17:00']);
    expect((await shown('dj-017'))?.sources[0]).toMatchObject({ document: '001.txt', key: 'dj-017' });
    expect((await shown('dj-018'))?.sources[0]?.document).toBe('001.txt');
    expect((await shown('dj-019'))?.sources[0]?.document).toBe('002.txt');

    // Accepted the next time, they go on as the same matters.
    const accepted = await publish({}, [newer]);
    expect(accepted.counts).toEqual({ created: 0, updated: 1, removed: 1, unchanged: 1 });
    expect(await hoursOf('dj-017')).toEqual(['8:00-12:00']);
    expect(await shown('dj-018')).toBeUndefined();
  });

  it('keep a row whose number the newer list gives to another matter', async () => {
    const newer = readResult('002.txt', [{ ...housing, key: 'dj-017' }], 'b');
    const leave = new Map([['002.txt', new Set(['removed dj-017', 'removed dj-018'])]]);
    await publish({ leave }, [newer]);
    const { items } = await loadSnapshot(ds);
    expect(items.map(({ name }) => name).sort()).toEqual(
      ['补、换社会保障卡', '公租房申请', '养老保险查询'].sort(),
    );
    expect((await shown('dj-017'))?.name).toBe('补、换社会保障卡');
  });
});
