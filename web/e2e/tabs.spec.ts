import type { Page } from '@playwright/test';
import { chosen, group, open, press, ready, saved, text } from './annotating';
import { label, letters, Place, type QuestionShape } from './made';
import { expect, fillSignIn, home, test } from './story';
import { call } from './world';

const questions: QuestionShape[] = [
  label('verdict', 'good', 'bad', 'unclear'),
  { name: 'remark', settings: { type: 'text', use_markdown: false } },
];
const box = (page: Page) => group(page, 'remark').getByRole('textbox');
const ended = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });

test('what one tab has answered is answered in the others, and is not asked again', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(4) });
  await signIn(place.first);
  await open(page, made);
  const other = await context.newPage();
  await open(other, made);
  await press(page, '2');
  await box(page).fill('from the first');
  await expect(box(other)).toHaveValue('from the first');
  await press(page, 'Control+Enter');
  await expect(saved(page)).toBeVisible();
  // The form of the other tab has become the answer that was given.
  await expect.poll(() => chosen(other, 'verdict')).toEqual(['bad']);
  await expect(box(other)).toHaveValue('from the first');
  await press(other, 'Escape', 'j');
  await expect(text(other, 'Text b')).toBeVisible();
  await ready(other);
  await press(other, '1', 'Control+Enter');
  await expect(saved(other)).toBeVisible();
  // The first tab holds the record still: it shows the answer instead of asking for another.
  await expect(text(page, 'Text b')).toBeVisible();
  await expect.poll(() => chosen(page, 'verdict')).toEqual(['good']);
  await expect
    .poll(() => made.answers())
    .toEqual(['a submitted bad from the first', 'b submitted good']);
});

test('answers kept in one tab without a connection are sent by another', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(3) });
  await signIn(place.first);
  await context.route('**/me/responses/bulk', (route) => route.abort('connectionreset'));
  await open(page, made);
  await press(page, '3', 'Control+Enter');
  await expect(page.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  const other = await context.newPage();
  await other.goto('');
  await expect(home(other)).toBeAttached();
  await open(other, made);
  await expect(other.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  await page.close();
  await context.unroute('**/me/responses/bulk');
  await expect.poll(() => made.answers()).toEqual(['a submitted unclear']);
});

test('a session that ends while somebody types: signing in in another tab goes on with both', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(3) });
  const { username, password, key } = place.first;
  await signIn(place.first);
  await open(page, made);
  const other = await context.newPage();
  await other.goto('');
  await expect(home(other)).toBeAttached();
  await call(world.url, 'DELETE', '/me/sessions', undefined, key);
  await press(page, '2');
  await box(page).pressSequentially('half a sentence');
  await expect(ended(page)).toBeVisible();
  const typed = await box(page).inputValue();

  await other.reload();
  await expect(other).toHaveURL(/sign-in/);
  await fillSignIn(other, username, password);
  await expect(home(other)).toBeAttached();
  // Without a word in the first tab: it goes on, with all that was typed.
  await expect(ended(page)).toBeHidden();
  await expect(box(page)).toHaveValue(typed);
  expect(await chosen(page, 'verdict')).toEqual(['bad']);
  await box(page).fill('a whole sentence');
  await press(page, 'Control+Enter');
  await expect.poll(() => made.answers()).toEqual(['a submitted bad a whole sentence']);
});

test('another session of the same person is taken up by a tab that did not notice the end of the first', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ questions, items: letters(3) });
  await signIn(place.first);
  await open(page, made);
  // Another program of this browser has signed in again: the token of the page is of no use any more.
  const { username, password } = place.first;
  await context.request.post(`${world.url}/api/v1/session`, { data: { username, password } });
  await press(page, '1', 'Control+Enter');
  await expect(text(page, 'Text b')).toBeVisible();
  await expect.poll(() => made.answers()).toEqual(['a submitted good']);
  await expect(ended(page)).toBeHidden();
});

test('nothing of one person is written in the name of another who signs in in another tab', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url, 2);
  const made = await place.make({ questions, items: letters(3), answers: 2 });
  const [first, second] = [place.first, place.person(1)];
  await signIn(first);
  await open(page, made);
  await context.route('**/me/responses/bulk', (route) => route.abort('connectionreset'));
  await press(page, '2');
  await box(page).fill('mine alone');
  await press(page, 'Control+Enter');
  await expect(page.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  await call(world.url, 'DELETE', '/me/sessions', undefined, first.key);

  const other = await context.newPage();
  await other.goto('');
  await fillSignIn(other, second.username, second.password);
  await expect(home(other)).toBeAttached();
  await context.unroute('**/me/responses/bulk');
  await expect(ended(page)).toContainText(`This page belongs to ${first.username}.`);
  // Whatever wakes the page, its answer waits for its own person.
  await page.evaluate(() => {
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('focus'));
    window.dispatchEvent(new Event('pagehide'));
  });
  await ended(page).getByRole('button', { name: 'Leave the page' }).click();
  await expect(home(page)).toBeAttached();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await open(page, made);
  await press(page, '1', 'Control+Enter');
  await expect
    .poll(async () => (await made.stored()).map(({ user, values }) => [user, values]))
    .toEqual([[second.id, { verdict: 'good' }]]);

  // And it goes out when they are back.
  await page.goto('');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in$/);
  await fillSignIn(page, first.username, first.password);
  await expect(home(page)).toBeAttached();
  await page.goto(made.path);
  await expect
    .poll(async () =>
      (await made.stored())
        .filter(({ user }) => user === first.id)
        .map(({ status, values }) => [status, values]),
    )
    .toEqual([['submitted', { verdict: 'bad', remark: 'mine alone' }]]);
});
