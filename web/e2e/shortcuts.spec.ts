import type { Page } from '@playwright/test';
import { chosen, group, open, press, ready, text } from './annotating';
import { label, labels, letters, Place, type Made, type QuestionShape } from './made';
import { expect, test } from './story';
import { call } from './world';

test.describe.configure({ mode: 'parallel' });

const questions: QuestionShape[] = [
  label('verdict', 'good', 'bad', 'unclear'),
  { name: 'issues', settings: { type: 'multi_label_selection', options: labels('x', 'y') } },
  { name: 'order', settings: { type: 'ranking', options: labels('fast', 'cheap', 'good') } },
  { name: 'remark', settings: { type: 'text', use_markdown: false } },
  { name: 'spans', settings: { type: 'span', field: 'text', options: labels('p', 'q') } },
];

async function made(url: string, size = 3): Promise<[Place, Made]> {
  const place = await Place.at(url);
  return [place, await place.make({ questions, items: letters(size), guidelines: 'Be kind' })];
}

test('Tab goes through the whole page and leaves every widget', async ({ page, signIn, world }) => {
  const [place, dataset] = await made(world.url);
  await signIn(place.first);
  await open(page, dataset);
  const visited = new Set<string>();
  for (let step = 0; step < 90; step += 1) {
    await press(page, 'Tab');
    const where = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return 'outside';
      const within = one.closest('[data-question]')?.getAttribute('data-question');
      return (
        within ??
        (one.closest('[data-field]') ? 'record' : one.closest('footer') ? 'actions' : 'page')
      );
    });
    visited.add(where);
  }
  expect([...visited].sort()).toEqual(
    expect.arrayContaining([
      'actions',
      'issues',
      'order',
      'page',
      'record',
      'remark',
      'spans',
      'verdict',
    ]),
  );
});

const places: [string, (page: Page) => Promise<void>][] = [
  ['the record', (page) => page.getByRole('textbox', { name: 'Text' }).focus()],
  ['the group of a question', (page) => group(page, 'verdict').focus()],
  ['a radio', (page) => group(page, 'verdict').getByRole('radio').first().focus()],
  ['a checkbox', (page) => group(page, 'issues').getByRole('checkbox').first().focus()],
  ['a grip', (page) => group(page, 'order').locator('.grip').first().focus()],
  ['a button', (page) => page.getByRole('button', { name: 'Save draft' }).focus()],
];

for (const [name, focus] of places) {
  test(`keys work with the focus on ${name}`, async ({ page, signIn, world }) => {
    const [place, dataset] = await made(world.url);
    await signIn(place.first);
    await open(page, dataset);
    await focus(page);
    await press(page, 'j');
    await expect(text(page, 'Text b')).toBeVisible();
    await ready(page);
    await focus(page);
    await press(page, 'k');
    await expect(text(page, 'Text a')).toBeVisible();
    await ready(page);
    await focus(page);
    await press(page, 'g');
    await expect(page.getByRole('region', { name: 'Guidelines' })).toBeVisible();
    await press(page, 'g');
    await focus(page);
    await press(page, '?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await press(page, 'Escape');
    await group(page, 'verdict').focus();
    await press(page, '1');
    await focus(page);
    await press(page, 'Control+Enter');
    await expect(text(page, 'Text b')).toBeVisible();
  });
}

test('text boxes take what is typed, and keys with Ctrl act in them', async ({
  page,
  signIn,
  world,
}) => {
  const [place, dataset] = await made(world.url);
  await signIn(place.first);
  await open(page, dataset);
  await press(page, '1');
  const box = group(page, 'remark').getByRole('textbox');
  const typed = 'abcdefghijklmnopqrstuvwxyz 0123456789 ?/ AF';
  await box.focus();
  await page.keyboard.type(typed);
  await press(page, 'Backspace', 'F');
  await expect(box).toHaveValue(typed);
  await expect(text(page, 'Text a')).toBeVisible();
  await press(page, 'Control+s');
  await expect.poll(() => dataset.answers()).toEqual([`a draft good ${typed}`]);
  await expect(box).toBeFocused();
  await press(page, 'Control+Enter');
  await expect(text(page, 'Text b')).toBeVisible();
  await expect.poll(() => dataset.answers()).toEqual([`a submitted good ${typed}`]);
});

test('keys that come before the form has the focus are not lost', async ({
  page,
  signIn,
  world,
}) => {
  const [place, dataset] = await made(world.url);
  await signIn(place.first);
  await open(page, dataset);
  // Without a pause: each record takes the next keys at once.
  await press(page, '1', 'Control+Enter', '2', 'Control+Enter', '3', 'Control+Enter');
  await expect
    .poll(() => dataset.answers())
    .toEqual(['a submitted good', 'b submitted bad', 'c submitted unclear']);
});

test('with single keys off the alphabet does nothing', async ({ page, signIn, world }) => {
  const [place, dataset] = await made(world.url);
  await call(
    world.url,
    'PATCH',
    '/me/preferences',
    { keys: { preset: 'variorum', single: false, buffer_ms: 400, overrides: {} } },
    place.first.key,
  );
  await signIn(place.first);
  await open(page, dataset);
  const writes: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') writes.push(`${request.method()} ${request.url()}`);
  });
  for (const name of ['verdict', 'issues', 'order', 'spans']) {
    await group(page, name).focus();
    await page.keyboard.type('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?/');
  }
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(text(page, 'Text a')).toBeVisible();
  expect(await chosen(page, 'verdict')).toEqual([]);
  expect(writes).toEqual([]);
  await group(page, 'verdict').getByRole('radio').first().focus();
  await press(page, 'Space', 'Control+Enter');
  await expect.poll(() => dataset.answers()).toEqual(['a submitted good']);
});

for (const [name, width, height, deviceScaleFactor] of [
  ['320 pixels', 320, 640, 1],
  ['390 pixels', 390, 844, 1],
  ['a zoom of 200 %', 640, 400, 2],
] as const) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, deviceScaleFactor });
    test('nothing scrolls sideways, and nothing moves for whom it must not', async ({
      page,
      signIn,
      world,
    }) => {
      const [place, dataset] = await made(world.url);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await signIn(place.first);
      for (const view of ['', '&view=bulk']) {
        await page.goto(`${dataset.path}${view}`);
        await expect(text(page, 'Text a').first()).toBeVisible();
        const wide = () =>
          page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(await wide()).toBeLessThanOrEqual(0);
        if (view === '') await press(page, 'f');
        expect(await wide()).toBeLessThanOrEqual(0);
        const moving = await page.evaluate(
          () => document.getAnimations().filter((one) => one.playState === 'running').length,
        );
        expect(moving).toBe(0);
      }
    });
  });
}
