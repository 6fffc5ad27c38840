import { test as base } from '@playwright/test';
import { withPages } from '../tools/pages-of-development.mjs';

export { expect } from '@playwright/test';

/** A page that shows every component has met all packages: Vite reloads a page when it meets one first. */
const everything = ['/styleguide', '/styleguide/spans'];

/** Stories of components: a server of development for each worker, with the data of the mock. */
export const test = base.extend<object, { pages: string }>({
  pages: [
    async ({ browser }, use) => {
      await withPages(async (url) => {
        const page = await browser.newPage();
        for (const path of everything) await page.goto(url + path, { waitUntil: 'networkidle' });
        await page.close();
        await use(url);
      });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ pages }, use) => use(pages),
});
