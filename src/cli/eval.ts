import 'dotenv/config';
import { readFileSync } from 'node:fs';
import { loadConfig } from '../config.js';
import { type CorpusDocument, corpusEngine, evaluateCorpus } from '../evaluation/corpus.js';
import {
  evaluateDialogues,
  evaluateQuestions,
  type Figures,
  figuresOf,
  isMiss,
  type Outcome,
} from '../evaluation/evaluate.js';
import {
  isDialogue,
  isQuestion,
  type JudgedDialogue,
  type JudgedQuestion,
  readJsonLines,
} from '../evaluation/judged.js';
import { projectPath } from '../project-root.js';
import { openWenban, type Wenban, warmUp } from '../wenban.js';
import { numberWithin, readArguments, runCommand, UsageError } from './arguments.js';

const USAGE =
  '用法：npm run -s eval -- 文件.jsonl [--json] [--misses] [--floor R@1] [--most-false 比例] [--corpus 目录.jsonl [--qrels 判定.tsv]]';

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      json: { type: 'boolean' },
      misses: { type: 'boolean' },
      floor: { type: 'string' },
      'most-false': { type: 'string' },
      corpus: { type: 'string' },
      qrels: { type: 'string' },
    },
    USAGE,
  );
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new UsageError(USAGE);
  const floor = readShare(values.floor);
  const mostFalse = readShare(values['most-false']);
  if (values.corpus) return evaluateForeign(file, values.corpus, values.qrels, floor);
  const lines = readJsonLines(file);
  const dialogues = lines.filter(isDialogue);
  const questions = lines.filter(isQuestion);
  if (dialogues.length + questions.length === 0) throw new UsageError(`${file} 里没有评测问题。`);
  const wenban = await openWenban(loadConfig(process.env), {
    onProgress: (message) => console.error(message),
  });
  const outcomes = await play(wenban, questions, dialogues).finally(() => wenban.close());
  const figures = figuresOf(outcomes);
  const laterTurns = figuresOf(outcomes.filter((outcome) => !outcome.firstTurn));
  const misses = outcomes.filter(isMiss);
  if (values.json)
    console.log(
      JSON.stringify({ ...figures, ...(dialogues.length > 0 ? { laterTurns } : {}), misses }, null, 2),
    );
  else {
    printFigures('全部', figures);
    if (dialogues.length > 0) printFigures('对话的后续轮次', laterTurns);
    printMisses(values.misses ? misses : misses.slice(0, 30), misses.length);
  }
  assertFloor(figures.recallAt1, floor);
  assertMostFalse(figures, mostFalse);
});

/** @returns the share (0–1) that an option gives; null when it is not given. */
function readShare(text: string | undefined): number | null {
  return text === undefined ? null : numberWithin(text, [0, 1], USAGE);
}

/** Asks everything twice: times are those of a server that has run for a while, its code compiled, its answers composed. */
async function play(
  wenban: Wenban,
  questions: readonly JudgedQuestion[],
  dialogues: readonly JudgedDialogue[],
): Promise<Outcome[]> {
  const { asker } = wenban;
  const ask = async (): Promise<Outcome[]> => [
    ...(await evaluateQuestions(asker, questions)),
    ...(await evaluateDialogues(asker, dialogues)),
  ];
  await warmUp(wenban);
  await ask();
  return ask();
}

/** Measures the matcher on a catalogue that is not ours; prints the contract's JSON. */
async function evaluateForeign(
  file: string,
  corpus: string,
  qrels: string | undefined,
  floor: number | null,
): Promise<void> {
  const documents = readJsonLines(corpus) as CorpusDocument[];
  const questions = readJsonLines(file) as { id: string; text: string; gold?: string[] }[];
  const relevant = qrels
    ? readQrels(qrels)
    : new Map(questions.map(({ id, gold }) => [id, new Set(gold ?? [])] as const));
  const engine = corpusEngine(documents, projectPath('data'));
  const figures = evaluateCorpus(engine, questions, relevant);
  console.log(JSON.stringify(figures, null, 2));
  assertFloor(figures.recallAt1, floor);
}

function assertFloor(recallAt1: number, floor: number | null): void {
  if (floor === null || recallAt1 >= floor) return;
  console.error(`R@1 ${recallAt1.toFixed(3)} 低于下限 ${floor}。`);
  process.exitCode = 1;
}

function assertMostFalse({ falseAnswers }: Figures, most: number | null): void {
  if (most === null || falseAnswers <= most) return;
  console.error(`无对应事项却作答 ${falseAnswers.toFixed(3)}，高于上限 ${most}。`);
  process.exitCode = 1;
}

function readQrels(path: string): Map<string, Set<string>> {
  const relevant = new Map<string, Set<string>>();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const [question, document, score] = line.split('\t');
    if (!question || !document || !(Number(score) > 0)) continue;
    const known = relevant.get(question);
    if (known) known.add(document);
    else relevant.set(question, new Set([document]));
  }
  return relevant;
}

function printFigures(title: string, figures: Figures): void {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  console.log(`${title}：${figures.questions} 问，其中 ${figures.withGold} 问有对应事项`);
  console.table({
    'R@1': percent(figures.recallAt1),
    'R@3': percent(figures.recallAt3),
    'MRR@10': figures.mrrAt10.toFixed(3),
    意图正确: percent(figures.intent),
    '直接回答（有对应事项）': `${figures.answered}，其中正确 ${percent(figures.answeredRight)}`,
    反问: `${figures.clarified}，选项含正确项 ${percent(figures.clarifiedRight)}`,
    无对应事项却作答: `${figures.withoutGold} 问中 ${percent(figures.falseAnswers)}`,
    'p50 / p99': `${figures.p50Ms.toFixed(2)} / ${figures.p99Ms.toFixed(2)} ms`,
  });
}

function printMisses(misses: readonly Outcome[], total: number): void {
  if (total === 0) return;
  console.log(
    `未答对 ${total} 问${misses.length < total ? `（列出 ${misses.length} 问，--misses 列出全部）` : ''}：`,
  );
  for (const miss of misses)
    console.log(
      `  ${miss.id} ${miss.question}${miss.region ? `（${miss.region}）` : ''}\n     应为 ${miss.gold.join(',') || miss.intent}，得到 ${miss.kind} ${miss.got.join(' | ')}`,
    );
}
