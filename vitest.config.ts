import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/tooling/summary-reporter.js';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    watch: false,
    // Processes, not threads: the database and jieba are native code, and a test that kills itself kills only itself.
    pool: 'forks',
    // Two at once suit a small machine; more would make the browser tests wait for each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    // Hooks start Chromium, load the whole bundled catalogue or create databases.
    hookTimeout: 60_000,
    reporters: ['default', new SummaryReporter()],
  },
});
