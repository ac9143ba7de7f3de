import ExcelJS from 'exceljs';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBundled } from '../../src/catalogue/bundled.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import { applyDrafts } from '../../src/catalogue/publish.js';
import type { ImplementationRecord } from '../../src/catalogue/snapshot.js';
import { exportWorkbook, filledForm } from '../../src/export/catalogue-workbook.js';
import { readDocument } from '../../src/import/read-document.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { TestFolder } from '../import/files.js';

let ds: DataSource;
let all: ImplementationRecord[];
let folder: TestFolder;

beforeAll(async () => {
  folder = await TestFolder.create();
  ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  await publishBundled(ds);
  const snapshot = await loadSnapshot(ds, undefined, { forStaff: true });
  all = snapshot.items.flatMap((item) => item.implementations);
});
afterAll(async () => {
  await folder.remove();
  await ds.destroy();
});

async function back(implementations: ImplementationRecord[], style: 'form' | 'rows') {
  const path = await folder.write(`${style}.xlsx`, await exportWorkbook(implementations, style));
  return readDocument(path);
}

describe('an export of the whole catalogue as a workbook', () => {
  it.each(['rows', 'form'] as const)('(%s) reads back to every statement with its source', async (style) => {
    // A sheet for each matter is slow to write: every third then, and all that have situations or dates.
    const chosen =
      style === 'rows'
        ? all
        : all.filter((one, i) => i % 3 === 0 || /"(situation|validFrom)"/.test(JSON.stringify(one.elements)));
    const { drafts, faults } = await back(chosen, style);
    expect(faults).toEqual([]);
    expect(drafts).toHaveLength(chosen.length);
    for (const [index, implementation] of chosen.entries()) {
      const { elements, cited = [], regionCode } = drafts[index]!;
      expect({ elements, cited, regionCode }, implementation.itemId).toEqual(filledForm(implementation));
    }
    expect(JSON.stringify(drafts.map(({ elements }) => elements))).toMatch(
      /"situation".*"validTo"|"validTo".*"situation"/,
    );
  });

  it('offers its terms in every sheet', async () => {
    const workbook = new ExcelJS.Workbook();
    const bytes = await exportWorkbook(all.slice(0, 2), 'form');
    await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
    const sheets = workbook.worksheets.filter(({ state }) => state === 'visible');
    expect(sheets.map((sheet) => sheet.getCell('C6').dataValidation?.type)).toEqual(['list', 'list']);
  });
});

describe('a workbook that cites sources', () => {
  it('keeps them in the catalogue, also when another list is published afterwards', async () => {
    const own = await createDataSource('sqlite::memory:').initialize();
    try {
      await migrate(own);
      const chosen = all.filter(({ itemId, regionCode }) => itemId === 'dj-016' && regionCode === '500000');
      expect(chosen).toHaveLength(1);
      const result = await back(chosen, 'form');
      const nothing = { links: [], questions: [] };
      await applyDrafts(own, [result], nothing);
      const cites = async () => {
        const { items } = await loadSnapshot(own);
        const [one] = items.flatMap((item) => item.implementations);
        const materials = one?.elements.materials?.[0];
        return { materials: materials?.value, from: one?.sources[materials?.source ?? -1]?.url };
      };
      const { elements, sources } = chosen[0]!;
      const { value, source } = elements.materials![0]!;
      expect(await cites()).toEqual({ materials: value, from: sources[source]?.url });
      const other = await readDocument(await folder.write('空.csv', '序号,事项名称\r\n'), {
        regionCode: '500111',
      });
      await applyDrafts(own, [{ ...other, faults: [], drafts: [] }], { ...nothing, guides: [] }).catch(
        () => null,
      );
      expect((await applyDrafts(own, [result], nothing)).published).toBe(false);
      await applyDrafts(own, [], { ...nothing, guides: [] });
      expect(await cites()).toEqual({ materials: value, from: sources[source]?.url });
    } finally {
      await own.destroy();
    }
  });
});
