import { expect, it } from 'vitest';
import { runSteps, runStepsBetween, type Steps } from '../src/steps.js';

/** Three steps, each longer than a turn may be, that note who else had a turn. */
function* slowSteps(log: string[]): Steps<string> {
  for (const step of ['one', 'two', 'three']) {
    const end = performance.now() + 20;
    while (performance.now() < end);
    log.push(step);
    yield;
  }
  return 'done';
}

it('does long work between what else there is to do', async () => {
  const log: string[] = [];
  let working = true;
  const other = (): void => {
    log.push('other');
    if (working) setImmediate(other);
  };
  setImmediate(other);
  const result = await runStepsBetween(slowSteps(log));
  working = false;
  expect(result).toBe('done');
  expect(log.join(' ')).toMatch(/^one( other)+ two( other)+ three/);
});

it('does it in one go where nothing else is to be done', () => {
  const log: string[] = [];
  expect(runSteps(slowSteps(log))).toBe('done');
  expect(log).toEqual(['one', 'two', 'three']);
});
