import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { demo } from './support/demo';

/** Runs the browser tests of the whole demo in Chromium: `npm run e2e`. */
export default defineConfig({
  testDir: 'tests',
  outputDir: path.join(demo.dataDir, 'results'),
  // The tests share one demo, and some stop its servers.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['./support/failures.ts']],
  use: {
    baseURL: demo.appUrl,
    viewport: { width: 1280, height: 1000 },
    actionTimeout: 60_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.PGSTAGE_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // `PGSTAGE_E2E_ATTACH=1` uses a demo that was started with `node e2e/demo.mjs`.
  webServer: process.env.PGSTAGE_E2E_ATTACH
    ? undefined
    : {
        command: 'node e2e/demo.mjs',
        cwd: path.join(__dirname, '..'),
        wait: { stdout: /^Open http/m },
        timeout: 300_000,
        gracefulShutdown: { signal: 'SIGINT', timeout: 60_000 },
        stdout: 'pipe',
      },
});
