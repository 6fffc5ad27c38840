import { answers, kept, made, open, refuse } from './verdicts';
import { expect, expectAccessible, test } from './story';

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
