import { defineConfig } from '@playwright/test';

// Stories against the real program, `VARIORUM_BINARY`, with the system's own browser.
export default defineConfig({
  testDir: 'e2e',
  // Those of components need no program: `npm run test:components`.
  testIgnore: 'spans.spec.ts',
  // Files run beside each other, each worker with a server of its own.
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'line',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
  },
});
