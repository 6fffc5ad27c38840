import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

const server = process.env['VARIORUM_URL'] ?? 'http://127.0.0.1:6900';
// Cookies of the session belong to the server's origin: requests must look as if they came from there.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

export default defineConfig({
  plugins: [sveltekit()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': proxied, '/sandbox': proxied, '/share': proxied },
  },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://localhost/' } },
    restoreMocks: true,
  },
  // Components are mounted in tests: take the client's half of Svelte.
  ...(process.env['VITEST'] ? { resolve: { conditions: ['browser'] } } : {}),
});
