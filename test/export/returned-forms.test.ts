import ExcelJS from 'exceljs';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBundled } from '../../src/catalogue/bundled.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { ImplementationRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { readStored } from '../../src/catalogue/stored-catalogue.js';
import { exportWorkbook } from '../../src/export/catalogue-workbook.js';
import { takeReturnedForms } from '../../src/export/returned-forms.js';
import type { WorkbookStyle } from '../../src/import/implementation-workbook.js';
import { readDocument } from '../../src/import/read-document.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { TestFolder } from '../import/files.js';

const TODAY = '2026-11-27';
let ds: DataSource;
let folder: TestFolder;

beforeAll(async () => {
  folder = await TestFolder.create();
  ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  await publishBundled(ds);
});
afterAll(async () => {
  await folder.remove();
  await ds.destroy();
});

const current = (): Promise<Snapshot> => loadSnapshot(ds, undefined, { forStaff: true });
const all = (snapshot: Snapshot): ImplementationRecord[] =>
  snapshot.items.flatMap((item) => item.implementations);
const card = (snapshot: Snapshot): ImplementationRecord =>
  all(snapshot).find(({ name, regionCode }) => name === '补、换社会保障卡' && regionCode === '500231')!;

/** Exports, lets somebody work in the file, and reads it again. */
async function back(
  implementations: ImplementationRecord[],
  style: WorkbookStyle,
  work: (workbook: ExcelJS.Workbook) => void = () => {},
) {
  const workbook = new ExcelJS.Workbook();
  const bytes = await exportWorkbook(implementations, style);
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  work(workbook);
  const path = await folder.write(`改-${style}.xlsx`, Buffer.from(await workbook.xlsx.writeBuffer()));
  const read = await readDocument(path);
  expect(read.faults).toEqual([]);
  return takeReturnedForms([read], await current(), await readStored(ds.manager), TODAY);
}

/** The cell of a field in a workbook with one row a matter. */
function cellOf(workbook: ExcelJS.Workbook, label: string, row = 3): ExcelJS.Cell {
  const sheet = workbook.worksheets.find(({ state }) => state === 'visible')!;
  let column = 0;
  sheet.getRow(2).eachCell((cell, number) => {
    if (cell.text === label) column = number;
  });
  expect(column, label).toBeGreaterThan(0);
  return sheet.getCell(row, column);
}

describe('a workbook that was exported and comes back', { timeout: 120_000 }, () => {
  it('changes nothing as it was', async () => {
    const before = await current();
    const { results, edits, changed, unchanged, faults } = await back(all(before), 'rows');
    expect({ results, edits, changed, faults }).toEqual({ results: [], edits: [], changed: [], faults: [] });
    expect(unchanged).toBe(all(before).length);
    const report = await applyDrafts(ds, results, { edits });
    expect(report.published).toBe(false);
    expect((await current()).revision).toBe(before.revision);
  });

  it('as forms changes nothing either', async () => {
    const some = all(await current()).slice(0, 40);
    expect(await back(some, 'form')).toMatchObject({ edits: [], changed: [], unchanged: 40, faults: [] });
  });

  it('changes the element that was changed, of the same implementation, with the office as source', async () => {
    const before = card(await current());
    const { results, edits, changed } = await back([before], 'rows', (workbook) => {
      cellOf(workbook, '办理地点').value = '桂溪街道便民服务中心';
    });
    expect(changed).toEqual([expect.objectContaining({ name: '补、换社会保障卡', fields: ['locations'] })]);
    await applyDrafts(ds, results, { edits });
    const after = card(await current());
    expect(after.itemId).toBe(before.itemId);
    const [place, ...others] = after.elements.locations ?? [];
    expect(others).toEqual([]);
    expect(JSON.stringify(place?.value)).toContain('桂溪街道便民服务中心');
    const source = after.sources[place?.source ?? -1];
    expect(source?.date).toBe(TODAY);
    expect(source?.title).toContain('改-rows.xlsx');
    expect(after.elements.feeStandard).toEqual(before.elements.feeStandard);
  });

  it('takes back what its cell no longer says', async () => {
    const before = card(await current());
    const { edits } = await back([before], 'rows', (workbook) => {
      cellOf(workbook, '办理地点').value = '';
    });
    await applyDrafts(ds, [], { edits });
    expect(card(await current()).elements.locations).toBeUndefined();
  });

  it('says which row names an implementation that is not there', async () => {
    const { faults, edits, results } = await back([card(await current())], 'rows', (workbook) => {
      cellOf(workbook, '实施清单标识').value = 'nothing|500231|某局';
    });
    expect({ edits, results }).toEqual({ edits: [], results: [] });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toContain('不在现行目录中');
  });

  it('reads a row without its name as a new matter', async () => {
    const { results } = await back([card(await current())], 'rows', (workbook) => {
      cellOf(workbook, '实施清单标识').value = '';
    });
    expect(results[0]?.drafts).toHaveLength(1);
  });
});
