import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const building = process.argv.includes('build');

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  vitePlugin: {
    dynamicCompileOptions: ({ filename }) =>
      filename.includes('node_modules') ? { runes: undefined } : undefined,
  },
  kit: {
    adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html', strict: false }),
    // The server puts its base path in the place of these words when it starts.
    paths: { base: building ? '/__variorum_base__' : '' },
    appDir: '_app',
    prerender: { entries: [] },
    version: { pollInterval: 0 },
    typescript: {
      config: (config) => {
        config.include.push('../e2e/**/*.ts', '../playwright.config.ts');
      },
    },
  },
};
