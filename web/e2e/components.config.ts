import { defineConfig } from '@playwright/test';

/** Stories of components on pages of development, without a server: `npm run test:components`. */
const address = process.env['VARIORUM_COMPONENTS'] ?? 'http://127.0.0.1:5471';

export default defineConfig({
  testDir: '.',
  testMatch: 'spans.spec.ts',
  outputDir: '../node_modules/.cache/playwright',
  workers: 1,
  timeout: 60_000,
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
  webServer: {
    command: 'npx vite dev --port 5471 --strictPort',
    env: { VITE_MOCK: '1' },
    url: address,
    reuseExistingServer: true,
    timeout: 120_000,
  },
});
