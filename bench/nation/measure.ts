import { readFileSync, writeFileSync } from 'node:fs';
import { StoredImplementations } from '../../src/catalogue/implementation-source.js';
import { percentile } from '../../src/evaluation/ranks.js';
import { buildEngine, type Engine } from '../../src/matching/engine.js';
import { loadTools } from '../../src/matching/tools.js';
import { projectPath } from '../../src/project-root.js';
import { createDataSource } from '../../src/storage/data-source.js';
import { distinctQuestions } from '../load/questions.js';
import { loadNation } from './national-snapshot.js';

// In a process of its own, so that its memory is its own: node measure.js TASK.json REPORT.json

export interface NationTask {
  /** Database with the bundled catalogue only, and the one with the nation. */
  countyUrl: string;
  nationUrl: string;
  regionCodes: string[];
  itemIds: string[];
}

/** Milliseconds. */
export interface Spread {
  p50Ms: number;
  p99Ms: number;
}

export interface NationFigures {
  /** From the database to an engine that answers. */
  compileMs: number;
  /** Memory of the bits that say which region handles which matter. */
  coverageBytes: number;
  residentMb: number;
  /** Understanding and matching one question, county and nation in turn. */
  matchCounty: Spread;
  matchNation: Spread;
  /** `find(matter, path of the region)`: read from the database, and kept from before. */
  findCold: Spread;
  findKept: Spread;
  /** The same rows by a prepared statement: what the object mapper adds is the difference. */
  statement: Spread;
  /** Look-ups that found the county's own implementation. */
  found: number;
  lookUps: number;
}

const QUESTIONS = 1_500;
const LOOK_UPS = 3_000;
const LIMIT = 12;

const [taskFile = '', reportFile = ''] = process.argv.slice(2);
writeFileSync(reportFile, JSON.stringify(await measureNation(JSON.parse(readFileSync(taskFile, 'utf8')))));
process.exit(0);

async function measureNation({
  countyUrl,
  nationUrl,
  regionCodes,
  itemIds,
}: NationTask): Promise<NationFigures> {
  const nationDs = createDataSource(nationUrl);
  await nationDs.initialize();
  const source = new StoredImplementations(nationDs, 1);
  const started = performance.now();
  const { snapshot, coverage } = await loadNation(nationDs, source);
  const tools = loadTools(projectPath('data'));
  const nation = buildEngine(snapshot, tools);
  const compileMs = performance.now() - started;
  const lookUps = Array.from({ length: LOOK_UPS }, (_, number) => ({
    itemId: pick(itemIds, number, 7_919),
    path: snapshot.regions.pathOf(pick(regionCodes, number, 104_729)),
  }));
  const findCold = await clockEach(lookUps, ({ itemId, path }) => source.find(itemId, path));
  const findKept = await clockEach(lookUps, ({ itemId, path }) => source.find(itemId, path));
  let found = 0;
  for (const { itemId, path } of lookUps)
    if ((await source.find(itemId, path)).some(({ regionCode }) => regionCode === path[0])) found++;
  const residentMb = process.memoryUsage().rss / 2 ** 20;
  const statement = await clockStatement(nationUrl, lookUps);

  const countyDs = createDataSource(countyUrl);
  await countyDs.initialize();
  const county = buildEngine(
    (await loadNation(countyDs, new StoredImplementations(countyDs, 1))).snapshot,
    tools,
  );
  const { matchCounty, matchNation } = matchBoth(county, nation);
  const coverageBytes = [...coverage.values()].reduce((sum, bits) => sum + bits.length, 0);
  return {
    compileMs,
    coverageBytes,
    residentMb,
    matchCounty,
    matchNation,
    findCold,
    findKept,
    statement,
    found,
    lookUps: LOOK_UPS,
  };
}

/** Steps through a list far enough each time that neighbours are seldom met. */
function pick<T>(list: readonly T[], number: number, step: number): T {
  return list[(number * step) % list.length] as T;
}

async function clockEach<T>(list: readonly T[], work: (one: T) => unknown): Promise<Spread> {
  const times: number[] = [];
  for (const one of list) {
    const started = performance.now();
    await work(one);
    times.push(performance.now() - started);
  }
  return spreadOf(times);
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) };
}

async function clockStatement(
  url: string,
  lookUps: readonly { itemId: string; path: string[] }[],
): Promise<Spread> {
  const { SqliteDatabase } = await import('../../src/storage/sqlite-database.js');
  const select = new SqliteDatabase(url.replace('sqlite:', '')).prepare(
    'SELECT * FROM implementation WHERE itemId = ? AND regionCode IN (?, ?, ?) AND untilRevision IS NULL',
  );
  return clockEach(lookUps, ({ itemId, path }) => {
    const [first = '', second = '', third = ''] = path;
    return select.all(itemId, first, second, third);
  });
}

/** Question by question in turn, so that a busy machine slows both alike. */
function matchBoth(county: Engine, nation: Engine): Pick<NationFigures, 'matchCounty' | 'matchNation'> {
  const times = { county: [] as number[], nation: [] as number[] };
  const clock = (engine: Engine, question: string): number => {
    const started = performance.now();
    engine.matcher.match(engine.language.read(question), null, LIMIT);
    return performance.now() - started;
  };
  const questions = distinctQuestions(QUESTIONS);
  for (const question of questions.slice(0, 300))
    for (const engine of [county, nation]) clock(engine, question);
  for (const question of questions) {
    times.county.push(clock(county, question));
    times.nation.push(clock(nation, question));
  }
  return { matchCounty: spreadOf(times.county), matchNation: spreadOf(times.nation) };
}
