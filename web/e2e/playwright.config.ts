import { defineConfig } from '@playwright/test';

/** A browser that talks to nobody but the room. */
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A place on earth where it is eight in the morning: a day of today has all its treatment before it. */
const away = ((8 - new Date().getUTCHours() + 36) % 24) - 12;
process.env.TZ = away < 0 ? `Etc/GMT+${-away}` : `Etc/GMT-${away}`;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // Two scenes at a time: while ten pages of one wait for a clock, those of the other are drawn.
  fullyParallel: true,
  workers: 2,
  // A busy machine may starve ten pages once: a scene is told twice before it counts as failed.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  use: {
    locale: 'fr-FR',
    actionTimeout: 20_000,
    // Recording every page costs more than drawing it: only what failed once is recorded.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: quiet },
  },
});
