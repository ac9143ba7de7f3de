import { Worker } from 'node:worker_threads';
import type { CountedPeriod, QuestionCounts } from '../asked-questions/count-questions.js';

/** Counts the questions of a period, wherever that is done. */
export type CountQuestions = (period: CountedPeriod) => Promise<QuestionCounts>;

/**
 * Counts in a thread with a database connection of its own: SQLite computes in the thread that asks, and a million
 * questions take seconds in which nobody would be answered; with a server, nothing else waits for its turn meanwhile.
 */
export function countInThread(databaseUrl: string): CountQuestions {
  return (period) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./count-worker.js', import.meta.url), {
        workerData: { databaseUrl, period },
        env: {},
      });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread ended before it had counted')));
      // The service may stop meanwhile.
      worker.unref();
    });
}
