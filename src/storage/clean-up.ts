interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Something that deletes what has been kept long enough. */
export interface CleanUpJob {
  /** For the log, e.g. `asked questions`. */
  name: string;
  /** @returns how many rows went. */
  run(): Promise<number>;
}

interface CleanUpOptions {
  log?: Log;
  /** Milliseconds until the first run: not while a service starts. */
  firstMs?: number;
  everyMs?: number;
}

const FIRST_MS = 60_000;
const EVERY_MS = 6 * 3_600_000;

/**
 * Runs jobs one after the other, again and again. Several processes may do so at once: deleting twice is deleting
 * once. A job that fails is tried again the next time.
 *
 * @returns how to stop; waits for what is running.
 */
export function startCleanUp(jobs: readonly CleanUpJob[], options: CleanUpOptions = {}): () => Promise<void> {
  const { log, firstMs = FIRST_MS, everyMs = EVERY_MS } = options;
  let running: Promise<void> = Promise.resolve();
  const runAll = (): void => {
    running = running.then(() => runJobs(jobs, log));
  };
  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    runAll();
    every = setInterval(runAll, everyMs).unref();
  }, firstMs).unref();
  return async () => {
    clearTimeout(first);
    clearInterval(every);
    await running;
  };
}

async function runJobs(jobs: readonly CleanUpJob[], log: Log | undefined): Promise<void> {
  for (const { name, run } of jobs) {
    try {
      const deleted = await run();
      if (deleted > 0) log?.info({ job: name, deleted }, 'cleaned up');
    } catch (error) {
      log?.warn({ err: error, job: name }, 'not cleaned up');
    }
  }
}
