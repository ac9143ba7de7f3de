import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

import { distinctQuestions } from './questions.js';
import { type ServerProcess, startServer } from './server-process.js';

export interface LoadOptions {
  /** Folder for the temporary database. */
  folder: string;
  /** Measured rounds of each server. */
  rounds: number;
  /** Seconds of one round. */
  seconds: number;
  connections: number;
  /** Folder for a CPU profile of the asking server; absent: none. */
  profileFolder?: string;
}

/** One server in one round. */
export interface Round {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Responses other than 2xx, errors and timeouts: a run that has any says nothing. */
  failures: number;
  bytesPerResponse: number;
  /** CPU time of the server per request, in microseconds: tells more than throughput where other programs run. */
  cpuMicros: number | null;
}

export interface LoadFigures {
  empty: Round;
  ask: Round;
  /** Requests per second, ask ÷ empty: median over the rounds, each pair measured one right after the other. */
  ratio: number;
  /** CPU time per request, empty ÷ ask, of the same round. */
  cpuRatio: number | null;
  ratios: number[];
  /** Distinct questions per round; no question is sent in two rounds. */
  questionsPerRound: number;
}

/** Enough that a round of the asking server does not come round to its first question again. */
const QUESTIONS_PER_ROUND = 30_000;
const WARM_UP_SECONDS = 3;
const PATH = '/api/v1/ask';

/** Sends the same requests to an empty Koa route and to `POST /api/v1/ask`, in turns. */
export async function measureLoad(options: LoadOptions): Promise<LoadFigures> {
  const { folder, rounds, seconds, connections, profileFolder } = options;
  const questions = distinctQuestions((rounds + 1) * QUESTIONS_PER_ROUND);
  const ownScript = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const empty = await startServer(ownScript('./empty-server.js'), {}, folder);
  const ask = await startServer(
    ownScript('../../src/server.js'),
    {
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `sqlite:${folder}/load.sqlite`,
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'warn',
    },
    folder,
    profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profileFolder)}`] : [],
  );
  try {
    const run = (server: ServerProcess, round: number, duration: number): Promise<Round> =>
      measureRound(
        server,
        questions.slice(round * QUESTIONS_PER_ROUND, (round + 1) * QUESTIONS_PER_ROUND),
        connections,
        duration,
      );
    await run(empty, 0, WARM_UP_SECONDS);
    await run(ask, 0, WARM_UP_SECONDS);
    const pairs: { empty: Round; ask: Round }[] = [];
    for (let round = 1; round <= rounds; round++)
      pairs.push({
        empty: await run(empty, round, seconds),
        ask: await run(ask, round, seconds),
      });
    const ratios = pairs.map((pair) => pair.ask.requestsPerSecond / pair.empty.requestsPerSecond);
    const sorted = ratios.toSorted((a, b) => a - b);
    const ratio = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const median = pairs[ratios.indexOf(ratio)] as (typeof pairs)[number];
    const [emptyCpu, askCpu] = [median.empty.cpuMicros, median.ask.cpuMicros];
    const cpuRatio = emptyCpu && askCpu ? emptyCpu / askCpu : null;
    return { ...median, ratio, cpuRatio, ratios, questionsPerRound: QUESTIONS_PER_ROUND };
  } finally {
    await ask.stop();
    await empty.stop();
  }
}

async function measureRound(
  server: ServerProcess,
  questions: readonly string[],
  connections: number,
  duration: number,
): Promise<Round> {
  const share = Math.floor(questions.length / connections);
  let connection = 0;
  const cpuBefore = server.cpuMicros();
  const result = await autocannon({
    url: server.url,
    connections,
    duration,
    setupClient(client) {
      const own = questions.slice(connection * share, (connection + 1) * share);
      connection++;
      client.setRequests(
        own.map((question) => ({
          method: 'POST',
          path: PATH,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ question }),
        })),
      );
    },
  });
  const cpuAfter = server.cpuMicros();
  const { total } = result.requests;
  return {
    requestsPerSecond: total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
    bytesPerResponse: result.throughput.total / Math.max(1, total),
    cpuMicros: cpuBefore !== null && cpuAfter !== null ? (cpuAfter - cpuBefore) / Math.max(1, total) : null,
  };
}
