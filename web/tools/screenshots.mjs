// Pictures of every page into screenshots/: light and dark, 1440 and 390 px wide; axe on each.
//   npm run screenshots             over the invented data of src/lib/api/mock
//   npm run screenshots -- home     only those whose name begins so
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { pages } from './pages.mjs';

const folder = fileURLToPath(new URL('../screenshots/', import.meta.url));
const wanted = process.argv[2] ?? '';
const widths = [1440, 390];
const themes = ['light', 'dark', 'contrast'];

process.env.VITE_MOCK = '1';
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const server = await createServer({ server: { port: 0 }, logLevel: 'error' });
await server.listen();
const url = `http://127.0.0.1:${server.httpServer.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let faults = 0;

async function picture(page, { name, path, user, mode, act }, theme, width) {
  await page.addInitScript(
    ([as, how]) => {
      if (as) sessionStorage.setItem('mock-user', as);
      if (how) sessionStorage.setItem('mock-mode', how);
    },
    [user, mode],
  );
  page.on('pageerror', (error) => report(`${name}: ${error.message}`));
  await page.goto(url + path);
  await page.locator('main').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
  await act?.(page);
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${folder}${name}-${theme}-${width}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations) {
    report(
      `${name} ${theme} ${width}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) report(`${name} ${theme} ${width}: wider than the window`);
}

function report(text) {
  faults += 1;
  console.error(text);
}

await mkdir(folder, { recursive: true });
try {
  for (const shot of pages.filter(({ name }) => name.startsWith(wanted))) {
    for (const width of widths) {
      for (const theme of themes) {
        const context = await browser.newContext({
          viewport: { width, height: width === 390 ? 844 : 900 },
          reducedMotion: 'reduce',
          hasTouch: width === 390,
          isMobile: width === 390,
        });
        await context.addCookies([{ name: 'variorum_theme', value: theme, url }]);
        await picture(await context.newPage(), shot, theme, width);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`${folder}: ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
