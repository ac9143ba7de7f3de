import type { Elements } from '../../entities/elements.js';
import type { ImplementationRecord, ItemRecord } from '../../src/catalogue/snapshot.js';

/** What a reader gets back from an export. */
export interface ReadExport {
  revision: number;
  publishedAt: string;
  items: ItemRecord[];
}

/** Reads a CSV export with nothing but RFC 4180 and JSON: the proof that others can, too. */
export function readCsvExport(text: string): ReadExport {
  const [heads = [], ...rows] = csvRows(text.replace(/^\ufeff/, ''));
  const keys = heads.map((head) => head.split(' ')[0] ?? '');
  const items = new Map<string, ItemRecord>();
  let revision = 0;
  let publishedAt = '';
  for (const row of rows) {
    const cells = new Map(keys.map((key, index) => [key, plain(row[index] ?? '')]));
    const cell = (key: string): string => cells.get(key) ?? '';
    revision = Number(cell('revision'));
    publishedAt = cell('publishedAt');
    const id = cell('itemId');
    const item: ItemRecord = items.get(id) ?? {
      id,
      name: cell('itemName'),
      type: cell('itemType') || null,
      themes: JSON.parse(cell('itemThemes')),
      questions: JSON.parse(cell('itemQuestions')),
      linked: JSON.parse(cell('itemLinked')),
      implementations: [],
    };
    const fields = keys.slice(keys.indexOf('implementationName') + 1, keys.indexOf('sources'));
    const stated = fields.filter((key) => cell(key) !== '').map((key) => [key, JSON.parse(cell(key))]);
    const implementation: ImplementationRecord = {
      itemId: id,
      regionCode: cell('regionCode'),
      agency: cell('implementationAgency') || null,
      name: cell('implementationName'),
      elements: Object.fromEntries(stated) as Elements,
      sources: JSON.parse(cell('sources')),
    };
    item.implementations.push(implementation);
    items.set(id, item);
  }
  return { revision, publishedAt, items: [...items.values()] };
}

function plain(cell: string): string {
  return cell.startsWith('"') ? JSON.parse(cell) : cell;
}

/** Rows of a CSV text: cells in quotes may hold commas, line breaks and doubled quotes. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  for (let row: string[] = []; cell.lastIndex < text.length; ) {
    const found = cell.exec(text);
    if (!found) throw new Error(`not CSV at ${cell.lastIndex}`);
    row.push(found[1]?.replace(/""/g, '"') ?? found[2] ?? '');
    if (found[3] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
