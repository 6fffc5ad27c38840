import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const server = process.env['VARIORUM_URL'] ?? 'http://127.0.0.1:6900';
// Cookies of the session belong to the server's origin: requests must look as if they came from there.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

/** What every page needs comes as one file: each of its own would be a request. */
const frame = {
  name: 'frame',
  test: /node_modules\/(?:svelte|@sveltejs|openapi-fetch|clsx|esm-env|devalue)\/|src\/lib\/(?:nav\.ts|(?:ui|keys|i18n|api|preferences|session|shell|palette)\/(?!Styleguide|es\/|mock\/|NotFound|NoAccess))/,
};

/** Small parts of the annotation page that several of its larger ones have in common. */
const record = {
  name: 'record',
  minShareCount: 2,
  test: /src\/lib\/(?:annotate|questions|fields)\/(?!markdown\/|tree\/|table\/|.*Styleguide|.*examples)/,
};

export default defineConfig({
  plugins: [sveltekit()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': proxied, '/sandbox': proxied, '/share': proxied },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [frame, record] } } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost/' } },
    restoreMocks: true,
  },
  // Components are mounted in tests: take the client's half of Svelte.
  ...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
});
