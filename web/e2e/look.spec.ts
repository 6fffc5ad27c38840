import { expect, expectAccessible, found, home, test } from './story';

test('theme and language are kept, also right after choosing and in another browser', async ({
  browser,
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.adam);
  await page.goto('');
  const account = page.getByRole('button', { name: /^Account of|^Cuenta de/ });
  await account.click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('menuitemradio', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { name: 'Todos los conjuntos' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Todos los conjuntos' })).toBeVisible();
  await expect(root).toHaveAttribute('lang', 'es');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  const other = await browser.newContext({ baseURL: `${world.url}/` });
  const { username, password } = world.people.adam;
  await other.request.post('api/v1/session', { data: { username, password } });
  const second = await other.newPage();
  await second.goto('');
  await expect(second.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(second.locator('html')).toHaveAttribute('lang', 'es');
  await other.close();
});

for (const width of [1440, 390]) {
  for (const theme of ['light', 'dark']) {
    test(`pages are accessible and fit: ${theme}, ${width} wide`, async ({
      context,
      page,
      signIn,
      world,
    }, info) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await context.addCookies([{ name: 'variorum_theme', value: theme, url: world.url }]);
      const look = async (name: string) => {
        await expectAccessible(page);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        expect(isWide, `${name} is wider than the window`).toBe(false);
        await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
      };
      await page.goto('sign-in');
      await expect(page.getByLabel('Username')).toBeFocused();
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await look('sign-in');
      await signIn(world.owner);
      await page.goto('');
      await expect(home(page)).toBeAttached();
      await expect(page.getByRole('link', { name: 'reviews' }).first()).toBeVisible();
      await look('home');
      await page.keyboard.press('Control+k');
      await expect(found(page).first()).toBeVisible();
      await look('palette');
    });
  }
}
