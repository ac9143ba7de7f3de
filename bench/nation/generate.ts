import { statSync } from 'node:fs';
import type { Elements } from '../../entities/elements.js';
import { SqliteDatabase } from '../../src/storage/sqlite-database.js';

/** How large a nation to make. */
export interface NationSize {
  /** Counties; China has about 2,800. */
  regions: number;
  /** Matters; more than the bundled ones are made by repeating those. */
  items: number;
  /** Share (0–1) of the matters that each county handles. */
  share: number;
  /** Most implementations, whatever the product of the others. */
  implementations: number;
}

export interface Generated {
  implementations: number;
  regionCodes: string[];
  itemIds: string[];
  seconds: number;
  bytes: number;
}

/** Agencies of one county. */
const AGENCIES = [
  '民政局',
  '人力资源和社会保障局',
  '公安局',
  '自然资源局',
  '医疗保障局',
  '教育委员会',
  '市场监督管理局',
  '卫生健康委员会',
];
const PROVINCE = '500000';
const REVISION = 1;
/** Ids of what is made begin here, far behind the published ones. */
const FIRST_ID = 1_000_000;

type Database = InstanceType<typeof SqliteDatabase>;

/**
 * Fills a database that holds the bundled catalogue with made-up counties: every matter is handled in them with elements
 * of its own. The fast way: no journal, one transaction, secondary indexes made afterwards.
 */
export function generateNation(path: string, size: NationSize): Generated {
  const started = performance.now();
  const database = new SqliteDatabase(path);
  const run = (sql: string): unknown => database.prepare(sql).run();
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -200000'])
    database.prepare(`PRAGMA ${pragma}`).all();
  const indexes = dropIndexes(database, ['implementation', 'source_ref']);
  run('BEGIN');
  const regionCodes = addRegions(database, size.regions);
  const itemIds = addItems(database, size.items);
  const implementations = addImplementations(database, regionCodes, itemIds, size);
  run('COMMIT');
  for (const sql of indexes) run(sql);
  run('ANALYZE');
  const seconds = (performance.now() - started) / 1000;
  return { implementations, regionCodes, itemIds, seconds, bytes: statSync(path).size };
}

/** @returns the statements that make them again. */
function dropIndexes(database: Database, tables: readonly string[]): string[] {
  const found = tables.flatMap(
    (table) =>
      database
        .prepare(
          "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
        )
        .all(table) as { name: string; sql: string }[],
  );
  for (const { name } of found) database.prepare(`DROP INDEX "${name}"`).run();
  return found.map(({ sql }) => sql);
}

/** Counties with codes that no real region has, all below one province so that the path to it is walked. */
function addRegions(database: Database, count: number): string[] {
  const insert = database.prepare(
    'INSERT INTO region (code, name, shortNames, level, parent) VALUES (?, ?, ?, ?, ?)',
  );
  const agency = database.prepare('INSERT INTO agency (id, regionCode, name, nature) VALUES (?, ?, ?, NULL)');
  return Array.from({ length: count }, (_, number) => {
    const code = `99${String(number).padStart(4, '0')}`;
    insert.run(code, `样例${number}县`, '[]', 'county', PROVINCE);
    for (const [index, name] of AGENCIES.entries())
      agency.run(`${code}-${index}`, code, `样例${number}县${name}`);
    return code;
  });
}

/** @returns ids of the matters in force; where more are wanted, the bundled ones are repeated under new ids. */
function addItems(database: Database, count: number): string[] {
  const known = database
    .prepare('SELECT id, name, type, themes FROM service_item WHERE untilRevision IS NULL ORDER BY id')
    .all() as { id: string; name: string; type: string | null; themes: string }[];
  const insert = database.prepare(
    'INSERT INTO service_item (id, sinceRevision, untilRevision, name, type, themes) VALUES (?, ?, NULL, ?, ?, ?)',
  );
  return Array.from({ length: count }, (_, number) => {
    const model = known[number % known.length] as (typeof known)[number];
    if (number < known.length) return model.id;
    const round = Math.floor(number / known.length);
    const id = `${model.id}-x${round}`;
    insert.run(id, REVISION, `${model.name}（第${round + 1}类）`, model.type, model.themes);
    return id;
  });
}

function addImplementations(
  database: Database,
  regionCodes: readonly string[],
  itemIds: readonly string[],
  { share, implementations }: NationSize,
): number {
  const insert = database.prepare(
    'INSERT INTO implementation (sinceRevision, untilRevision, id, itemId, regionCode, agencyId, name, type, audience, elements) VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const ref = database.prepare(
    'INSERT INTO source_ref (implementationId, position, "key", printedRowId, url, title, date) VALUES (?, 0, ?, NULL, ?, ?, ?)',
  );
  let made = 0;
  // Matter by matter, as the key is sorted; with a bound, every matter gets fewer counties rather than some none.
  const perItem = Math.min(regionCodes.length * share, implementations / itemIds.length);
  const step = regionCodes.length / perItem;
  for (const [itemNumber, itemId] of itemIds.entries())
    for (
      let at = itemNumber % Math.max(1, step);
      at < regionCodes.length && made < implementations;
      at += step
    ) {
      const number = Math.floor(at);
      const code = regionCodes[number] as string;
      const id = FIRST_ID + made++;
      const elements = JSON.stringify(elementsOf(itemNumber, number));
      insert.run(
        REVISION,
        id,
        itemId,
        code,
        `${code}-${itemNumber % AGENCIES.length}`,
        `样例事项${itemNumber}`,
        '公共服务',
        '自然人',
        elements,
      );
      ref.run(
        id,
        `guide-${code}-${itemNumber}`,
        `https://example.org/${code}/${itemNumber}`,
        '样例办事指南',
        '2026-01-01',
      );
    }
  return made;
}

/** Small but of the usual make: half a kilobyte of what a resident asks for first. */
function elementsOf(item: number, region: number): Elements {
  const source = 0;
  return {
    content: [{ value: `样例${region}县办理第${item}号事项的受理、审核和发放。`, source }],
    materials: [
      {
        value: [
          { name: '居民身份证', form: '原件' },
          { name: '户口簿', form: '复印件', copies: 1 },
          { name: `第${item}号事项申请表`, form: '原件' },
        ],
        source,
      },
    ],
    locations: [
      {
        value: [
          {
            name: `样例${region}县政务服务中心`,
            address: `人民路${(region % 200) + 1}号`,
            window: `${item % 40}号窗口`,
          },
        ],
        source,
      },
    ],
    serviceHours: [{ value: '工作日9:00—12:00，13:30—17:30', source }],
    consultPhones: [
      { value: [{ number: `0${700 + (region % 200)}-${2_000_000 + item * 31 + region}` }], source },
    ],
    promisedTimeLimit: [
      { value: { days: (item % 20) + 1, unit: 'workingDay', text: `${(item % 20) + 1}个工作日` }, source },
    ],
    feeCharged: [{ value: false, source }],
  };
}
