import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readArguments, runCommand, UsageError, wholeNumber } from '../src/cli/arguments.js';
import { isQuestion, readJsonLines } from '../src/evaluation/judged.js';
import { projectPath } from '../src/project-root.js';
import { compareEngines, type EngineFigures } from './engines/compare.js';
import { type LoadFigures, measureLoad, type Round } from './load/measure-load.js';

const USAGE = `用法：npm run bench -- [问题.jsonl] [--only engines|load] [--json]
  --all-settings   比较各引擎试过的全部设置
  --rounds 3 --seconds 4 --connections 32   压力测试的轮数、每轮秒数、连接数
  --profile 目录   另存问答服务的 CPU 剖析`;

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      only: { type: 'string' },
      json: { type: 'boolean' },
      'all-settings': { type: 'boolean' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '32' },
      profile: { type: 'string' },
    },
    USAGE,
  );
  const { only, json } = values;
  if (positionals.length > 1 || (only && only !== 'engines' && only !== 'load')) throw new UsageError(USAGE);
  const file = resolve(positionals[0] ?? projectPath('data', 'judged', 'questions.jsonl'));
  const folder = mkdtempSync(join(tmpdir(), 'wenban-bench-'));
  const report: Record<string, unknown> = { file };
  try {
    if (only !== 'load') {
      if (!existsSync(file)) throw new UsageError(`没有这个文件：${file}`);
      const questions = readJsonLines(file).filter(isQuestion);
      if (questions.length === 0) throw new UsageError(`${file} 里没有评测问题。`);
      for (const withSimilarQuestions of [true, false]) {
        const title = withSimilarQuestions ? '各引擎都有相似问' : '各引擎都没有相似问';
        const figures = await compareEngines(questions, {
          folder,
          withSimilarQuestions,
          tryAll: values['all-settings'] === true,
          onEngine: (name) => console.error(`${title}：${name} ……`),
        });
        report[withSimilarQuestions ? 'withSimilarQuestions' : 'withoutSimilarQuestions'] = figures;
        if (!json) printEngines(title, figures, values['all-settings'] === true);
      }
    }
    if (only !== 'engines') {
      console.error('同样的压力，轮流给空路由和问答接口 ……');
      const figures = await measureLoad({
        folder,
        rounds: wholeNumber(values.rounds, [1, 20], USAGE),
        seconds: wholeNumber(values.seconds, [1, 60], USAGE),
        connections: wholeNumber(values.connections, [1, 500], USAGE),
        profileFolder: values.profile,
      });
      report.load = figures;
      if (!json) printLoad(figures);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (json) console.log(JSON.stringify(report, null, 2));
});

function printEngines(title: string, figures: readonly EngineFigures[], withSettings: boolean): void {
  console.log(`\n${title}`);
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
  const lines = figures
    .filter(({ away }) => !away)
    .map((one) => [
      withSettings && one.settings ? `${one.engine} ${JSON.stringify(one.settings)}` : one.engine,
      {
        'R@1': percent(one.recallAt1),
        'R@3': percent(one.recallAt3),
        'MRR@10': one.mrrAt10.toFixed(3),
        'p50 ms': one.p50Ms.toFixed(2),
        'p99 ms': one.p99Ms.toFixed(2),
        '建索引 ms': Math.round(one.buildMs),
        '内存 MB': Math.round(one.residentMb),
      },
    ]);
  console.table(Object.fromEntries(lines));
  for (const { engine, away } of figures) if (away) console.log(`${engine}：跳过，${away}`);
}

function printLoad({ median, ratio, ratios, cpuRatio }: LoadFigures): void {
  const line = (round: Round) => ({
    '请求/秒': Math.round(round.requestsPerSecond),
    'p50 ms': round.p50Ms,
    'p99 ms': round.p99Ms,
    '每请求 CPU µs': round.cpuMicros === null ? '—' : Math.round(round.cpuMicros),
    响应字节: Math.round(round.bytesPerResponse),
    失败: round.failures,
  });
  console.log('\n问答接口与空 Koa 路由（请求相同，问题各不相同；居中的一轮）');
  console.table({
    空路由: line(median.empty),
    '问答接口，答复事先备好': line(median.ready),
    问答接口: line(median.ask),
  });
  const all = ratios.map((one) => one.toFixed(3)).join('、');
  console.log(
    `吞吐比 ${ratio.ask.toFixed(3)}（各轮：${all}），目标 0.5；答复事先备好时 ${ratio.ready.toFixed(3)}`,
  );
  if (cpuRatio !== null) console.log(`CPU 时间比 ${cpuRatio.toFixed(3)}（机器忙时更可信）`);
}
