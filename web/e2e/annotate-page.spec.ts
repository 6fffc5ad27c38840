import type { Locator, Page } from '@playwright/test';
import { choice, group, open, press, text } from './annotating';
import { label, letters, Place } from './made';
import { expect, expectAccessible, home, test } from './story';
import { call } from './world';

test.describe.configure({ mode: 'parallel' });

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('bars take a row each, and menus have what they have no room for', async ({
    context,
    page,
    signIn,
    world,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const place = await Place.at(world.url);
    const made = await place.make({ guidelines: 'Judge the *text* alone.', items: letters(3) });
    await signIn(place.first);
    await page.goto(`${made.path}&status=pending`);
    const text = page.getByText('Text a', { exact: true });
    await expect(text).toBeVisible();
    const bar = page.getByRole('complementary', { name: 'Record' }).locator('header.bar');
    const heights = async () => [(await bar.boundingBox())?.height, await toolbarHeight(page)];
    const isLow = async () => (await heights()).every((one = 999) => one < 64);
    await expect.poll(isLow).toBe(true);
    // Nothing is wider than the page.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible(page);

    const record = page.getByRole('button', { name: 'This record: more' });
    await record.click();
    await page.getByRole('menuitem', { name: 'Guidelines' }).click();
    const guidelines = page.getByRole('region', { name: 'Guidelines' });
    await expect(guidelines.getByText('Judge the text alone.')).toBeInViewport();
    await guidelines.getByRole('button', { name: 'Close' }).click();

    await record.click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Copy as JSON' }).click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as unknown;
    expect(copied).toMatchObject({ external_id: 'a', fields: { text: 'Text a' }, answer: null });
    await record.click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain(`/annotate/${made.record(0)}`);

    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('searchbox')).toBeHidden();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Sort' }).click();
    await page
      .getByRole('dialog', { name: 'Order' })
      .getByRole('button', { name: 'Close' })
      .click();

    await record.click();
    await page.getByRole('menuitem', { name: 'Skip' }).click();
    await expect(page.getByText('Text b', { exact: true })).toBeVisible();
  });
});

const toolbarHeight = async (page: Page) =>
  (await page.getByRole('group', { name: 'Records to show' }).boundingBox())?.height;

test('the page itself never scrolls beside its two sides', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const questions = Array.from({ length: 8 }, (_, at) => label(`q${at}`, 'good', 'bad', 'unclear'));
  const ideas = questions.map(({ name }) => ({ question: name, value: 'bad', score: 0.9 }));
  const items = letters(2).map((item) => ({ ...item, suggestions: ideas }));
  const made = await place.make({ guidelines: '# How', questions, items });
  await signIn(place.first);
  await open(page, made);
  await press(page, 'g');
  await expect(page.getByRole('region', { name: 'Guidelines' })).toBeVisible();
  await expect(group(page, 'q7')).toBeAttached();
  const room = () =>
    page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, scrollY]);
  expect(await room()).toEqual([0, 0]);
  await press(page, 'p', 'n', 'n', 'n', 'n', 'n', 'n', 'n');
  await expect(group(page, 'q7')).toBeFocused();
  expect(await room()).toEqual([0, 0]);
});

test('after a digit the focus goes on, or stays, as one likes', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const questions = [label('first', 'a', 'b'), label('second', 'c', 'd'), label('third', 'e', 'f')];
  const made = await place.make({ questions, items: letters(2) });
  await signIn(place.first);
  await open(page, made);
  await press(page, '1');
  await expect(group(page, 'second')).toBeFocused();
  await press(page, '2');
  await expect(group(page, 'third')).toBeFocused();
  // The last one has no next: the focus stays, and nothing is submitted.
  await press(page, '1');
  await expect(group(page, 'third')).toBeFocused();
  await expect(text(page, 'Text a')).toBeVisible();
  await press(page, 'Enter');
  await expect(text(page, 'Text b')).toBeVisible();

  await page.goto('account/annotating');
  await page.getByLabel('After a number, go to the next question').uncheck();
  const kept = () =>
    call<{ annotating?: object }>(world.url, 'GET', '/me/preferences', undefined, place.first.key);
  await expect.poll(kept).toMatchObject({ annotating: { digit_moves_on: false } });
  await open(page, made);
  await press(page, '1');
  await expect(choice(page, 'first', 'a')).toBeChecked();
  await expect(group(page, 'first')).toBeFocused();
  // The same key now means the same question.
  await press(page, '2');
  await expect(choice(page, 'first', 'b')).toBeChecked();
  await expect(group(page, 'first')).toBeFocused();
});

test.describe('on a very wide page', () => {
  test.use({ viewport: { width: 2200, height: 1000 } });

  test('guidelines stand beside for good, if there are any', async ({ page, signIn, world }) => {
    const place = await Place.at(world.url);
    const told = await place.make({ guidelines: 'Judge the *text* alone.', items: letters(2) });
    const untold = await place.make({ items: letters(2) });
    await signIn(place.first);
    await open(page, told);
    const guidelines = page.getByRole('region', { name: 'Guidelines' });
    await expect(guidelines).toBeHidden();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Settings of annotating' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings of annotating' });
    const layout = dialog.getByLabel('Layout');
    await layout.selectOption({ label: 'Three columns on very wide screens' });
    await dialog.getByRole('button', { name: 'Close' }).click();

    const left = async (of: Locator) => (await of.boundingBox())?.x ?? 0;
    const inOrder = async () => {
      const record = await left(page.getByRole('complementary', { name: 'Record' }));
      const [questions, third] = [await left(group(page, 'verdict')), await left(guidelines)];
      return record < questions && questions < third;
    };
    await expect(guidelines.getByText('Judge the text alone.')).toBeVisible();
    await expect.poll(inOrder).toBe(true);
    // It is no panel that was opened: it goes on, and cannot be closed.
    await expect(guidelines.getByRole('button', { name: 'Close' })).toBeHidden();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'History' }).click();
    const history = page.getByRole('region', { name: 'History' });
    await expect(history).toBeVisible();
    await expect(guidelines).toBeHidden();
    await history.getByRole('button', { name: 'Close' }).click();
    await expect(guidelines).toBeVisible();

    await open(page, untold);
    await expect(guidelines).toBeHidden();
    await page.setViewportSize({ width: 1440, height: 900 });
    await open(page, told);
    await expect(guidelines).toBeHidden();
  });
});

test('what was changed of a submitted answer is taken back by one key', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const questions = [label('first', 'a', 'b'), label('second', 'c', 'd')];
  const made = await place.make({ questions, items: letters(2) });
  await signIn(place.first);
  await open(page, made);
  await press(page, '1', '1', 'Enter');
  await expect(text(page, 'Text b')).toBeVisible();
  await press(page, 'k');
  await expect(text(page, 'Text a')).toBeVisible();
  await press(page, '2', '2');
  await expect(page.getByText('edited, not submitted')).toBeVisible();
  await press(page, 'Shift+R');
  await expect(page.getByText('edited, not submitted')).toBeHidden();
  await expect(choice(page, 'first', 'a')).toBeChecked();
  await expect(choice(page, 'second', 'c')).toBeChecked();
  await press(page, 'u');
  await expect(choice(page, 'second', 'd')).toBeChecked();
  await expect.poll(() => made.answers()).toEqual(['a submitted a c']);
});

test('a preview ends with its record, and the caret is where it was', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const note = { name: 'note', required: true, settings: { type: 'text', use_markdown: true } };
  const made = await place.make({ questions: [note], items: letters(2) });
  await signIn(place.first);
  await open(page, made);
  await press(page, 'e');
  await page.keyboard.type('one **two**');
  await press(page, 'Control+ArrowLeft', 'Control+ArrowLeft', 'Escape', 'd');
  const preview = page.getByRole('tab', { name: 'Preview' });
  await expect(preview).toHaveAttribute('aria-selected', 'true');
  await expect(group(page, 'note').locator('strong')).toHaveText('two');
  await press(page, 'j');
  await expect(text(page, 'Text b')).toBeVisible();
  await expect(preview).toHaveAttribute('aria-selected', 'false');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('');
  await press(page, 'k');
  await expect(text(page, 'Text a')).toBeVisible();
  await press(page, 'e');
  await page.keyboard.type('!');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('one **!two**');
});

test('pages that cannot be shown have a way home', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const other = await Place.at(world.url);
  const theirs = await other.make({ items: letters(1) });
  await signIn(place.first);
  const ways = [
    [theirs.id, 'This page is not for you'],
    ['00000000-0000-4000-8000-000000000000', 'There is no such dataset, or not any more'],
  ] as const;
  for (const [id, title] of ways) {
    await page.goto(`datasets/${id}/annotate`);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'Go to home' }).click();
    await expect(home(page)).toBeAttached();
  }
});

test('font and length of lines of records are settings', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const long = { external_id: 'a', fields: { text: 'Nothing of note happens here. '.repeat(20) } };
  const made = await place.make({ items: [long] });
  await signIn(place.first);
  await page.setViewportSize({ width: 2200, height: 900 });
  await open(page, made);
  const record = page.getByRole('complementary', { name: 'Record' });
  const body = record.getByText('Nothing of note').first();
  const width = async () => (await body.boundingBox())?.width ?? 0;
  const before = await width();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings of annotating' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings of annotating' });
  await dialog.getByLabel('Font of records').selectOption({ label: 'With serifs' });
  await dialog.getByLabel('Lines of records').selectOption({ label: 'As wide as there is room' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(body).toHaveCSS('font-family', /serif$/);
  await expect(record.getByRole('heading', { name: 'Text' })).not.toHaveCSS(
    'font-family',
    /Charter/,
  );
  expect(await width()).toBeGreaterThan(before);
});

test('what is meant by similar can be changed', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const made = await place.make({ vectors: ['meaning', 'sound'], items: similar });
  await signIn(place.first);
  await open(page, made);
  await press(page, 'm');
  await expect(page).toHaveURL(/similar=[^,%]+(,|%2C)meaning/);
  const chips = page.getByRole('list', { name: 'Filters in force' });
  await chips.getByRole('button', { name: 'the 50 most similar records', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'More like this' });
  await expectAccessible(page);
  await dialog.getByLabel('By').selectOption({ label: 'Sound' });
  await dialog.getByLabel('Which').selectOption({ label: 'Least similar first' });
  await dialog.getByLabel('How many').selectOption({ label: '10' });
  await dialog.getByRole('button', { name: 'Show records' }).click();
  await expect(chips).toContainText('the 10 least similar records');
  await expect(page).toHaveURL(/sound(,|%2C)least(,|%2C)10/);
  await expect(text(page, 'Text b')).toBeVisible();
});

/** By their sound, the second is as far from the first as can be. */
const similar = letters(3).map((item, at) => ({
  ...item,
  vectors: {
    meaning: [1, at],
    sound:
      [
        [1, 0],
        [-1, 0],
        [1, 1],
      ][at] ?? [],
  },
}));

test('long guidelines have a table of their headings', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const parts = ['Purpose', 'Scale', 'Doubt'].map(
    (title) => `# ${title}\n\n${'Nothing of note.\n\n'.repeat(40)}`,
  );
  const made = await place.make({ guidelines: parts.join('\n'), items: letters(2) });
  await signIn(place.first);
  await open(page, made);
  await press(page, 'g');
  const contents = page.getByRole('navigation', { name: 'In these guidelines' });
  await expect(contents.getByRole('button')).toHaveText(['Purpose', 'Scale', 'Doubt']);
  await expectAccessible(page);
  const heading = page.getByRole('heading', { name: 'Doubt' });
  await expect(heading).not.toBeInViewport();
  await contents.getByRole('button', { name: 'Doubt' }).click();
  await expect(heading).toBeInViewport();
  await expect(heading).toBeFocused();
  // Keys mean the record from there too.
  await press(page, '1');
  await expect(text(page, 'Text b')).toBeVisible();
});
