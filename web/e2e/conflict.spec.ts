import type { Browser, Page } from '@playwright/test';
import { chosen, group, open, press, ready, saved, strip, text } from './annotating';
import { label, letters, Place, type QuestionShape } from './made';
import { expect, fillSignIn, test } from './story';
import { call, type Person } from './world';

const questions: QuestionShape[] = [
  label('verdict', 'good', 'bad', 'unclear'),
  { name: 'remark', settings: { type: 'text', use_markdown: false } },
];

/** Another browser, also of the same person. */
async function elsewhere(browser: Browser, url: string, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: `${url}/` });
  const { username, password } = person;
  await context.request.post('api/v1/session', { data: { username, password } });
  return context.newPage();
}

async function write(page: Page, words: string): Promise<void> {
  await group(page, 'remark').getByRole('textbox').fill(words);
}

for (const [choice, answer] of [
  ['Take mine', 'a submitted bad mine'],
  ['Take theirs', 'a submitted good theirs'],
  ['Save what is chosen', 'a submitted good mine'],
] as const) {
  test(`an answer that was changed in another browser is told and chosen: ${choice}`, async ({
    browser,
    page,
    signIn,
    world,
  }) => {
    const place = await Place.at(world.url);
    const made = await place.make({ questions, items: letters(2) });
    await signIn(place.first);
    const other = await elsewhere(browser, world.url, place.first);
    await open(page, made);
    await open(other, made);
    // What the other browser writes must not be known here before this one writes.
    await page.route('**/api/v1/me/responses/bulk', (route) => route.abort(), { times: 1 });
    await press(page, '2');
    await write(page, 'mine');
    await press(other, '1');
    await write(other, 'theirs');
    await press(other, 'Control+Enter');
    await expect(saved(other)).toBeVisible();
    await press(page, 'Control+Enter');

    await expect(text(page, 'Text b')).toBeVisible();
    await expect(strip(page)).toContainText('An answer of yours was changed elsewhere meanwhile.');
    expect(await made.answers()).toEqual(['a submitted good theirs']);
    await page.getByRole('button', { name: 'Compare' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Two versions of your answer' });
    await expect(dialog.getByRole('radio')).toHaveCount(4);
    for (const words of ['bad', 'mine', 'good', 'theirs'])
      await expect(dialog).toContainText(words);
    if (choice === 'Save what is chosen')
      await dialog.getByRole('group', { name: 'Verdict' }).getByLabel('good').check();
    await dialog.getByRole('button', { name: choice }).press('Enter');
    await expect.poll(() => made.answers()).toEqual([answer]);
    await expect(strip(page)).toBeEmpty();
    await other.context().close();
  });
}

test('an untouched form takes what was answered in another browser', async ({
  browser,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(2) });
  await signIn(place.first);
  const other = await elsewhere(browser, world.url, place.first);
  await open(page, made);
  await open(other, made);
  await press(other, '3', 'Control+Enter');
  await expect.poll(() => chosen(page, 'verdict')).toEqual(['unclear']);
  await other.context().close();
});

test('two people do not disturb each other and see the progress of both', async ({
  browser,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url, 2);
  const made = await place.make({ questions, items: letters(4), answers: 1 });
  await signIn(place.first);
  const other = await elsewhere(browser, world.url, place.person(1));
  await open(page, made);
  await open(other, made);
  await press(page, '1');
  await write(page, 'still at it');
  const team = page.getByRole('progressbar', { name: 'Progress of everybody' });
  await expect(team).toHaveAttribute('aria-valuenow', '0');
  for (const shown of ['b', 'c']) {
    await press(other, '2', 'Control+Enter');
    await expect(text(other, `Text ${shown}`)).toBeVisible();
    await ready(other);
  }
  await expect(team).not.toHaveAttribute('aria-valuenow', '0');
  await expect(group(page, 'remark').getByRole('textbox')).toHaveValue('still at it');
  await expect(group(page, 'remark').getByRole('textbox')).toBeFocused();
  expect(await chosen(page, 'verdict')).toEqual(['good']);
  await press(page, 'Control+Enter');
  await expect(saved(page)).toBeVisible();
  await expect
    .poll(async () => (await made.answers()).sort())
    .toEqual(['a submitted bad', 'a submitted good still at it', 'b submitted bad']);
  await other.context().close();
});

test('a record that was changed is replaced, or offered where something was typed', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(2) });
  await signIn(place.first);
  await open(page, made);
  const change = (to: string) =>
    call(world.url, 'PUT', `/datasets/${made.id}/records/bulk`, {
      items: [{ id: made.record(0), fields: { text: to } }],
    });
  await change('Changed once');
  await expect(text(page, 'Changed once')).toBeVisible();
  await press(page, '1');
  await change('Changed twice');
  await expect(strip(page)).toContainText('This record was changed meanwhile.');
  await expect(text(page, 'Changed once')).toBeVisible();
  await page.getByRole('button', { name: 'Show the new version' }).press('Enter');
  await expect(text(page, 'Changed twice')).toBeVisible();
  expect(await chosen(page, 'verdict')).toEqual(['good']);
});

test('a record that was deleted is left, and said', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(3) });
  await signIn(place.first);
  await open(page, made);
  await call(world.url, 'DELETE', `/datasets/${made.id}/records?ids=${made.record(0)}`);
  await expect(strip(page)).toContainText('This record was deleted meanwhile.');
  await expect(text(page, 'Text b')).toBeVisible();
  await ready(page);
  await press(page, '1', 'Enter');
  await expect.poll(() => made.answers()).toEqual(['b submitted good']);
});

test('a dataset that was deleted says so, and keeps what was answered', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(3) });
  await signIn(place.first);
  await open(page, made);
  await call(world.url, 'DELETE', `/datasets/${made.id}`);
  await expect(strip(page)).toContainText('This dataset was deleted.');
  await page.reload();
  await expect(
    page.getByRole('heading', { name: 'There is no such dataset, or not any more' }),
  ).toBeVisible();
});

for (const how of ['over the page', 'after a reload'] as const) {
  test(`a session that ends loses nothing typed: signing in ${how}`, async ({
    page,
    signIn,
    world,
  }) => {
    const place = await Place.at(world.url);
    const made = await place.make({ questions, items: letters(3) });
    const { username, password, key } = place.first;
    await signIn(place.first);
    await open(page, made);
    await press(page, '1', 'Control+Enter');
    await expect(saved(page)).toBeVisible();
    await ready(page);
    // Typed before the dialog takes the focus, and not saved before the session ends.
    await page.route('**/me/responses/bulk', (route) => route.abort());
    await press(page, '2');
    await write(page, 'half a sentence');
    await call(world.url, 'DELETE', '/me/sessions', undefined, key);
    await page.unroute('**/me/responses/bulk');
    if (how === 'after a reload') {
      await page.reload();
      await expect(page).toHaveURL(/sign-in/);
      await fillSignIn(page, username, password);
    } else {
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
      await expect(dialog).toBeVisible();
      await fillSignIn(page, username, password);
      await expect(dialog).toBeHidden();
    }
    const box = group(page, 'remark').getByRole('textbox');
    await expect(box).toHaveValue('half a sentence');
    expect(await chosen(page, 'verdict')).toEqual(['bad']);
    await box.focus();
    await press(page, 'Control+Enter');
    await expect
      .poll(() => made.answers())
      .toEqual(['a submitted good', 'b submitted bad half a sentence']);
  });
}
