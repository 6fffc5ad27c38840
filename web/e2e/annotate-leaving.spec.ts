import { answers, kept, made, open, refuse } from './verdicts';
import { expect, expectAccessible, home, test } from './story';

test('signing out asks before answers are lost, and leaves nothing on the device', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'sign-out', 3);
  await signIn(world.people.ana);
  await open(page, id);
  await page.evaluate(() => sessionStorage.setItem('variorum.recent.q', '["a"]'));
  await refuse(context);
  await page.keyboard.press('1');
  await expect.poll(() => kept(page)).toBeGreaterThan(1);
  // The page that answered is gone; what it left is still asked about.
  await page.goto('');

  const out = async () => {
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };
  await out();
  const dialog = page.getByRole('dialog', { name: 'Some answers have not arrived' });
  await expect(dialog).toContainText('1 answer has not reached the server.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(dialog).toBeHidden();
  expect(await kept(page)).toBeGreaterThan(1);

  await out();
  await dialog.getByRole('button', { name: 'Sign out and lose them' }).click();
  await expect(page).toHaveURL(/sign-in$/);
  expect(await kept(page)).toBe(0);
});

test('signing out sends what is left first', async ({ page, signIn, world }) => {
  const id = await made(world, 'sign-out-sends', 3);
  await signIn(world.people.ana);
  await open(page, id);
  await page.keyboard.press('2');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in$/);
  expect(await answers(world, id)).toEqual(['submitted bad']);
  expect(await kept(page)).toBe(0);
});

test('signing out without a connection says that the server was not told, and ends the session later', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'sign-out-offline', 3);
  const cookie = async () =>
    (await context.cookies(`${world.url}/api/v1/`)).some(({ name }) => name === 'variorum_session');
  await signIn(world.people.ana);
  await open(page, id);
  await page.route('**/api/v1/**', (route) => route.abort('connectionreset'));
  await page.keyboard.press('1');
  await expect(page.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page
    .getByRole('dialog', { name: 'Some answers have not arrived' })
    .getByRole('button', { name: 'Sign out and lose them' })
    .click();
  await expect(page).toHaveURL(/sign-in$/);
  await expect(page.getByRole('main')).toContainText('But the server could not be told');
  await expectAccessible(page);
  expect([await kept(page), await cookie()]).toEqual([0, true]);
  // Coming back by another way is no way in.
  const other = await context.newPage();
  await other.route('**/api/v1/session', (route) => route.abort('connectionreset'));
  await other.goto('');
  await expect(other).toHaveURL(/sign-in/);
  await expect(other.getByRole('main')).toContainText('But the server could not be told');
  await other.unroute('**/api/v1/session');
  await other.getByRole('button', { name: 'End it now' }).click();
  await expect(other.getByRole('main')).toContainText('Your session has ended there, too.');
  expect(await cookie()).toBe(false);
  // The first page hears of it.
  await expect(page.getByRole('main')).not.toContainText('But the server could not be told');
  await other.goto('');
  await expect(other).toHaveURL(/sign-in/);
  expect(await answers(world, id)).toEqual([]);
});

test('a session that could not be ended is ended at the next visit', async ({
  context,
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  await page.route('**/api/v1/session', (route) => route.abort('connectionreset'));
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('main')).toContainText('But the server could not be told');
  await page.close();
  const next = await context.newPage();
  await next.goto('');
  await expect(next).toHaveURL(/sign-in/);
  await expect(next.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const cookies = await context.cookies(`${world.url}/api/v1/`);
  expect(cookies.map(({ name }) => name)).not.toContain('variorum_session');
});

test('the end of a session is told in time, and staying is one press', async ({
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.route('**/api/v1/session', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    const body = (await answer.json()) as object;
    return route.fulfill({ response: answer, json: { ...body, seconds_left: 290 } });
  });
  await open(page, world.datasets.reviews);
  const header = page.getByRole('banner');
  await expect(header).toContainText('Your session ends in 5 minutes');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(header).toContainText('Your session ends in 5 minutes');
  await expectAccessible(page);
  await header.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(header).not.toContainText('Your session ends');
});
