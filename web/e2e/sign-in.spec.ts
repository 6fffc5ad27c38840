import { call } from './world';
import { expect, fillSignIn, find, home, test } from './story';

test('a wrong password is refused in words, the right one opens the page asked for', async ({
  page,
  world,
}) => {
  const { username, password } = world.people.ana;
  await page.goto('?sort=name');
  await expect(page).toHaveURL(/sign-in\?next=/);

  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Type your username.')).toBeVisible();
  await expect(page.getByLabel('Username')).toBeFocused();

  await fillSignIn(page, username, 'not the password');
  await expect(page.locator('form')).toContainText('do not belong together');
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused();

  await fillSignIn(page, username, password);
  await expect(home(page)).toBeAttached();
  await expect(page).toHaveURL(`${world.url}/?sort=name`);
});

test('a session is a cookie that scripts cannot read and that stays only if asked', async ({
  context,
  page,
  world,
}) => {
  const { username, password } = world.people.ana;
  const cookie = async () =>
    (await context.cookies(`${world.url}/api/v1/`)).find(({ name }) => name === 'variorum_session');
  await page.goto('sign-in');
  await fillSignIn(page, username, password);
  await expect(home(page)).toBeAttached();
  expect(await cookie()).toMatchObject({ httpOnly: true, sameSite: 'Strict', expires: -1 });
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in$/);
  expect(await cookie()).toBeUndefined();

  await page.getByLabel('Stay signed in').check();
  await fillSignIn(page, username, password);
  await expect(home(page)).toBeAttached();
  expect((await cookie())?.expires).toBeGreaterThan(Date.now() / 1000 + 86_400);
});

test('signing out ends the session, also for a page that is still open', async ({
  context,
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  const other = await context.newPage();
  await other.goto('');
  // Else it may ask who is signed in only when nobody is any more.
  await expect(home(other)).toBeAttached();
  await find(page, 'sign out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sign-in$/);

  // It says so by itself, before anything is done there in vain.
  await expect(other.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
});

test('a page outlives its session: signing in again goes on where it was', async ({
  page,
  signIn,
  world,
}) => {
  const { ana, adam } = world.people;
  await signIn(ana);
  await page.goto('?q=rev');
  await expect(page.getByRole('link', { name: 'reviews' }).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await call(world.url, 'DELETE', '/me/sessions', undefined, ana.key);

  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible();
  // There is nothing behind it for who is not signed in.
  for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();

  await fillSignIn(page, adam.username, adam.password);
  await expect(dialog).toContainText('This page belongs to ana.');
  await fillSignIn(page, ana.username, ana.password);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('searchbox')).toHaveValue('rev');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  // What was set when the session had ended is not lost.
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('whoever signs in over the page of another leaves it for their own', async ({
  page,
  signIn,
  world,
}) => {
  const { ana } = world.people;
  await signIn(ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  await call(world.url, 'DELETE', '/me/sessions', undefined, ana.key);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  await fillSignIn(page, world.owner.username, world.owner.password);
  await page.getByRole('button', { name: 'Leave the page' }).click();
  await expect(page.getByRole('link', { name: 'contracts' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Account of owner/i })).toBeVisible();
});

test('any address asks who has no session to sign in first, and only then says what it is', async ({
  page,
  world,
}) => {
  const { ana } = world.people;
  await page.goto('no/such/page?a=1');
  await expect(page).toHaveURL(/sign-in\?next=%2Fno%2Fsuch%2Fpage%3Fa%3D1$/);
  await fillSignIn(page, ana.username, ana.password);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  await expect(page).toHaveURL(`${world.url}/no/such/page?a=1`);

  await page.context().clearCookies();
  await page.goto(`datasets/${world.datasets.reviews}/annotate?status=draft`);
  await expect(page).toHaveURL(/sign-in\?next=/);
  await fillSignIn(page, ana.username, ana.password);
  await expect(page.getByRole('form', { name: 'Questions' })).toBeVisible();
  await expect(page).toHaveURL(/status=draft$/);
});
