import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Agency } from '../../entities/agency.js';
import { Implementation } from '../../entities/implementation.js';
import { PrintedRow } from '../../entities/printed-row.js';
import { SourceDocument } from '../../entities/source-document.js';
import { SourceRef } from '../../entities/source-ref.js';
import { SourceTable } from '../../entities/source-table.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { engines, type TestDatabase } from './databases.js';

describe.each(await engines())('entities on $engine', ({ create }) => {
  let database: TestDatabase;
  let ds: DataSource;

  beforeAll(async () => {
    database = await create();
    ds = await createDataSource(database.url).initialize();
    await migrate(ds);
  });

  afterAll(async () => {
    await ds.destroy();
    await database.drop();
  });

  const since = { sinceRevision: 1, untilRevision: null };
  const standing = { id: 1, ...since, regionCode: '500231' };

  it('keep an implementation with its elements, agency and printed row', async () => {
    const elements = {
      name: [{ value: '补、换社会保障卡', source: 0 }],
      // 𠮷 needs four bytes: the proof that utf8mb4 holds end to end.
      content: [{ value: `为持卡人员补、换社会保障卡“𠮷”\n${'长'.repeat(30_000)}`, source: 0 }],
      feeCharged: [{ value: false, source: 0 }],
    };
    const cells = [{ header: '行使层级/市', text: '√\n初审', line: 12 }];
    await ds.manager.insert(SourceDocument, {
      ...standing,
      file: '001.txt',
      title: '通知',
      sha256: 'a'.repeat(64),
      readingSha256: 'b'.repeat(64),
    });
    await ds.manager.insert(SourceTable, {
      ...standing,
      documentId: 1,
      key: 'dj',
      title: '清单',
      layout: 'l',
      line: 3,
    });
    await ds.manager.insert(PrintedRow, { id: 7, tableId: 1, key: 'dj-017', seq: 17, line: 99, cells });
    await ds.manager.insert(Agency, { id: '500231:x', regionCode: '500231', name: '县人力社保局' });
    await ds.manager.insert(Implementation, {
      ...standing,
      itemId: 'dj-017',
      agencyId: '500231:x',
      name: '补、换社会保障卡',
      elements,
    });
    await ds.manager.insert(SourceRef, { implementationId: 1, position: 0, key: 'dj-017', printedRowId: 7 });

    const found = await ds.manager.findOneOrFail(Implementation, {
      where: { itemId: 'dj-017', regionCode: '500231' },
      relations: { agency: true, sources: { printedRow: { table: { document: true } } } },
    });
    expect(found.elements).toEqual(elements);
    expect(found.agency?.name).toBe('县人力社保局');
    expect(found.sources?.[0]?.printedRow?.cells).toEqual(cells);
    expect(found.sources?.[0]?.printedRow?.table?.document?.file).toBe('001.txt');
  });

  it('refuse the same matter twice for one region and agency in one revision', async () => {
    const twin = {
      id: 2,
      itemId: 'dj-017',
      regionCode: '500231',
      agencyId: '500231:x',
      name: 'x',
      elements: {},
    };
    await expect(ds.manager.insert(Implementation, { ...twin, ...since })).rejects.toThrow();
    await ds.manager.insert(Implementation, { ...twin, sinceRevision: 2, untilRevision: null });
  });

  it('refuse a source that stands nowhere', async () => {
    const astray = { implementationId: 1, position: 1, key: 'dj-999', printedRowId: 999 };
    await expect(ds.manager.insert(SourceRef, astray)).rejects.toThrow();
  });

  it('tell keys apart by case and accent', async () => {
    await ds.manager.insert(Agency, { id: '500231:X', regionCode: '500231', name: '另一机构' });
    expect(await ds.manager.countBy(Agency, { id: '500231:X' })).toBe(1);
  });
});
