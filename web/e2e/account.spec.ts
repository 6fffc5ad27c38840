import type { Page } from '@playwright/test';
import { call, dataset, user } from './world';
import { expect, expectAccessible, fillSignIn, find, found, home, test } from './story';

const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const row = (page: Page, action: string) => page.getByRole('listitem').filter({ hasText: action });
const change = (page: Page, action: string) =>
  page.getByRole('button', { name: `Change the keys of "${action}"` });
const box = (page: Page) => page.getByRole('textbox', { name: 'Press a key to add' });

test('the account is reached from the menu and from the palette', async ({
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await expect(page).toHaveURL(/account\/profile$/);
  await expect(page.getByText('ask an owner of this server for a new one')).toBeVisible();
  await expect(page.locator('dl')).toContainText('research');
  await expect(page.getByText(world.people.ana.key)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByText(world.people.ana.key)).toBeVisible();

  await find(page, 'account keys');
  await expect(found(page).first()).toContainText('Account: Keys');
  await page.keyboard.press('Enter');
  await expect(title(page, 'Keys')).toBeVisible();
  await page.goto('account/nothing');
  await expect(title(page, 'There is nothing here')).toBeVisible();
});

test('a key is changed, says what it would collide with, and works', async ({
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.adam);
  await page.goto('account/keys');
  await change(page, 'Show all keys').click();
  await expect(box(page)).toBeFocused();
  await page.keyboard.press('y');
  await expect(page.getByRole('button', { name: 'Remove Y' })).toBeVisible();
  await page.keyboard.press('Control+r');
  await expect(page.getByText('That key belongs to the browser')).toBeVisible();
  await page.keyboard.press('g');
  await expect(page.getByText('G already means: Guidelines.')).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText(/^1 already means: .*It cannot be taken from there/)).toBeVisible();
  await page.keyboard.press('g');
  await page.getByRole('button', { name: 'Use it here instead' }).click();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(row(page, 'Guidelines')).toContainText('off');
  await expect(row(page, 'Show all keys')).toContainText('changed');
  // Waits until it is stored: what is still on its way would go with the page.
  await expect
    .poll(async () => {
      const answer = await call(
        world.url,
        'GET',
        '/me/preferences',
        undefined,
        world.people.adam.key,
      );
      return JSON.stringify(answer);
    })
    .toContain('"help.open":["?","H","Y","G"]');
  await page.reload();
  await expect(title(page, 'Keys')).toBeVisible();
  await page.keyboard.press('y');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect(row(page, 'Guidelines')).not.toContainText('off');
  await page.keyboard.press('y');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toHaveCount(0);
});

test('presets and the switch for single keys hold for records', async ({ page, signIn, world }) => {
  const workspaces = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  const research = workspaces.items.find(({ name }) => name === 'research')?.id ?? '';
  const id = await dataset(world.url, research, 'by-preset', 3);
  const bea = await user(world.url, 'bea', 'annotator', [research]);
  await signIn(bea);
  await page.goto('account/keys');
  await change(page, 'Skip: ask me again later, writes nothing').click();
  await page.keyboard.press('y');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByRole('radio', { name: 'Label Studio' }).click();
  const asked = page.getByRole('dialog', { name: 'Change the preset' });
  await expect(asked).toContainText('1 key that you have changed');
  await expect(page.getByRole('radio', { name: 'Variorum' })).toBeChecked();
  await asked.getByRole('button', { name: 'Use Label Studio' }).click();
  await expect(page.getByRole('radio', { name: 'Label Studio' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
  await page.getByLabel('Numbers of two digits').selectOption('Until Enter');
  await expect
    .poll(async () => {
      const answer = await call(world.url, 'GET', '/me/preferences', undefined, bea.key);
      return answer['keys'];
    })
    .toMatchObject({ preset: 'labelstudio', single: false, buffer_ms: 0, overrides: {} });

  const written: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/responses')) written.push(request.url());
  });
  await page.goto(`datasets/${id}/annotate`);
  const text = page.getByText(/^Text \d$/).first();
  await expect(text).toBeVisible();
  const shown = (await text.textContent()) ?? '';
  for (const key of 'abcdefghijklmnopqrstuvwxyz?/0123456789') await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(text).toHaveText(shown);
  expect(written).toEqual([]);
  await page.getByRole('radio', { name: /good/ }).check();
  await page.keyboard.press('Control+Enter');
  await expect(text).not.toHaveText(shown);
});

test('sessions are listed, and all of them ended', async ({ browser, page, signIn, world }) => {
  const carl = await user(world.url, 'carl', 'annotator', []);
  const other = await browser.newContext({ baseURL: `${world.url}/` });
  await other.request.post('api/v1/session', {
    data: { username: carl.username, password: carl.password },
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Firefox/149.0' },
  });
  await signIn(carl);
  await page.goto('account/sessions');
  await expect(page.getByRole('listitem').filter({ hasText: 'this browser' })).toHaveCount(1);
  await expect(page.getByText('Firefox on Linux')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out everywhere?' });
  await expect(dialog).toContainText('2 sessions end');
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect((await other.request.get('api/v1/session')).status()).toBe(401);
  await other.close();
});

test('an owner changes their password and stays signed in', async ({ page, signIn, world }) => {
  const owen = await user(world.url, 'owen', 'owner', []);
  await signIn(owen);
  await page.goto('account');
  const button = page.getByRole('button', { name: 'Change the password' });
  await button.click();
  await expect(page.getByText('Type your present password.')).toBeVisible();
  await page.getByLabel('Present password').fill('not the password');
  await page.getByLabel('New password').fill('another one for tests');
  await button.click();
  await expect(page.getByText('That is not your present password.')).toBeVisible();
  await expect(page.getByLabel('Present password')).toBeFocused();
  await page.getByLabel('Present password').fill(owen.password);
  await button.click();
  await expect(page.getByText('The password is changed.').last()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await find(page, 'sign out');
  await page.keyboard.press('Enter');
  await fillSignIn(page, owen.username, 'another one for tests');
  await expect(page.getByRole('button', { name: /^Account of owen/i })).toBeVisible();
});

test('what is chosen on the pages is at once what is seen', async ({ page, signIn, world }) => {
  await signIn(await user(world.url, 'dora', 'annotator', []));
  await page.goto('account/appearance');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('radio', { name: 'Compact' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.getByRole('navigation').getByRole('link', { name: 'Language' }).click();
  await page.getByRole('radio', { name: 'Español' }).check();
  await expect(title(page, 'Idioma')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Español' })).toBeChecked();
});

for (const width of [1440, 390]) {
  for (const theme of ['light', 'dark']) {
    test(`account pages are accessible and fit: ${theme}, ${width} wide`, async ({
      context,
      page,
      signIn,
      world,
    }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await context.addCookies([{ name: 'variorum_theme', value: theme, url: world.url }]);
      await signIn(world.owner);
      const look = async () => {
        await expectAccessible(page);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        expect(isWide).toBe(false);
      };
      const shown = {
        profile: page.getByRole('button', { name: 'Change the password' }),
        keys: change(page, 'Undo'),
        appearance: page.getByRole('radio', { name: 'Compact' }),
        language: page.getByRole('radio', { name: 'English' }),
        sessions: page.getByRole('button', { name: 'Sign out everywhere' }),
      };
      for (const [tab, sign] of Object.entries(shown)) {
        await page.goto(`account/${tab}`);
        await expect(sign).toBeVisible();
        await look();
      }
      await page.goto('account/keys');
      await change(page, 'Save draft').click();
      await page.keyboard.press('Enter');
      await expect(page.getByText(/already means: Submit and go on/)).toBeVisible();
      await look();
    });
  }
}
