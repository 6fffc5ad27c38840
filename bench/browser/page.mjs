/** A page of the web application that says when what a key did was painted. */
import { password } from './data.mjs';

/** Runs in the page before its own scripts. */
function observe() {
  const record = () => document.querySelector('[data-record-scroll] .record:not([hidden])');
  const seen = {
    readable: null,
    usable: null,
    shift: 0,
    longest: 0,
    keys: [],
    /** What a key changes when it does something; those who measure something else put another. */
    look: (key) =>
      key === 'Enter'
        ? record()?.textContent
        : document.querySelectorAll('#questions :checked').length,
    /** Until `count` keys were painted; false if nothing happens any more. */
    painted: (count) =>
      new Promise((done) => {
        const end = performance.now() + 20_000;
        const wait = () => {
          const isDone = seen.keys.length >= count;
          if (isDone || performance.now() > end) done(isDone);
          else setTimeout(wait, 1);
        };
        wait();
      }),
  };
  Object.assign(window, { seen });
  const afterFrame = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const watch = () => {
    if (seen.readable === null && (record()?.textContent ?? '').trim() !== '')
      afterFrame((now) => (seen.readable ??= now));
    if (seen.readable !== null && document.querySelector('#questions input, #questions button'))
      return afterFrame((now) => (seen.usable = now));
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  addEventListener(
    'keydown',
    ({ key, timeStamp: begun }) => {
      const before = seen.look(key);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => seen.keys.push({ key, ms: performance.now() - begun });
      const frame = () => {
        if (seen.look(key) === before) requestAnimationFrame(frame);
        else port2.postMessage(null);
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
export async function fresh(browser, url, slower = 1) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
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
  return { context, page, asked, sizes, devtools };
}

export const isApi = ({ path }) => path.includes('/api/v1/');
export const seen = (page) => page.evaluate(() => JSON.parse(JSON.stringify(window.seen)));

/** The annotation page of a dataset, or of one of its records, when it may be used and is at rest. */
export async function opened(browser, url, place, slower = 1) {
  const all = await fresh(browser, url, slower);
  await all.page.goto(`${url}/datasets/${place}`);
  await all.page.waitForFunction(() => window.seen.usable !== null);
  // What is fetched in idle time is not what is measured.
  await all.page.waitForTimeout(1000);
  return all;
}

/** Presses a key and waits until what it did is painted; how long that took. */
export async function press(page, key) {
  const count = await page.evaluate(() => window.seen.keys.length);
  await page.keyboard.press(key);
  const ms = await page.evaluate(
    async (many) => ((await window.seen.painted(many)) ? window.seen.keys.at(-1).ms : null),
    count + 1,
  );
  if (ms === null) throw new Error(`${key} changed nothing that is looked at`);
  return ms;
}
