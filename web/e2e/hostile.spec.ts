import type { Page } from '@playwright/test';
import { group, open, press, ready } from './annotating';
import { Place } from './made';
import { expect, find, found, home, test } from './story';
import { dataset, payloads, user, workspace } from './world';

// Names here stay out of the way of other files' stories.
test.describe.configure({ mode: 'parallel' });

async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
  await expect(page.locator('img[src="x"], svg[onload], iframe[srcdoc]')).toHaveCount(0);
  await expect(page.locator('a[href^="javascript" i]')).toHaveCount(0);
}

const inMarkdown = (payload: string) =>
  [payload, `[a](${payload})`, '[b](javascript:stolen=1)', '![c](javascript:stolen=1)'].join(
    '\n\n',
  );

for (const [at, payload] of payloads.entries()) {
  test(`a name is text wherever it is shown: ${payload}`, async ({ page, signIn, world }) => {
    const place = await workspace(world.url, `${payload} workspace`);
    const second = await workspace(world.url, `second ${at}`);
    const person = await user(world.url, `${payload} user`, 'annotator', [place, second]);
    await dataset(world.url, place, `${payload} dataset`, 1);
    await dataset(world.url, second, `plain ${at}`, 1);
    await signIn(person);

    await page.goto('');
    await expect(page.getByRole('link', { name: `${payload} dataset` }).first()).toBeVisible();
    await expect(page.getByRole('cell', { name: `${payload} workspace` })).toBeVisible();
    await page.getByRole('button', { name: `Account of ${payload} user` }).click();
    await expect(page.getByText(`${payload} user · annotator`)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'As cards' }).click();
    await expect(page.getByRole('main')).toContainText(`${payload} workspace`);
    await page.getByRole('searchbox').fill(payload);
    await expect(home(page)).toBeAttached();
    await find(page, payload);
    await expect(found(page).first()).toContainText(payload);
    await page.keyboard.press('Escape');

    await page.goto(`${encodeURIComponent(payload)}/x`);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await page.goto(`sign-in?next=${encodeURIComponent(`javascript:${payload}`)}`);
    await expect(home(page)).toBeAttached();
    await expectNothingRan(page);
  });

  test(`what a dataset holds is text wherever it is shown: ${payload}`, async ({
    faults,
    page,
    signIn,
    world,
  }) => {
    const place = await Place.at(world.url);
    const options = [payload, 'other', 'third'].map((value) => ({
      value,
      text: value,
      description: payload,
    }));
    // A role has at most twenty characters.
    const roles = ['user', payload.slice(0, 20), '<svg/onload=alert()>', 'tool'];
    const turns = roles.map((role) => ({ role, content: inMarkdown(payload) }));
    const title = `${payload} title`;
    const image = `data:image/svg,${encodeURIComponent(`<svg onload="window.stolen=1">${payload}</svg>`)}`;
    const fields = { plain: payload, markdown: inMarkdown(payload), image, chat: turns };
    const made = await place.make({
      guidelines: inMarkdown(payload),
      fields: [
        { name: 'plain', title },
        { name: 'markdown', title, settings: { type: 'text', use_markdown: true } },
        { name: 'image', title, settings: { type: 'image' } },
        { name: 'chat', title, settings: { type: 'chat', use_markdown: true } },
        { name: 'table', title, settings: { type: 'custom', template: '', advanced_mode: false } },
      ],
      questions: [
        ...(['label_selection', 'multi_label_selection', 'ranking'] as const).map((type) => ({
          name: type,
          title,
          required: type === 'label_selection',
          description: payload,
          settings: { type, options },
        })),
        { name: 'written', title, settings: { type: 'text', use_markdown: true } },
        {
          name: 'spans',
          title,
          description: payload,
          settings: { type: 'span', field: 'plain', options },
        },
      ],
      metadata: [{ name: 'source', title, settings: { type: 'terms', values: null } }],
      items: ['first', 'second'].map((external) => ({
        external_id: `${external} ${payload}`,
        fields: { ...fields, table: { [payload]: payload } },
        metadata: { source: payload },
        suggestions: [
          { question: 'label_selection', value: payload, score: 0.5, agent: 'agent' },
          { question: 'written', value: inMarkdown(payload), agent: 'agent' },
        ],
      })),
    });
    await signIn(place.first);
    await open(page, made);
    await expect(page.getByRole('heading', { name: title }).first()).toBeVisible();
    await press(page, 'i', 'g');
    await expect(page.getByRole('region', { name: 'Guidelines' })).toContainText('b');
    await press(page, 'd', 'd', 'n', 'n', 'n', 'd');
    await expect(group(page, 'written')).toContainText('Preview');
    await expectNothingRan(page);
    await press(page, 'f');
    const dialog = page.getByRole('dialog', { name: 'Filters' });
    const by = dialog.getByLabel('Filter by');
    const values = await by
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    for (const value of values) await by.selectOption(value);
    await expectNothingRan(page);
    await press(page, 'Escape');
    await find(page, payload);
    await press(page, 'Escape');
    await page.goto(`${made.path}&q=${encodeURIComponent(payload)}`);
    await page.goto(`${made.path}&view=bulk`);
    await expect(page.getByRole('main')).toContainText(payload);
    await expectNothingRan(page);
    // Links and images of a dataset may be anywhere; none was followed.
    expect(faults).toEqual([]);
  });
}

for (const advanced of [false, true]) {
  test(`what a template runs stays in its frame, advanced mode ${String(advanced)}`, async ({
    context,
    faults,
    page,
    signIn,
    world,
  }) => {
    const place = await Place.at(world.url);
    const tries = `
      const report = {};
      const attempt = (name, work) => {
        try { const value = work(); report[name] = value ? 'got ' + value : 'nothing'; }
        catch (error) { report[name] = error.name; }
      };
      attempt('cookie', () => document.cookie);
      attempt('storage', () => localStorage.length + 1);
      attempt('database', () => indexedDB.open('variorum') && 'a request');
      attempt('parent', () => parent.document.title);
      attempt('top', () => { top.location = 'about:blank'; return 'moved'; });
      attempt('window', () => window.open('about:blank') && 'a window');
      attempt('origin', () => origin);
      parent.postMessage({ type: 'submit' }, '*');
      Promise.all([
        fetch('https://elsewhere.example/').then(() => 'got', (error) => error.name),
        fetch('${world.url}/api/v1/me', { credentials: 'include' }).then(() => 'got', (error) => error.name),
        new Promise((done) => { const image = new Image(); image.onload = () => done('got');
          image.onerror = () => done('refused'); image.src = 'https://elsewhere.example/x.png'; }),
      ]).then(([other, own, image]) => {
        Object.assign(report, { other, own, image });
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
    const frame = page.frameLocator('[data-field="shown"] iframe');
    const report = JSON.parse(await frame.locator('pre').innerText()) as Record<string, string>;
    expect(report).toEqual({
      cookie: 'SecurityError',
      storage: 'SecurityError',
      database: expect.stringMatching(/Error|a request/),
      parent: 'SecurityError',
      top: expect.stringMatching(/SecurityError|moved/),
      window: expect.stringMatching(/Error|nothing/),
      origin: 'got null',
      other: 'TypeError',
      own: 'TypeError',
      image: 'refused',
    });
    // Nothing of it reached the page, which is where it was.
    await expect(page).toHaveURL(new RegExp(made.id));
    await expect(page.getByText(/^Blocked: https:\/\/elsewhere\.example\./)).toBeVisible();
    await ready(page);
    expect(await made.answers()).toEqual([]);
    expect(context.pages()).toHaveLength(1);
    await expectNothingRan(page);
    // What the browser refused it says, and nothing else happened.
    const image = 'https://elsewhere.example/x.png';
    expect(faults.join(' ')).toContain(`Loading the image '${image}' violates`);
    const others = faults.filter((one) => !/^console: .*(polic|sandbox|frame)/i.test(one));
    expect(others).toEqual([`another origin: ${image}`]);
    faults.length = 0;
  });
}
