import { defineConfig } from 'vitest/config';

// Each file is a process, and Node finds the modules of drizzle-orm sooner with it.
const execArgv = [
  '--import',
  new URL('packages/platform/src/processes/drizzle-modules.ts', import.meta.url).href,
];
const ignored = ['**/node_modules/**', '**/dist/**', 'tools/architecture/fixture/**'];

// Processes, not threads: the engine, argon2 and PostgreSQL are native and some tests kill their own children.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages', 'domains', 'apps', 'tools'].map(
            (folder) => `${folder}/**/*.test.ts`,
          ),
          exclude: ignored,
          // Every file stops what it starts. Loading the whole program anew for each costs more than a second.
          isolate: false,
          setupFiles: ['tools/test-setup.ts'],
          execArgv,
          globalSetup: ['packages/testing/src/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ignored,
          setupFiles: ['tools/test-setup.ts'],
          execArgv,
          globalSetup: ['packages/testing/src/global-setup.ts', 'e2e/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
