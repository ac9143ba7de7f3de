import { Worker } from 'node:worker_threads';
import { AppError, type AppErrorOptions } from '../errors.js';
import type { DeskTask, TaskRunner } from './tasks.js';

/** What a thread is given at its start. */
export interface ThreadData {
  databaseUrl: string;
  dataFolder: string;
  homeRegion: string | null;
  task: DeskTask;
}

/** What a thread tells at its end. */
export type ThreadResult =
  | { kind: 'value'; value: unknown }
  /** An error that the keeper is meant to read. */
  | { kind: 'refusal'; error: AppErrorOptions }
  | { kind: 'fault'; message: string };

/** A workbook of 50 MB that is all text needs about this much; more is a file nobody should open. */
const MOST_MEMORY_MB = 1_536;

/** The service stops: the task is to be taken up again. */
export class TaskStoppedError extends Error {
  constructor() {
    super('stopped together with the service');
    this.name = 'TaskStoppedError';
  }
}

/**
 * Does tasks in threads with a database connection of their own, so that answering goes on. Long tasks take turns; a
 * preview does not wait for them.
 */
export class TaskThreads implements TaskRunner {
  private readonly workers = new Set<Worker>();
  private last: Promise<unknown> = Promise.resolve();
  private closing = false;

  constructor(private readonly parts: Omit<ThreadData, 'task'>) {}

  run(task: DeskTask): Promise<unknown> {
    if (task.kind === 'preview') return this.inThread(task);
    const turn = this.last.then(
      () => this.inThread(task),
      () => this.inThread(task),
    );
    this.last = turn;
    return turn;
  }

  /** Ends every thread; what they were doing is not done. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private async inThread(task: DeskTask): Promise<unknown> {
    if (this.closing) throw new TaskStoppedError();
    const worker = new Worker(new URL('./task-worker.js', import.meta.url), {
      workerData: { ...this.parts, task } satisfies ThreadData,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    });
    this.workers.add(worker);
    try {
      const result = await new Promise<ThreadResult>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', () => reject(new Error('the thread ended before its task')));
      });
      if (result.kind === 'refusal') throw new AppError(result.error);
      if (result.kind === 'fault') throw new Error(result.message);
      return result.value;
    } catch (error) {
      throw this.closing ? new TaskStoppedError() : error;
    } finally {
      this.workers.delete(worker);
    }
  }
}
