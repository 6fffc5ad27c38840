import { expect, find, found, home, test } from './story';
import { dataset, payloads, user, workspace } from './world';

// A world of its own would be slower: these names stay out of the way of other files' stories.
test.describe.configure({ mode: 'serial' });

for (const [at, payload] of payloads.entries()) {
  test(`a name is text wherever it is shown: ${payload}`, async ({ page, signIn, world }) => {
    const place = await workspace(world.url, `${payload} workspace`);
    const second = await workspace(world.url, `second ${at}`);
    const person = await user(world.url, `${payload} user`, 'annotator', [place, second]);
    await dataset(world.url, place, `${payload} dataset`, 1);
    await dataset(world.url, second, `plain ${at}`, 1);
    await signIn(person);

    await page.goto('');
    await expect(page.getByRole('link', { name: `${payload} dataset` }).first()).toBeVisible();
    await expect(page.getByRole('cell', { name: `${payload} workspace` })).toBeVisible();
    await page.getByRole('button', { name: `Account of ${payload} user` }).click();
    await expect(page.getByText(`${payload} user · annotator`)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'As cards' }).click();
    await expect(page.getByRole('main')).toContainText(`${payload} workspace`);
    await page.getByRole('searchbox').fill(payload);
    await expect(home(page)).toBeAttached();
    await find(page, payload);
    await expect(found(page).first()).toContainText(payload);
    await page.keyboard.press('Escape');

    await page.goto(`${encodeURIComponent(payload)}/x`);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await page.goto(`sign-in?next=${encodeURIComponent(`javascript:${payload}`)}`);
    await expect(home(page)).toBeAttached();

    expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  });
}
