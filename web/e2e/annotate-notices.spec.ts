import type { BrowserContext, Page } from '@playwright/test';
import { call, dataset, type World } from './world';
import { expect, expectAccessible, test } from './story';

interface Stored {
  items: { id: string; fields: { text: string }; responses: Answer[] }[];
}

interface Answer {
  status: string;
  values: Record<string, { value: unknown }> | null;
}

/** A dataset of its own for a story, in the workspace of Ana. */
async function made(world: World, name: string, records: number): Promise<string> {
  const { items } = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  return dataset(world.url, items.find((one) => one.name === 'research')?.id ?? '', name, records);
}

async function recordsOf(world: World, id: string): Promise<Stored['items']> {
  const path = `/datasets/${id}/records?include=responses`;
  return (await call<Stored>(world.url, 'GET', path)).items;
}

async function answers(world: World, id: string): Promise<string[]> {
  return (await recordsOf(world, id)).flatMap(({ responses }) =>
    responses.map(({ status, values }) => `${status} ${String(values?.['verdict']?.value)}`),
  );
}

const group = (page: Page, title = 'Verdict') => page.getByRole('group', { name: title });
const text = (page: Page) => page.getByText(/^Text \d$/).first();
const strip = (page: Page) => page.locator('[data-strips]');

async function open(page: Page, id: string, rest = ''): Promise<void> {
  await page.goto(`datasets/${id}/annotate${rest}`);
  await expect(group(page)).toBeFocused();
}

const refuse = (context: BrowserContext) =>
  context.route('**/me/responses/bulk', (route) => route.abort());

/** What the device has kept of anybody. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('variorum');
      request.onsuccess = () => done(request.result);
    });
    const counts = ['outbox', 'drafts'].map(
      (name) =>
        new Promise<number>((done) => {
          const request = db.transaction(name).objectStore(name).count();
          request.onsuccess = () => done(request.result);
        }),
    );
    const [outbox = 0, drafts = 0] = await Promise.all(counts);
    db.close();
    return (
      outbox +
      drafts +
      Object.keys(sessionStorage).filter((key) => key.startsWith('variorum')).length
    );
  });

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
