// Pictures of every page into screenshots/: light, dark and high contrast, 1440 and 390 px wide; axe on
// each.
//   npm run screenshots                   VARIORUM_BINARY, default ../target/debug/variorum, with build/
//   npm run screenshots -- annotate       only those whose name begins so
//   npm run screenshots -- --themes=light,dark
//   npm run screenshots -- --readme       those of README.md, small, into ../docs/images/
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { gallery } from './gallery.mjs';
import { pages } from './pages.mjs';
import { withServer } from './server.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const binary = process.env.VARIORUM_BINARY ?? here('../../target/debug/variorum');
const isReadme = process.argv.includes('--readme');
const wanted = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? '';
const shots = pages.filter(({ name, readme }) =>
  isReadme ? readme !== undefined : name.startsWith(wanted),
);
const chosen = process.argv.find((arg) => arg.startsWith('--themes='));
const themes = (chosen?.slice('--themes='.length) ?? 'light,dark,contrast').split(',');
const widths = [1440, 390];
const maxReadmeBytes = 150_000;

let faults = 0;
function report(text) {
  faults += 1;
  console.error(text);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

async function opened(url, theme, width, height = width === 390 ? 844 : 900) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    hasTouch: width === 390,
    isMobile: width === 390,
  });
  await context.addCookies([{ name: 'variorum_theme', value: theme, url }]);
  return context;
}

/** Loads the page of a shot and does what belongs to it. */
async function shown(context, url, shot, world) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => report(`${shot.name}: ${error.message}`));
  await page.addInitScript(
    ([as, how]) => {
      if (as) sessionStorage.setItem('mock-user', as);
      if (how) sessionStorage.setItem('mock-mode', how);
    },
    [shot.as, shot.mode],
  );
  // What is told at once would be no conflict.
  if (shot.quiet) await page.route('**/me/events*', (route) => route.abort());
  await page.goto(url + (typeof shot.path === 'function' ? shot.path(world) : shot.path));
  await page.locator('main').first().waitFor();
  // Streams of events never end: what counts is that nothing is drawn any more.
  await page.waitForTimeout(800);
  await shot.prepare?.(world, new URL(page.url()).pathname.split('/').at(-1));
  await shot.act?.(page);
  await page.waitForTimeout(300);
  return page;
}

async function picture(url, shot, world, theme, width) {
  const context = await opened(url, theme, width);
  try {
    if (shot.user) await signIn(context, url, world.people[shot.user]);
    const page = await shown(context, url, shot, world);
    // Behind a dialog nothing scrolls, and a longer picture would show it somewhere in the middle.
    const isLayered = (await page.locator('dialog:modal').count()) > 0;
    await page.screenshot({
      path: `${here('../screenshots/')}${shot.name}-${theme}-${width}.png`,
      fullPage: !isLayered,
    });
    const what = `${shot.name} ${theme} ${width}`;
    // The content of templates is their authors'.
    const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
    for (const { id, nodes } of violations) {
      report(`${what}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    }
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (isWide) report(`${what}: wider than the window`);
  } catch (error) {
    report(`${shot.name} ${theme} ${width}: ${error.message}`);
  } finally {
    await context.close();
  }
}

/** One session for each person, as they would have. */
const sessions = new Map();
async function signIn(context, url, { username, password }) {
  if (!sessions.has(username)) {
    const data = { username, password };
    const answer = await context.request.post(`${url}/api/v1/session`, { data });
    if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
    const cookies = await context.cookies(`${url}/api/v1/`);
    sessions.set(
      username,
      cookies.filter(({ name }) => name === 'variorum_session'),
    );
  }
  await context.addCookies(sessions.get(username));
}

/** Playwright has no WebP; the browser has. */
async function forReadme(url, shot, world, theme) {
  const context = await opened(url, theme, 1280, 760);
  await signIn(context, url, world.people[shot.user]);
  const page = await shown(context, url, shot, world);
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  const path = here(`../../docs/images/${shot.readme}${theme === 'dark' ? '-dark' : ''}.webp`);
  await writeFile(path, Buffer.from(data, 'base64'));
  const { size } = await stat(path);
  console.log(path, size);
  if (size > maxReadmeBytes) report(`${path} has more than ${maxReadmeBytes} bytes`);
  await context.close();
}

async function each(url, some, world) {
  for (const shot of some) {
    for (const width of widths) {
      for (const theme of themes) await picture(url, shot, world, theme, width);
    }
  }
}

/** Runs `use(url)` with the pages of development over the invented data of the mock. */
async function withMock(use) {
  process.env.VITE_MOCK = '1';
  process.chdir(here('..'));
  const server = await createServer({ server: { port: 0 }, logLevel: 'error' });
  await server.listen();
  const url = `http://127.0.0.1:${server.httpServer.address().port}`;
  try {
    // Vite reloads a page when it meets a package for the first time: let it meet them all.
    const page = await (await browser.newContext()).newPage();
    for (const path of ['/sign-in', '/styleguide']) {
      await page.goto(url + path);
      await page.waitForTimeout(2500);
    }
    await page.context().close();
    await use(url);
  } finally {
    await server.close();
  }
}

try {
  await mkdir(here(isReadme ? '../../docs/images/' : '../screenshots/'), { recursive: true });
  const real = shots.filter(({ mode }) => mode === undefined);
  const mocked = shots.filter(({ mode }) => mode !== undefined);
  const args = ['--ui-dir', here('../build')];
  if (real.length > 0) {
    await withServer(
      binary,
      async (url) => {
        const world = await gallery(url);
        if (!isReadme) return each(url, real, world);
        for (const shot of real) await forReadme(url, shot, world, 'light');
        await forReadme(
          url,
          real.find(({ readme }) => readme === 'focus-view'),
          world,
          'dark',
        );
      },
      { args },
    );
  }
  if (mocked.length > 0) await withMock((url) => each(url, mocked, null));
} finally {
  await browser.close();
}
console.log(`${shots.length} pages: ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
