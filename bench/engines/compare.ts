import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config.js';
import type { JudgedQuestion } from '../../src/evaluation/judged.js';
import { percentile, type RankFigures, rankFigures } from '../../src/evaluation/ranks.js';
import { openWenban } from '../../src/wenban.js';
import { type Measured, OTHERS, OURS } from './all.js';
import { prepareTask } from './task.js';

/** One line of the comparison. */
export interface EngineFigures extends RankFigures {
  engine: string;
  /** The settings used; null for ours. */
  settings: object | null;
  p50Ms: number;
  p99Ms: number;
  buildMs: number;
  residentMb: number;
  /** Why it did not run; the figures are then 0. */
  away?: string;
}

export interface CompareOptions {
  /** Folder for the database and the tasks. */
  folder: string;
  withSimilarQuestions: boolean;
  /** Runs every setting of every engine instead of the best one. */
  tryAll: boolean;
  /** Told before each engine. */
  onEngine(name: string): void;
}

/** Measures all engines, one process after the other, on the questions that have a right matter. */
export async function compareEngines(
  judged: readonly JudgedQuestion[],
  options: CompareOptions,
): Promise<EngineFigures[]> {
  const { folder, withSimilarQuestions, tryAll, onEngine } = options;
  const questions = judged.filter(({ gold }) => gold.length > 0);
  const databaseUrl = `sqlite:${folder}/compare.sqlite`;
  const wenban = await openWenban(loadConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' }));
  const taskFile = join(folder, 'task.json');
  try {
    const task = prepareTask(wenban.engine.current(), questions, databaseUrl, withSimilarQuestions);
    writeFileSync(taskFile, JSON.stringify(task));
  } finally {
    await wenban.close();
  }
  const runs = OTHERS.flatMap(({ name, best, bestWithoutQuestions, alsoTried }) => {
    const used = withSimilarQuestions ? best : bestWithoutQuestions;
    const tried = tryAll ? [best, bestWithoutQuestions, ...alsoTried].filter((one) => one !== used) : [];
    return [used, ...tried].map((settings) => ({ name, settings }));
  });
  const figures: EngineFigures[] = [];
  for (const { name, settings } of [{ name: OURS, settings: null }, ...runs]) {
    onEngine(name);
    figures.push({ engine: name, settings, ...judge(questions, runChild(folder, taskFile, name, settings)) });
  }
  return figures;
}

function runChild(folder: string, taskFile: string, name: string, settings: object | null): Measured {
  const script = fileURLToPath(new URL('./measure.js', import.meta.url));
  const reportFile = join(folder, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [script, taskFile, reportFile, name, JSON.stringify(settings)],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`measuring ${name} failed`);
  return JSON.parse(readFileSync(reportFile, 'utf8')) as Measured;
}

function judge(
  questions: readonly JudgedQuestion[],
  { found, times, buildMs, residentMb, away }: Measured,
): Omit<EngineFigures, 'engine' | 'settings'> {
  const ranks = found.map(
    (candidates, number) =>
      candidates.findIndex((keys) => keys.some((key) => questions[number]?.gold.includes(key))) + 1,
  );
  const sorted = times.toSorted((a, b) => a - b);
  return {
    ...rankFigures(ranks),
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    buildMs,
    residentMb,
    away,
  };
}
