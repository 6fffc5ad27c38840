// What people wait for in the web application: Debian's Chromium against the release build over HTTP, with
// an empty cache each time. Prints a table in Markdown and leaves raw results in target/bench/browser.json.
// `bench/run` calls it; alone:
//
//   bench/run --browser               100,000 records, which are loaded first
//   bench/run --browser 2000
//   bench/run --browser 2000 spans,labels      only these: open, answer, submit, home, spans, labels, scroll
//
// A time of a key runs from the key's own time stamp to the end of the frame that shows what it did.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { call } from '../web/tools/api.mjs';
import { withServer } from '../web/tools/server.mjs';
import { OPTIONS, plain, team } from './browser/data.mjs';
import { labels, scroll, spans } from './browser/large.mjs';
import { fresh, isApi, opened, press, seen } from './browser/page.mjs';
import { row, rows, table, times } from './browser/rows.mjs';

const require = createRequire(new URL('../web/package.json', import.meta.url));
const { chromium } = require('@playwright/test');

const program = process.argv[2];
const records = Number(process.argv[3] ?? 100_000);
const output = fileURLToPath(new URL('../target/bench/', import.meta.url));
const loads = 20;
const steps = 100;
const slowAnswerMs = 5000;
const slowdown = 4;

async function firstLoads(browser, url, dataset, slower) {
  const found = [];
  for (let load = 0; load < loads; load += 1) {
    const { context, page, asked, sizes } = await fresh(browser, url, slower);
    await page.goto(`${url}/datasets/${dataset}/annotate`);
    await page.waitForFunction(() => window.seen.usable !== null);
    const counts = { requests: asked.length, api: asked.filter(isApi).length };
    // Styles and scripts that were on their way belong to it.
    await page.waitForTimeout(300);
    found.push({
      ...(await seen(page)),
      ...counts,
      script: sizes.Script,
      style: sizes.Stylesheet,
    });
    await context.close();
  }
  return found;
}

/** How long until the annotation page can be used, and what that takes. */
async function open(browser, url, dataset, slower) {
  const found = await firstLoads(browser, url, dataset, slower);
  const all = (name) => found.map((one) => one[name]);
  const at = slower === 1 ? '' : `, CPU ÷${slower}`;
  if (slower === 1) {
    row('annotate: script on first load, gzip, kB', 200, Math.max(...all('script')) / 1000);
    row('annotate: CSS, gzip, kB', 25, Math.max(...all('style')) / 1000);
    row('annotate: requests until the form is usable', null, Math.max(...all('requests')));
    row('annotate: of these to the API', 6, Math.max(...all('api')));
  }
  const [readable, usable] = slower === 1 ? [600, 1000] : [null, 2500];
  times(`annotate: first record readable, cold cache${at}, ms`, readable, all('readable'));
  times(`annotate: form usable, cold cache${at}, ms`, usable, all('usable'));
  row(`annotate: layout shift while loading${at}`, 0.02, Math.max(...all('shift')));
}

/** Answers records one after another, as fast as they are shown. */
async function annotate(page, count) {
  const [options, records] = [[], []];
  for (let step = 0; step < count; step += 1) {
    options.push(await press(page, String(1 + (step % 3))));
    records.push(await press(page, 'Enter'));
  }
  return { options, records };
}

async function answer(browser, url, dataset, slower) {
  const { context, page } = await opened(browser, url, `${dataset}/annotate`, slower);
  await annotate(page, 5);
  await page.evaluate(() => Object.assign(window.seen, { shift: 0, longest: 0 }));
  const { options, records: next } = await annotate(page, steps);
  const { shift, longest } = await seen(page);
  await context.close();
  const at = slower === 1 ? '' : `, CPU ÷${slower}`;
  const limit = (ms) => (slower === 1 ? ms : null);
  times(`key to option painted${at}, ms`, limit(16), options);
  times(`Enter to next record painted${at}, ms`, limit(50), next);
  row(`layout shift while answering${at}`, 0.02, shift);
  row(`longest task while answering${at}, ms`, limit(50), longest);
}

/** Requests that write for one submit; time and requests needed when every answer takes long. */
async function submit(browser, url, dataset) {
  const { context, page, asked } = await opened(browser, url, `${dataset}/annotate`);
  const from = asked.length;
  await annotate(page, 1);
  await page.waitForTimeout(1500);
  const writes = asked.slice(from).filter((one) => isApi(one) && one.method !== 'GET');
  row('requests that write, for one submit', 1, writes.length);
  let answered = 0;
  await page.route('**/api/v1/**', async (route) => {
    await new Promise((done) => setTimeout(done, slowAnswerMs));
    answered += 1;
    await route.continue().catch(() => undefined);
  });
  const { records: painted } = await annotate(page, 3);
  row('answers of the server needed to show the next record', 0, answered);
  times('Enter to next record painted, answers take 5 s, ms', 50, painted);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

async function homeRequests(browser, url) {
  const { context, page, asked } = await fresh(browser, url);
  await page.goto(`${url}/`);
  await page.getByRole('link', { name: 'bench', exact: true }).first().waitFor();
  await page.waitForTimeout(1000);
  const count = asked.filter(isApi).length;
  await context.close();
  return count;
}

async function home(browser, url, { workspace }) {
  const few = await homeRequests(browser, url);
  for (let number = 0; number < 100; number += 1)
    await call(url, 'POST', '/datasets', {
      name: `draft-${number}`,
      workspace_id: workspace,
    });
  row('home: calls of the API with 1 dataset', null, few);
  row('home: with 101 datasets', few, await homeRequests(browser, url));
}

const parts = {
  home: (browser, url, people) => home(browser, url, people),
  open: (browser, url, _people, dataset) => open(browser, url, dataset, 1),
  answer: (browser, url, _people, dataset) => answer(browser, url, dataset, 1),
  'open-slow': (browser, url, _people, dataset) => open(browser, url, dataset, slowdown),
  'answer-slow': (browser, url, _people, dataset) => answer(browser, url, dataset, slowdown),
  submit: (browser, url, _people, dataset) => submit(browser, url, dataset),
  spans,
  labels,
  scroll: (browser, url, _people, dataset) => scroll(browser, url, dataset),
};

async function measure(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const load = () => loadavg()[0].toFixed(2);
  const before = load();
  try {
    const people = await team(url);
    console.error(`loading ${records} records`);
    const dataset = await plain(url, people, records);
    for (const name of wanted) {
      console.error(`measuring: ${name}`);
      await parts[name](browser, url, people, dataset);
    }
    row('load of the machine before / after', null, 0, `${before} / ${load()}`);
  } finally {
    await browser.close();
  }
}

const wanted = process.argv[4]?.split(',') ?? Object.keys(parts);
for (const name of wanted)
  if (!(name in parts)) throw new Error(`there is no ${name}: ${Object.keys(parts).join(', ')}`);

try {
  await withServer(program, measure, {
    args: ['--label-options-max', String(OPTIONS)],
  });
} finally {
  // What was measured before something failed is not lost.
  await mkdir(output, { recursive: true });
  await writeFile(`${output}browser.json`, `${JSON.stringify(rows, null, 1)}\n`);
  console.log(`\n${table(records.toLocaleString('en'))}`);
}
