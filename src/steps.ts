import { setImmediate } from 'node:timers/promises';

/** Long work in short steps, so that it need not be done in one go. */
export type Steps<T> = Generator<void, T>;

/** Work goes on this long before others get their turn, in milliseconds. */
const TURN_MS = 8;

/** Does the work in one go. */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does the work a few milliseconds at a time; whatever else the process has to do gets in between. */
export async function runStepsBetween<T>(steps: Steps<T>): Promise<T> {
  for (let turn = performance.now(); ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    turn = performance.now();
  }
}
