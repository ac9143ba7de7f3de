import type { Elements } from '../../entities/elements.js';
import type { ReviewedLink } from '../../src/catalogue/links.js';
import { parseRowName } from '../../src/catalogue/links.js';
import { type Reading, readingOfDraft } from '../../src/catalogue/readings.js';
import type { Draft, PrintedTable, ReadResult } from '../../src/import/draft.js';

/** What a test says about one row; the rest is filled in. */
export interface RowFacts {
  key: string;
  name: string;
  type?: string;
  agency?: string;
  section?: string;
  basicCode?: string;
  regionCode?: string;
  tableTitle?: string;
  /** Further elements. */
  elements?: Elements;
}

/** Region of each list of the shipped documents, by the beginning of its key. */
const REGIONS: Record<string, string> = { cq: '500000', dj: '500231', dz: '511700', dzq: '500111' };

/** A draft as the importer hands it over. */
export function draft(facts: RowFacts): Draft {
  const cut = facts.key.lastIndexOf('-');
  const tableKey = facts.key.slice(0, cut);
  const seq = Number(facts.key.slice(cut + 1));
  const prefix = /^[a-z]+/.exec(tableKey)?.[0] ?? '';
  const regionCode = facts.regionCode ?? REGIONS[prefix] ?? '500000';
  const table: PrintedTable = {
    key: tableKey,
    title: facts.tableTitle ?? `${tableKey}清单`,
    layout: 'test',
    regionCode,
    line: 1,
  };
  const { name, type, agency, section, basicCode } = facts;
  const elements: Elements = { name: [{ value: name, source: 0 }], ...facts.elements };
  if (type) elements.type = [{ value: type, source: 0 }];
  if (agency) elements.agency = [{ value: agency, source: 0 }];
  if (section) elements.section = [{ value: section, source: 0 }];
  if (basicCode) elements.basicCode = [{ value: basicCode, source: 0 }];
  const cells = [
    { header: '序号', text: String(seq), line: seq + 10 },
    { header: '事项名称', text: name, line: seq + 10 },
  ];
  return {
    row: { table: tableKey, seq, key: facts.key, line: seq + 10, cells },
    table,
    regionCode,
    name,
    elements,
  };
}

/** The same as merging takes it. */
export function reading(facts: RowFacts): Reading {
  return readingOfDraft(draft(facts));
}

/** A file with these rows. */
export function readResult(file: string, rows: readonly RowFacts[], sha = 'a'): ReadResult {
  const drafts = rows.map(draft);
  const tables = [...new Map(drafts.map(({ table }) => [table.key, table])).values()];
  const document = {
    file,
    title: `${file}的标题`,
    docNumber: '大足府办发〔2021〕37号',
    issuer: null,
    date: '2021-03-31',
    regionCode: drafts[0]?.regionCode ?? '500000',
    sha256: sha.repeat(64),
  };
  return { document, tables, drafts, faults: [] };
}

/** A reviewed link between two rows given as `dj-017 补、换社会保障卡` or by key alone. */
export function link(kind: 'same' | 'related', from: string, to: string): ReviewedLink {
  return { kind, from: parseRowName(from), to: parseRowName(to), note: null };
}
