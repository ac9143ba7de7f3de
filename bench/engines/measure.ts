import { readFileSync, writeFileSync } from 'node:fs';
import { type Measured, OTHERS, OURS } from './all.js';
import { type BenchTask, EngineAwayError, type EngineUnderTest, type Settings } from './engine.js';

// One engine in a process of its own: node measure.js TASK.json REPORT.json ENGINE SETTINGS

/** Candidates that are judged. */
const LIMIT = 10;
/** Candidates fetched before those of other regions are dropped. */
const FETCHED = 150;
/** Questions asked once without the clock: the first ones pay for compiling the code. */
const WARM_UP = 100;

const [taskFile = '', reportFile = '', name = '', settings = '{}'] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, 'utf8')) as BenchTask;
const other = OTHERS.find((engine) => engine.name === name);
const report = await (name === OURS
  ? measureOurs()
  : measureOther(other as EngineUnderTest, JSON.parse(settings) as Settings).catch(reportAway));
writeFileSync(reportFile, JSON.stringify(report));
// Watchers and connections of what was measured need no farewell.
process.exit(0);

async function measureOurs(): Promise<Measured> {
  // Loaded here only: the other engines' processes shall not carry our code.
  const { openAsking } = await import('./wenban.js');
  const { buildMs, ask } = await openAsking(task);
  return measure(buildMs, ({ question, region }) => ask(question, region, LIMIT));
}

async function measureOther(engine: EngineUnderTest, settings: Settings): Promise<Measured> {
  const keys = new Map(task.documents.map((document) => [document.id, document.keys]));
  const allowed = task.questions.map((question) => question.allowed && new Set(question.allowed));
  const started = performance.now();
  const built = await engine.build(task.documents, settings);
  const buildMs = performance.now() - started;
  try {
    return await measure(buildMs, async ({ text }, number) => {
      const region = allowed[number];
      const found = await built.search(text, FETCHED);
      const inRegion = region ? found.filter((id) => region.has(id)) : found;
      return inRegion.slice(0, LIMIT).map((id) => keys.get(id) ?? []);
    });
  } finally {
    await built.close?.();
  }
}

async function measure(
  buildMs: number,
  ask: (question: BenchTask['questions'][number], number: number) => Promise<string[][]>,
): Promise<Measured> {
  for (const [number, question] of task.questions.slice(0, WARM_UP).entries()) await ask(question, number);
  const found: string[][][] = [];
  const times: number[] = [];
  for (const [number, question] of task.questions.entries()) {
    const started = performance.now();
    found.push(await ask(question, number));
    times.push(performance.now() - started);
  }
  return { found, times, buildMs, residentMb: process.memoryUsage().rss / 2 ** 20 };
}

function reportAway(error: unknown): Measured {
  if (!(error instanceof EngineAwayError)) throw error;
  return { found: [], times: [], buildMs: 0, residentMb: 0, away: error.message };
}
