import os from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * How long a test may take, or wait for a state, in milliseconds, before it is said to hang. Nothing that passes takes as long, on
 * however busy a machine; how fast something is, tests compare with something else that the machine does.
 */
const UNIT = { test: 180_000, wait: 90_000 };
/** As that, where single steps have limits of their own. */
const UI_LIMIT = 60 * 60_000;

export default defineConfig({
  define: { VERSION: JSON.stringify('0.0.0-test') },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // One worker a core, not one fewer as is usual: many tests wait for processes and servers of their own.
          maxWorkers: Math.max(2, os.availableParallelism()),
          include: ['test/**/*.test.ts'],
          exclude: ['test/extension-host/**', 'test/fixtures/**'],
          testTimeout: UNIT.test,
          hookTimeout: UNIT.test,
          expect: { poll: { timeout: UNIT.wait } },
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          include: ['test/ui/**/*.ui.ts'],
          globalSetup: ['test/ui/setup.ts'],
          // A window mostly waits for itself: two keep two cores busy, more make them wait for each other.
          maxWorkers: 2,
          // A step waits as long as the machine shows itself to need (test/ui/patience.ts), and is what says why it failed.
          testTimeout: UI_LIMIT,
          hookTimeout: UI_LIMIT,
        },
      },
    ],
  },
});
