import { setTimeout as sleep } from 'node:timers/promises';

export interface OpenLoopOptions {
  /** Starts per second. */
  rate: number;
  seconds: number;
  /** Starts that may be open at once; beyond it the run has failed anyway and is ended. */
  mostOpen: number;
}

/** What became of a run. */
export interface OpenLoopFigures {
  started: number;
  finished: number;
  /** Milliseconds from the moment a call was due, so that waiting behind slow ones counts. */
  latenciesMs: number[];
  /** Most calls open at the same time. */
  mostOpen: number;
}

/**
 * Starts calls at a steady rate, whether or not the ones before have ended, as WeChat does. Bounded by rate × seconds.
 *
 * @param call - gets its number.
 * @throws {Error} when more calls are open than `mostOpen`.
 */
export async function openLoop(
  { rate, seconds, mostOpen }: OpenLoopOptions,
  call: (index: number) => Promise<void>,
): Promise<OpenLoopFigures> {
  const total = Math.round(rate * seconds);
  const latenciesMs: number[] = [];
  const open = new Set<Promise<void>>();
  let most = 0;
  const begin = performance.now();
  for (let index = 0; index < total; index++) {
    const due = begin + (index * 1_000) / rate;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    if (open.size >= mostOpen) throw new Error(`${open.size} calls are open: the server does not keep up`);
    const work = call(index).then(() => {
      latenciesMs.push(performance.now() - due);
      open.delete(work);
    });
    open.add(work);
    most = Math.max(most, open.size);
  }
  await Promise.all(open);
  return { started: total, finished: latenciesMs.length, latenciesMs, mostOpen: most };
}
