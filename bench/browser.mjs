// What people wait for in the web application: Debian's Chromium against the release build over HTTP, with
// an empty cache each time. Prints a table in Markdown and leaves raw results in target/bench/browser.json.
// `bench/run` calls it; alone:
//
//   bench/run --browser               100,000 records, which are loaded first
//   bench/run --browser 2000
//
// A time of a key runs from the key's own time stamp to the end of the frame that shows what it did.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { owner, withServer } from '../web/tools/server.mjs';

const require = createRequire(new URL('../web/package.json', import.meta.url));
const { chromium } = require('@playwright/test');

const program = process.argv[2];
const records = Number(process.argv[3] ?? 100_000);
const output = fileURLToPath(new URL('../target/bench/', import.meta.url));
const loads = 20;
const steps = 100;
const slowAnswerMs = 5000;
const slowdown = 4;
const password = 'for measuring only';

const rows = [];
/** `value` is compared with the limit, `cell` is what is shown. */
function row(name, limit, value, cell = short(value), raw = value) {
  rows.push({ name, limit, value, cell, raw });
}

function short(value) {
  if (value >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Median and two percentiles; one of them is compared with the limit. */
function times(name, limit, values, share = 0.5) {
  const sorted = values.toSorted((one, other) => one - other);
  const [median, p95, p99] = [0.5, 0.95, 0.99].map((part) => at(sorted, part));
  row(name, limit, at(sorted, share), [median, p95, p99].map(short).join(' / '), values);
}

async function call(url, method, path, body, key = owner.apiKey) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-argilla-api-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Two questions, so that a digit answers and Enter submits. */
async function fill(url) {
  const workspace = (await call(url, 'POST', '/workspaces', { name: 'bench' })).id;
  const user = { username: 'ana', password, role: 'annotator', first_name: 'Ana', last_name: null };
  const { id: person } = await call(url, 'POST', '/users', user);
  await call(url, 'POST', `/workspaces/${workspace}/users`, { user_id: person });
  const { id } = await call(url, 'POST', '/datasets', { name: 'bench', workspace_id: workspace });
  const field = { name: 'text', title: 'Text', required: true };
  await call(url, 'POST', `/datasets/${id}/fields`, { ...field, settings: { type: 'text' } });
  const labels = ['good', 'bad', 'unsure'].map((value) => ({ value, text: value }));
  const scale = [1, 2, 3, 4, 5].map((value) => ({ value }));
  for (const [name, required, settings] of [
    ['verdict', true, { type: 'label_selection', options: labels }],
    ['quality', false, { type: 'rating', options: scale }],
  ]) {
    await call(url, 'POST', `/datasets/${id}/questions`, { name, title: name, required, settings });
  }
  await call(url, 'PUT', `/datasets/${id}/publish`);
  const words = 'the kettle boils in two minutes and after a week its handle came off again'.split(
    ' ',
  );
  for (let from = 0; from < records; from += 500) {
    const items = Array.from({ length: Math.min(500, records - from) }, (_, add) => {
      const number = from + add;
      const said = Array.from(
        { length: 60 },
        (__, word) => words[(number * 7 + word * 5) % words.length],
      );
      return { external_id: `r${number}`, fields: { text: `${number}: ${said.join(' ')}.` } };
    });
    await call(url, 'POST', `/datasets/${id}/records/bulk`, { items });
  }
  return { id, workspace };
}

/** Runs in the page before its own scripts. */
function observe() {
  const record = () => document.querySelector('[data-record-scroll] .record:not([hidden])');
  const checked = () => document.querySelectorAll('#questions :checked').length;
  const seen = { readable: null, usable: null, shift: 0, longest: 0, keys: [] };
  Object.assign(window, { seen });
  const afterFrame = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const watch = () => {
    if (seen.readable === null && (record()?.textContent ?? '').trim() !== '')
      afterFrame((now) => (seen.readable ??= now));
    if (seen.readable !== null && document.querySelector('#questions input') !== null)
      return afterFrame((now) => (seen.usable = now));
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  addEventListener(
    'keydown',
    (event) => {
      const begun = event.timeStamp;
      const look = event.key === 'Enter' ? () => record()?.textContent : checked;
      const before = look();
      const { port1, port2 } = new MessageChannel();
      const frame = () => {
        if (look() === before) return requestAnimationFrame(frame);
        port1.onmessage = () => seen.keys.push({ key: event.key, ms: performance.now() - begun });
        port2.postMessage(null);
      };
      requestAnimationFrame(frame);
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

/** A page with an empty cache for whoever is signed in, and what it asks of the server. */
async function fresh(browser, url, slower = 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const data = { username: 'ana', password };
  const answer = await context.request.post(`${url}/api/v1/session`, { data });
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
  const page = await context.newPage();
  // Machines that measure may stand still for a while.
  page.setDefaultTimeout(300_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setAcceptedEncodings', { encodings: ['gzip'] });
  if (slower > 1) await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const types = new Map();
  const asked = [];
  const sizes = { Script: 0, Stylesheet: 0 };
  devtools.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    types.set(requestId, type);
    asked.push({ method: request.method, path: new URL(request.url).pathname });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    if (type in sizes) sizes[type] += encodedDataLength;
  });
  await page.addInitScript(observe);
  return { context, page, asked, sizes };
}

const isApi = ({ path }) => path.includes('/api/v1/');
const seen = (page) => page.evaluate(() => window.seen);

async function firstLoads(browser, url, dataset, slower) {
  const found = [];
  for (let load = 0; load < loads; load += 1) {
    const { context, page, asked, sizes } = await fresh(browser, url, slower);
    await page.goto(`${url}/datasets/${dataset}/annotate`);
    await page.waitForFunction(() => window.seen.usable !== null);
    const counts = { requests: asked.length, api: asked.filter(isApi).length };
    // Styles and scripts that were on their way belong to it.
    await page.waitForTimeout(300);
    found.push({ ...(await seen(page)), ...counts, script: sizes.Script, style: sizes.Stylesheet });
    await context.close();
  }
  return found;
}

/** Answers records one after another, as fast as they are shown. */
async function annotate(page, count) {
  for (let step = 0; step < count; step += 1) {
    const { length } = (await seen(page)).keys;
    await page.keyboard.press(String(1 + (step % 3)));
    await page.waitForFunction((many) => window.seen.keys.length > many, length);
    await page.keyboard.press('Enter');
    await page.waitForFunction((many) => window.seen.keys.length > many + 1, length);
  }
  const { keys } = await seen(page);
  const of = (wanted) => keys.filter(({ key }) => (key === 'Enter') === wanted).map(({ ms }) => ms);
  return { options: of(false), records: of(true) };
}

async function opened(browser, url, dataset, slower) {
  const all = await fresh(browser, url, slower);
  await all.page.goto(`${url}/datasets/${dataset}/annotate`);
  await all.page.waitForFunction(() => window.seen.usable !== null);
  // What is fetched in idle time is not what is measured.
  await all.page.waitForTimeout(1000);
  return all;
}

const sent = (asked, from) =>
  asked.slice(from).filter(({ method, path }) => isApi({ path }) && method !== 'GET').length;

async function keys(browser, url, dataset, slower) {
  const { context, page } = await opened(browser, url, dataset, slower);
  await annotate(page, 5);
  await page.evaluate(() => Object.assign(window.seen, { keys: [], shift: 0, longest: 0 }));
  const found = { ...(await annotate(page, steps)), ...(await seen(page)) };
  await context.close();
  return found;
}

/** Requests that write for one submit; time and requests needed when every answer takes long. */
async function submits(browser, url, dataset) {
  const { context, page, asked } = await opened(browser, url, dataset, 1);
  const from = asked.length;
  await annotate(page, 1);
  await page.waitForTimeout(1500);
  const writes = sent(asked, from);
  let answered = 0;
  await page.route('**/api/v1/**', async (route) => {
    await new Promise((done) => setTimeout(done, slowAnswerMs));
    answered += 1;
    await route.continue().catch(() => undefined);
  });
  await page.evaluate(() => window.seen.keys.splice(0));
  const { records: painted } = await annotate(page, 3);
  const needed = answered;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
  return { writes, needed, painted };
}

async function homeRequests(browser, url, name) {
  const { context, page, asked } = await fresh(browser, url);
  await page.goto(`${url}/`);
  await page.getByRole('link', { name, exact: true }).first().waitFor();
  await page.waitForTimeout(1000);
  const count = asked.filter(isApi).length;
  await context.close();
  return count;
}

async function measure(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const load = () => loadavg()[0].toFixed(2);
  const before = load();
  try {
    console.error(`loading ${records} records`);
    const { id, workspace } = await fill(url);
    const few = await homeRequests(browser, url, 'bench');
    for (const [title, slower] of [
      ['', 1],
      [`, CPU ÷${slowdown}`, slowdown],
    ]) {
      console.error(`opening the annotation page${title}`);
      const found = await firstLoads(browser, url, id, slower);
      const all = (name) => found.map((one) => one[name]);
      if (slower === 1) {
        row('annotate: script on first load, gzip, kB', 200, Math.max(...all('script')) / 1000);
        row('annotate: CSS, gzip, kB', 25, Math.max(...all('style')) / 1000);
        row('annotate: requests until the form is usable', null, Math.max(...all('requests')));
        row('annotate: of these to the API', 6, Math.max(...all('api')));
      }
      times(
        `annotate: first record readable, cold cache${title}, ms`,
        slower === 1 ? 600 : null,
        all('readable'),
      );
      times(
        `annotate: form usable, cold cache${title}, ms`,
        slower === 1 ? 1000 : 2500,
        all('usable'),
      );
      row(`annotate: layout shift while loading${title}`, 0.02, Math.max(...all('shift')));
      console.error(`answering${title}`);
      const pressed = await keys(browser, url, id, slower);
      times(`key to option painted${title}, ms`, slower === 1 ? 16 : null, pressed.options);
      times(`Enter to next record painted${title}, ms`, slower === 1 ? 50 : null, pressed.records);
      row(`layout shift while answering${title}`, 0.02, pressed.shift);
      row(`longest task while answering${title}, ms`, slower === 1 ? 50 : null, pressed.longest);
    }
    const { writes, needed, painted } = await submits(browser, url, id);
    row('requests that write, for one submit', 1, writes);
    row('answers of the server needed to show the next record', 0, needed);
    times('Enter to next record painted, answers take 5 s, ms', 50, painted);
    for (let number = 0; number < 100; number += 1) {
      const body = { name: `draft-${number}`, workspace_id: workspace };
      await call(url, 'POST', '/datasets', body);
    }
    const many = await homeRequests(browser, url, 'bench');
    row('home: calls of the API with 1 dataset', null, few);
    row('home: with 101 datasets', few, many);
    row('load of the machine before / after', null, 0, `${before} / ${load()}`);
  } finally {
    await browser.close();
  }
}

function table() {
  const lines = rows.map(({ name, limit, value, cell }) => {
    const isMissed = limit !== null && value > limit;
    return `| ${name} | ${limit === null ? '' : `≤ ${limit}`} | ${isMissed ? '✗ ' : ''}${cell} |`;
  });
  const head = `| in a browser | limit | ${records.toLocaleString('en')} |\n|---|---|---:|`;
  return [head, ...lines].join('\n');
}

try {
  await withServer(program, measure);
} finally {
  // What was measured before something failed is not lost.
  await mkdir(output, { recursive: true });
  await writeFile(`${output}browser.json`, `${JSON.stringify(rows, null, 1)}\n`);
  console.log(`\n${table()}`);
}
