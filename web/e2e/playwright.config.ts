import { defineConfig } from '@playwright/test';

/** A browser that talks to nobody but the room. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Ten pages a scene are load enough for a small machine.
  workers: 1,
  // A busy machine may starve ten pages once: a scene is told twice before it counts as failed.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  use: {
    locale: 'fr-FR',
    actionTimeout: 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: quiet },
  },
});
