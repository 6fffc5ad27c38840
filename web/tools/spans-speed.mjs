// How fast marks in long texts are: node tools/spans-speed.mjs, with the pages of development.
// Work of the page's main thread for putting the caret into the text, which lays all of it out, and for
// a key that changes the label of a mark; with the development build of Svelte.
import { chromium } from '@playwright/test';
import { withPages } from './pages-of-development.mjs';

const runs = Number(process.argv[2] ?? 10);
const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = await chromium.launch(launch);

/** Work of the page for one press: the handler, the drawing, style, layout and paint. */
async function press(page, key) {
  await page.evaluate(() => {
    globalThis.painted = false;
    const end = () => requestAnimationFrame(() => setTimeout(() => (globalThis.painted = true)));
    addEventListener('keydown', () => queueMicrotask(end), { once: true, capture: true });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await read();
  await page.keyboard.press(key);
  await page.waitForFunction(() => globalThis.painted);
  const work = (await read()) - before;
  await session.detach();
  return work;
}

await withPages(async (url) => {
  const warm = await browser.newPage();
  for (const path of ['/styleguide', '/styleguide/spans'])
    await warm.goto(url + path, { waitUntil: 'networkidle' });
  await warm.close();
  for (const sample of ['plain', 'long', 'dense']) {
    const edits = [];
    const focus = [];
    for (let run = 0; run < runs; run += 1) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${url}/styleguide/spans?case=${sample}`);
      await page.locator('.layer > *').first().waitFor({ state: 'attached' });
      focus.push(await press(page, 'e'));
      for (const key of ['n', '1', '2', '3', '4']) {
        const spent = await press(page, key);
        if (key !== 'n') edits.push(spent);
      }
      await page.close();
    }
    const say = (numbers) =>
      `${median(numbers).toFixed(1)} ms, at most ${Math.max(...numbers).toFixed(1)} ms`;
    console.log(`${sample}: focus ${say(focus)}; edit ${say(edits)}`);
  }
});
await browser.close();
