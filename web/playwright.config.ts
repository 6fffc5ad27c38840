import { defineConfig } from '@playwright/test';

// Stories with the system's own browser.
export default defineConfig({
  testDir: 'e2e',
  // Files run beside each other.
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // What passes only the second time is listed as flaky.
  retries: 1,
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
  projects: [
    // Against the real program, `VARIORUM_BINARY`; each worker has a server of its own.
    { name: 'program', testIgnore: 'spans.spec.ts' },
    // Of components, on pages of development without a program.
    { name: 'components', testMatch: 'spans.spec.ts' },
  ],
});
