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

/** Which servers take part: the yardstick, the route with answers composed beforehand, the real one. */
export type ServerKind = 'empty' | 'ready' | 'ask';

export interface LoadFigures {
  /** The round with the median ratio of the asking server. */
  median: Record<ServerKind, Round>;
  /** Requests per second ÷ those of the empty route, median over the rounds. */
  ratio: Record<'ready' | 'ask', number>;
  /** The asking server's ratio in each round. */
  ratios: number[];
  /** CPU time per request of the empty route ÷ that of the asking server, in the median round. */
  cpuRatio: number | null;
  /** Distinct questions per round; no question is sent in two rounds. */
  questionsPerRound: number;
}

/** Enough that a round of the asking server does not come round to its first question again. */
const QUESTIONS_PER_ROUND = 30_000;
const WARM_UP_SECONDS = 3;
const PATH = '/api/v1/ask';
const KINDS: readonly ServerKind[] = ['empty', 'ready', 'ask'];

/** Sends the same requests to all servers, in turns: only one works at a time. */
export async function measureLoad(options: LoadOptions): Promise<LoadFigures> {
  const { rounds, seconds, connections } = options;
  const questions = distinctQuestions((rounds + 1) * QUESTIONS_PER_ROUND);
  const servers: Partial<Record<ServerKind, ServerProcess>> = {};
  try {
    for (const kind of KINDS) servers[kind] = await start(kind, options);
    const run = async (round: number, duration: number): Promise<Record<ServerKind, Round>> => {
      const own = questions.slice(round * QUESTIONS_PER_ROUND, (round + 1) * QUESTIONS_PER_ROUND);
      const measured: Partial<Record<ServerKind, Round>> = {};
      for (const kind of KINDS)
        measured[kind] = await measureRound(servers[kind] as ServerProcess, own, connections, duration);
      return measured as Record<ServerKind, Round>;
    };
    await run(0, WARM_UP_SECONDS);
    const all: Record<ServerKind, Round>[] = [];
    for (let round = 1; round <= rounds; round++) all.push(await run(round, seconds));
    return { ...figuresOf(all), questionsPerRound: QUESTIONS_PER_ROUND };
  } finally {
    for (const server of Object.values(servers)) await server.stop();
  }
}

function start(kind: ServerKind, { folder, profileFolder }: LoadOptions): Promise<ServerProcess> {
  const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  if (kind === 'empty') return startServer(own('./empty-server.js'), {}, folder);
  const script = own(kind === 'ask' ? '../../src/server.js' : './ready-server.js');
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${folder}/load.sqlite`,
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'warn',
  };
  const profiled = kind === 'ask' && profileFolder;
  return startServer(
    script,
    env,
    folder,
    profiled ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profileFolder)}`] : [],
  );
}

function figuresOf(rounds: readonly Record<ServerKind, Round>[]): Omit<LoadFigures, 'questionsPerRound'> {
  const ratiosOf = (kind: 'ready' | 'ask'): number[] =>
    rounds.map((round) => round[kind].requestsPerSecond / round.empty.requestsPerSecond);
  const ratios = ratiosOf('ask');
  const ratio = { ready: medianOf(ratiosOf('ready')), ask: medianOf(ratios) };
  const median = rounds[ratios.indexOf(ratio.ask)] as Record<ServerKind, Round>;
  const [empty, ask] = [median.empty.cpuMicros, median.ask.cpuMicros];
  return { median, ratio, ratios, cpuRatio: empty && ask ? empty / ask : null };
}

function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
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
