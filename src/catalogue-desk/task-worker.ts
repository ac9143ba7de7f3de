import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../errors.js';
import { createDataSource } from '../storage/data-source.js';
import type { ThreadData, ThreadResult } from './task-threads.js';
import { runTask } from './tasks.js';

// The thread in which one task of the desk is done; task-threads.ts starts it.
if (!parentPort) throw new Error('to be started as a worker thread');
const { databaseUrl, dataFolder, homeRegion, task } = workerData as ThreadData;
const ds = createDataSource(databaseUrl);
let result: ThreadResult;
try {
  await ds.initialize();
  result = { kind: 'value', value: await runTask(task, { ds, dataFolder, homeRegion }) };
} catch (error) {
  if (error instanceof AppError && error.expected) {
    const { code, status, expected, data } = error;
    result = { kind: 'refusal', error: { code, status, expected, data } };
  } else
    result = {
      kind: 'fault',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
} finally {
  if (ds.isInitialized) await ds.destroy();
}
parentPort.postMessage(result);
