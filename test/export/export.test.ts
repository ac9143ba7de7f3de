import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ELEMENT_LABELS } from '../../entities/elements.js';
import { publishBundled } from '../../src/catalogue/bundled.js';
import { loadSnapshot } from '../../src/catalogue/compile.js';
import type { ItemRecord, Snapshot } from '../../src/catalogue/snapshot.js';
import { type ExportFormat, type ExportOptions, exportCatalogue } from '../../src/export/catalogue-export.js';
import { csvLine } from '../../src/export/csv.js';
import { implementationJsonSchema } from '../../src/export/implementation-schema.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource, migrate } from '../../src/storage/data-source.js';
import { item, snapshotOf, source } from '../places/factories.js';
import { csvRows, type ReadExport, readCsvExport } from './read-export.js';

const READERS: Record<ExportFormat, (text: string) => ReadExport> = { json: JSON.parse, csv: readCsvExport };
const formats = Object.entries(READERS) as [ExportFormat, (text: string) => ReadExport][];

const textOf = (snapshot: Snapshot, format: ExportFormat, options?: ExportOptions): string =>
  [...exportCatalogue(snapshot, format, options)].join('');

let ds: DataSource;
let bundled: Snapshot;

beforeAll(async () => {
  ds = await createDataSource('sqlite::memory:').initialize();
  await migrate(ds);
  await publishBundled(ds);
  bundled = await loadSnapshot(ds, undefined, { forStaff: true });
});
afterAll(() => ds.destroy());

describe.each(formats)('an export as %s', (format, read) => {
  it('gives back every element of every implementation of the bundled catalogue', () => {
    const { revision, publishedAt, items } = read(textOf(bundled, format));
    expect({ revision, publishedAt }).toEqual({ revision: 1, publishedAt: bundled.publishedAt });
    expect(items).toHaveLength(bundled.items.length);
    expect(items.flatMap((one) => one.implementations).length).toBeGreaterThan(600);
    expect(items).toEqual(bundled.items);
  });

  it('keeps what is hard to keep', () => {
    const hard: ItemRecord = {
      ...item('a', '=1+1，"引号"\r\n换行', [
        {
          agency: '-市,县𠮷局',
          elements: {
            content: [
              { value: ' 前后空白\n"x",y ', source: 0, printed: '', validFrom: '2024-01-01', note: '注' },
              { value: '', source: 0, confidence: 'medium' },
            ],
            feeCharged: [{ value: false, source: 0 }],
            materials: [{ value: [], source: 0 }],
            disclosed: [{ value: false, source: 0 }],
          },
          sources: [{ ...source, row: { '行使层级/市': '√\n初审', '': ',' } }],
        },
        { agency: null },
      ]),
      questions: ['"怎么办"，在哪', '@我'],
      themes: [],
      linked: ['b'],
    };
    const { items } = read(textOf(snapshotOf([hard]), format));
    expect(items).toEqual([hard]);
  });

  it('may be of one region and what lies in it', () => {
    const { items } = read(textOf(bundled, format, { regionCode: '500231' }));
    const codes = new Set(items.flatMap((one) => one.implementations.map(({ regionCode }) => regionCode)));
    expect([...codes]).toEqual(['500231']);
    expect(items.length).toBeGreaterThan(90);
    const province = read(textOf(bundled, format, { regionCode: '500000' })).items;
    expect(province.length).toBeGreaterThan(items.length);
    expect(read(textOf(bundled, format, { regionCode: '820000' })).items).toEqual([]);
  });

  it('for the public has no statement of low confidence', () => {
    const doubtful = item('a', '事项', [
      {
        elements: {
          content: [
            { value: '可靠', source: 0 },
            { value: '传闻', source: 0, confidence: 'low' },
          ],
          quota: [{ value: '传闻', source: 0, confidence: 'low' }],
        },
      },
    ]);
    const text = textOf(snapshotOf([doubtful]), format, { publicOnly: true });
    expect(text).not.toContain('传闻');
    expect(read(text).items[0]?.implementations[0]?.elements).toEqual({
      content: [{ value: '可靠', source: 0 }],
    });
  });
});

describe('a CSV export', () => {
  it('has a column for each of the 36 elements, named in both languages', () => {
    const [heads = []] = csvRows(textOf(snapshotOf([]), 'csv'));
    for (const [key, label] of ELEMENT_LABELS) expect(heads).toContain(`${key} ${label}`);
  });

  it('opens in a spreadsheet: byte order mark, and no cell that would be run as a formula', () => {
    expect(textOf(bundled, 'csv').startsWith('\ufeff')).toBe(true);
    for (const formula of ['=1+1', '+1', '-1', '@A1', '\t=1']) {
      const [[cell = ''] = []] = csvRows(csvLine([formula]));
      expect(cell).not.toMatch(/^[=+\-@\t]/);
      expect(JSON.parse(cell)).toBe(formula);
    }
  });
});

describe('the JSON Schema of an implementation', () => {
  it('is the one that ships; `npm run schema` writes it anew', () => {
    const shipped = JSON.parse(
      readFileSync(projectPath('docs', 'schema', 'implementation.schema.json'), 'utf8'),
    );
    expect(shipped).toEqual(implementationJsonSchema());
  });

  it('holds for every implementation of the bundled catalogue', () => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(implementationJsonSchema());
    for (const implementation of bundled.items.flatMap((one) => one.implementations)) {
      validate(implementation);
      expect(validate.errors ?? [], `${implementation.itemId} ${implementation.regionCode}`).toEqual([]);
    }
    const [first] = bundled.items[0]?.implementations ?? [];
    expect(validate({ ...first, elements: { feeCharged: [{ value: 'yes', source: 0 }] } })).toBe(false);
    expect(validate({ ...first, elements: { materials: [{ value: [], source: -1 }] } })).toBe(false);
  });
});
