import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** The counts of a run. A file that does not load counts as one failure, and so does an error outside of any test. */
export interface RunCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The part of a test file's result that is counted. */
export interface CountedModule {
  errors(): readonly unknown[];
  children: { allTests(): Iterable<{ result(): { state: string } }> };
}

/** Adds up what the test files report. */
export function countRun(modules: readonly CountedModule[], unhandledErrors: readonly unknown[]): RunCounts {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') counts.passed++;
      else if (state === 'failed') counts.failed++;
      else counts.skipped++;
    }
  }
  return counts;
}

/** @returns `12 passed, 0 failed`, followed by `, 3 skipped` when tests were passed over. */
export function summaryLine({ passed, failed, skipped }: RunCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Closes a run with one plain line that scripts can read without knowing the test runner. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    console.log(summaryLine(countRun(modules, unhandledErrors)));
  }
}
