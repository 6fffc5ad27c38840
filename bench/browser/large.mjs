/** What is slow where it was made for little: long texts, thousands of labels, thousands of rows. */
import { longTexts, manyLabels, OPTIONS } from './data.mjs';
import { fresh, opened, press, seen } from './page.mjs';
import { row, times } from './rows.mjs';

const openings = 10;
const edits = 50;
const scrolled = 600;

/** What the main thread has worked so far: processor time, so that what else the machine does is not counted. */
async function workOf(devtools) {
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** The main thread's processor time for one press, and how long it was until it was painted. */
async function worked(devtools, page, key) {
  const before = await workOf(devtools);
  const ms = await press(page, key);
  return { ms, work: (await workOf(devtools)) - before };
}

/** Runs in the page: counts what keys in a text do. */
function count() {
  const counted = { changes: 0, carets: 0 };
  Object.assign(window, { counted });
  document.addEventListener('selectionchange', () => (counted.carets += 1));
  const all = {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  };
  new MutationObserver(() => (counted.changes += 1)).observe(
    document.querySelector('[data-record-scroll]'),
    all,
  );
}

/** Changing, removing and setting marks, and moving the caret, in texts as long as they get. */
export async function spans(browser, url, people) {
  for (const [name, place] of Object.entries(await longTexts(url, people))) {
    const { context, page, devtools } = await opened(browser, url, place);
    await page.evaluate(count);
    const look = (what) =>
      page.evaluate((name) => {
        window.seen.look = () => window.counted[name];
      }, what);
    await look('carets');
    const { ms } = await worked(devtools, page, 'e');
    row(`spans, ${name}: caret into the text, ms`, null, ms);
    const [moves, changes] = [[], []];
    for (let at = 0; at < edits; at += 1) {
      await look('carets');
      moves.push(await worked(devtools, page, at % 2 === 0 ? 'ArrowRight' : 'ArrowDown'));
      await page.keyboard.press('n');
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await look('changes');
      // The mark goes, the word there gets one, and that one another label.
      for (const key of ['Backspace', '1', '2']) changes.push(await worked(devtools, page, key));
    }
    for (const [what, all] of [
      ['the caret moves', moves],
      ['a mark changes', changes],
    ]) {
      const of = (part) => all.map((one) => one[part]);
      times(`spans, ${name}: ${what}, key to painted, ms`, 50, of('ms'));
      times(`– of it work of the page, ms`, 16, of('work'));
    }
    await context.close();
  }
}

/** From the key that opens the list, and from every letter, to the list that is painted. */
export async function labels(browser, url, people) {
  const dataset = await manyLabels(url, people);
  const [opening, filtering] = [[], []];
  for (let time = 0; time < openings; time += 1) {
    const { context, page } = await opened(browser, url, `${dataset}/annotate`);
    await page.evaluate(() => {
      window.seen.look = () => {
        const first = document.querySelector('#questions [role=option]');
        const { value } = document.querySelector('#questions input');
        return `${value}: ${first?.textContent} of ${first?.getAttribute('aria-setsize')}`;
      };
    });
    await page.keyboard.press('t');
    await page.locator('input:focus').waitFor();
    opening.push(await press(page, 'ArrowDown'));
    for (const key of [...'kettle 49', ...Array(4).fill('Backspace')])
      filtering.push(await press(page, key));
    await context.close();
  }
  const count = OPTIONS.toLocaleString('en');
  times(`${count} labels: key to open list painted, ms`, 50, opening);
  times(`${count} labels: letter to filtered list painted, ms`, 50, filtering);
}

/** Frames while the list of the bulk view moves, a screen every fifth of a second. */
export async function scroll(browser, url, dataset) {
  const { context, page, devtools } = await fresh(browser, url);
  await page.goto(`${url}/datasets/${dataset}/annotate?view=bulk`);
  await page.getByLabel('Rows on a page').selectOption('1000');
  await page.locator('[data-row]').first().waitFor();
  // They come in parts, all of which have to be there.
  await page.waitForTimeout(5000);
  await page.evaluate(() => (window.seen.longest = 0));
  const before = await workOf(devtools);
  const { frames, most } = await page.evaluate(async (many) => {
    let list = document.querySelector('[data-row]');
    while (list.scrollHeight <= list.clientHeight || getComputedStyle(list).overflowY === 'visible')
      list = list.parentElement;
    const gone = [];
    let drawn = 0;
    let last = await new Promise(requestAnimationFrame);
    for (let at = 0; at < many; at += 1) {
      list.scrollTop += 75;
      const now = await new Promise(requestAnimationFrame);
      gone.push(now - last);
      last = now;
      drawn = Math.max(drawn, document.querySelectorAll('[data-row]').length);
    }
    return { frames: gone, most: drawn };
  }, scrolled);
  times('bulk view, 1,000 rows scrolled: a frame, ms', 17, frames);
  row('– of it work of the page, ms', 17, ((await workOf(devtools)) - before) / frames.length);
  const late = frames.filter((ms) => ms > 25).length;
  row('– frames that are late, %', 5, (100 * late) / frames.length);
  row('– rows in the document, at most', 60, most);
  const { longest } = await seen(page);
  row('– longest task, ms', 50, longest);
  await context.close();
}
