/** What stories of the annotation page have in common. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { call, dataset, type World } from './world';

export interface Stored {
  items: { id: string; fields: { text: string }; responses: Answer[] }[];
}

export interface Answer {
  status: string;
  values: Record<string, { value: unknown }> | null;
}

/** A dataset of its own for a story, in the workspace of Ana. */
export async function made(world: World, name: string, records: number): Promise<string> {
  const { items } = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  return dataset(world.url, items.find((one) => one.name === 'research')?.id ?? '', name, records);
}

/** A dataset whose one question marks cities in its text. */
export async function marked(world: World): Promise<string> {
  const { items } = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  const workspace_id = items.find((one) => one.name === 'research')?.id;
  const { id } = await call<{ id: string }>(world.url, 'POST', '/datasets', {
    name: 'marked',
    workspace_id,
  });
  const under = `/datasets/${id}`;
  const field = { name: 'text', title: 'Text', required: true, settings: { type: 'text' } };
  await call(world.url, 'POST', `${under}/fields`, field);
  await call(world.url, 'POST', `${under}/questions`, {
    name: 'where',
    title: 'Where',
    required: true,
    settings: { type: 'span', field: 'text', options: [{ value: 'city', text: 'City' }] },
  });
  await call(world.url, 'PUT', `${under}/publish`);
  const records = [{ fields: { text: 'From Rome to Paris' } }];
  await call(world.url, 'POST', `${under}/records/bulk`, { items: records });
  return id;
}

export async function recordsOf(world: World, id: string): Promise<Stored['items']> {
  const path = `/datasets/${id}/records?include=responses`;
  return (await call<Stored>(world.url, 'GET', path)).items;
}

export async function answers(world: World, id: string): Promise<string[]> {
  return (await recordsOf(world, id)).flatMap(({ responses }) =>
    responses.map(({ status, values }) => `${status} ${String(values?.['verdict']?.value)}`),
  );
}

export const group = (page: Page, title = 'Verdict') => page.getByRole('group', { name: title });
export const text = (page: Page) => page.getByText(/^Text \d$/).first();
export const strip = (page: Page) => page.locator('[data-strips]');

export async function open(page: Page, id: string, rest = ''): Promise<void> {
  await page.goto(`datasets/${id}/annotate${rest}`);
  await expect(group(page)).toBeFocused();
}

export const refuse = (context: BrowserContext) =>
  context.route('**/me/responses/bulk', (route) => route.abort());

/** What the device has kept of anybody. */
export const kept = (page: Page) =>
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
