import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OFFICIAL_ACCOUNT_PATH } from '../../src/channels/official-account/callback.js';
import { readArguments, runCommand, UsageError, wholeNumber } from '../../src/cli/arguments.js';
import { percentile } from '../../src/evaluation/ranks.js';
import { WeixinStandIn } from '../../test/support/weixin/weixin-server.js';
import { WeixinUser } from '../../test/support/weixin/weixin-user.js';
import { distinctQuestions } from '../load/questions.js';
import { type ServerProcess, startServer } from '../load/server-process.js';
import { type OpenLoopFigures, openLoop } from './open-loop.js';
import { type Callback, callbackOf, questionOf } from './traffic.js';

const USAGE = `用法：npm run -s bench:weixin -- [--rate 200] [--seconds 30] [--redis redis://127.0.0.1:6379] [--profile 目录] [--json]
       npm run -s bench:weixin -- --soak [--minutes 30] [--rate 50]
  公众号回调压测：加密消息按固定速率发往本机上的服务（SQLite 临时库）；--soak 为混合消息的长时间测试，
  核对每条消息都得到应有的回复、内存不持续增长。`;

const ACCOUNT = {
  appId: 'wx0123456789abcdef',
  token: 'tokenOfTheBench',
  mode: 'secure',
  aesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
} as const;
const SECRET = 'secret-of-the-bench';
const USERS = 2_000;
const QUESTIONS = 5_000;
const WARM_UP_SECONDS = 15;
const MOST_OPEN = 1_000;
const SAMPLE_EVERY_MS = 5_000;

/** What a run showed. */
interface Report {
  rate: number;
  seconds: number;
  callbacks: number;
  /** Without the reply they should have had. */
  lost: number;
  /** Answered only when sent again: the server took more than five seconds, or the connection broke. */
  again: number;
  /** The first faults, for whoever looks for the cause. */
  faults: string[];
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  mostOpen: number;
  cpuMicrosEach: number | null;
  byKind: Record<string, number>;
  memoryMb: { start: number; third: number; end: number; most: number } | null;
}

runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      rate: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      soak: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '30' },
      redis: { type: 'string' },
      profile: { type: 'string' },
      json: { type: 'boolean' },
    },
    USAGE,
  );
  if (positionals.length > 0) throw new UsageError(USAGE);
  const { soak } = values;
  const rate = wholeNumber(values.rate ?? (soak ? '50' : '200'), [1, 1_000], USAGE);
  const seconds = soak
    ? wholeNumber(values.minutes, [1, 240], USAGE) * 60
    : wholeNumber(values.seconds, [1, 300], USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'wenban-weixin-'));
  const weixin = await WeixinStandIn.start([{ appId: ACCOUNT.appId, appSecret: SECRET }]);
  let server: ServerProcess | undefined;
  try {
    server = await startServer(
      fileURLToPath(new URL('../../src/server.js', import.meta.url)),
      {
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: `sqlite:${folder}/bench.sqlite`,
        REDIS_URL: values.redis ?? '',
        LOG_LEVEL: 'warn',
        WECHAT_OA_APP_ID: ACCOUNT.appId,
        WECHAT_OA_APP_SECRET: SECRET,
        WECHAT_OA_TOKEN: ACCOUNT.token,
        WECHAT_OA_AES_KEY: ACCOUNT.aesKey,
        WECHAT_API_BASE: weixin.base,
      },
      folder,
      values.profile ? ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`] : [],
    );
    const report = await measure(server, weixin, soak ? callbackOf : questionOf, rate, seconds);
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report, soak);
    if (report.lost > 0) process.exitCode = 1;
  } finally {
    await server?.stop();
    await weixin.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measure(
  server: ServerProcess,
  weixin: WeixinStandIn,
  callback: (index: number, questions: readonly string[]) => Callback,
  rate: number,
  seconds: number,
): Promise<Report> {
  // Ends idle connections well before the server does: one that both end at once would look like a lost reply.
  const agent = new Agent({ keepAlive: true, timeout: 20_000 });
  const users = Array.from(
    { length: USERS },
    () =>
      new WeixinUser({
        url: server.url + OFFICIAL_ACCOUNT_PATH,
        account: ACCOUNT,
        agent,
        onAction: (openId, action) => weixin.messages.open(openId, action),
      }),
  );
  const questions = distinctQuestions(QUESTIONS);
  const faults: string[] = [];
  const byKind: Record<string, number> = {};
  let lost = 0;
  let again = 0;
  const run = async (index: number): Promise<void> => {
    const { kind, run: send } = callback(index, questions);
    const outcome = await send(users[index % USERS] as WeixinUser);
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (outcome.result === 'again') again++;
    if (outcome.result !== 'lost') return;
    lost++;
    if (faults.length < 10) faults.push(`${kind}: ${outcome.why}`);
  };
  await openLoop({ rate: Math.min(rate, 50), seconds: WARM_UP_SECONDS, mostOpen: MOST_OPEN }, run);
  // A program that has just started still compiles itself; what happens meanwhile says nothing of its days.
  for (const kind of Object.keys(byKind)) delete byKind[kind];
  faults.length = 0;
  lost = 0;
  again = 0;
  const memory: number[] = [];
  const sample = (): void => {
    memory.push(server.residentMb() ?? Number.NaN);
  };
  sample();
  const sampling = setInterval(sample, SAMPLE_EVERY_MS);
  const cpuBefore = server.cpuMicros();
  let figures: OpenLoopFigures;
  try {
    figures = await openLoop({ rate, seconds, mostOpen: MOST_OPEN }, run);
  } finally {
    clearInterval(sampling);
    agent.destroy();
  }
  sample();
  const cpuAfter = server.cpuMicros();
  const sorted = figures.latenciesMs.sort((a, b) => a - b);
  return {
    rate,
    seconds,
    callbacks: figures.finished,
    lost: lost + figures.started - figures.finished,
    again,
    faults,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? Number.NaN,
    mostOpen: figures.mostOpen,
    cpuMicrosEach:
      cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / Math.max(1, figures.finished),
    byKind,
    memoryMb: memoryOf(memory),
  };
}

/** Means over tenths of the run: single readings swing with the garbage collector. */
function memoryOf(samples: readonly number[]): Report['memoryMb'] {
  if (samples.some(Number.isNaN)) return null;
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const mean = (from: number): number =>
    samples.slice(from, from + tenth).reduce((sum, one) => sum + one, 0) / tenth;
  return {
    start: mean(0),
    third: mean(Math.floor(samples.length / 3)),
    end: mean(samples.length - tenth),
    most: Math.max(...samples),
  };
}

function print(report: Report, soak: boolean): void {
  const {
    rate,
    seconds,
    callbacks,
    lost,
    again,
    p50Ms,
    p99Ms,
    maxMs,
    mostOpen,
    cpuMicrosEach,
    byKind,
    memoryMb,
  } = report;
  const ms = (value: number): string => value.toFixed(1);
  console.log(
    `\n公众号回调${soak ? '（混合消息，长时间）' : '（提问）'}：每秒 ${rate} 条，${seconds} 秒，本机，SQLite`,
  );
  console.log(
    `消息 ${callbacks} 条，未得到应有回复 ${lost} 条，重发后才得到 ${again} 条；同时处理最多 ${mostOpen} 条`,
  );
  console.log(`用时 p50 ${ms(p50Ms)} ms，p99 ${ms(p99Ms)} ms，最长 ${ms(maxMs)} ms（从应发出的时刻算起）`);
  if (cpuMicrosEach !== null) console.log(`服务每条用 CPU ${Math.round(cpuMicrosEach)} µs`);
  if (memoryMb) {
    const { start, third, end, most } = memoryMb;
    console.log(
      `内存：开始 ${ms(start)} MB，三分之一处 ${ms(third)} MB，结束 ${ms(end)} MB，最高 ${ms(most)} MB`,
    );
  }
  if (soak)
    console.log(
      `各类消息：${Object.entries(byKind)
        .map(([kind, count]) => `${kind} ${count}`)
        .join('，')}`,
    );
  for (const fault of report.faults) console.log(`  ${fault}`);
}
