import { parentPort, workerData } from 'node:worker_threads';
import { type CountedPeriod, countQuestions } from '../asked-questions/count-questions.js';
import { createDataSource } from '../storage/data-source.js';

// The thread in which SQLite counts; count-in-thread.ts starts it.
if (!parentPort) throw new Error('to be started as a worker thread');
const { databaseUrl, period } = workerData as { databaseUrl: string; period: CountedPeriod };
const ds = createDataSource(databaseUrl);
try {
  await ds.initialize();
  parentPort.postMessage(await countQuestions(ds, period));
} finally {
  if (ds.isInitialized) await ds.destroy();
}
