import { expect, fillSignIn, find, home, test } from './story';

test.use({ basePath: '/deep/base' });

test('everything works under a base path', async ({ context, page, world }) => {
  await page.goto('?sort=name');
  await expect(page).toHaveURL(`${world.url}/sign-in?next=${encodeURIComponent('/?sort=name')}`);
  const { username, password } = world.people.ana;
  await fillSignIn(page, username, password);
  await expect(page).toHaveURL(`${world.url}/?sort=name`);
  await page.goto('no/such/page');
  await page.getByRole('main').getByRole('link', { name: 'Go to home' }).click();
  await expect(home(page)).toBeAttached();
  await expect(page).toHaveURL(`${world.url}/`);
  await expect(page.getByRole('link', { name: 'reviews' }).first()).toHaveAttribute(
    'href',
    new RegExp('^/deep/base/datasets/'),
  );
  const cookies = await context.cookies(`${world.url}/api/v1/`);
  expect(Object.fromEntries(cookies.map(({ name, path }) => [name, path]))).toMatchObject({
    variorum_session: '/deep/base/api/v1',
  });
  await find(page, 'dark');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('');
  await expect(home(page)).toBeAttached();
  await page.goto(world.url);
  await expect(home(page)).toBeAttached();
});
