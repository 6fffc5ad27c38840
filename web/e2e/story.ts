import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { withServer } from '../tools/server.mjs';
import { World, type Person } from './world';

export { expect };

const binary = process.env['VARIORUM_BINARY'] ?? '../target/debug/variorum';

interface Worker {
  basePath: string;
  /** More for the command line of the server. */
  serverArgs: string[];
  /** Stories of one group have a server that no others use: what these make would be in their way. */
  group: string;
  world: World;
}

interface Each {
  /** What the browser refused or failed at; a story ends with none, but for what it takes out. */
  faults: string[];
  signIn: (person: Person) => Promise<void>;
}

export const test = base.extend<Each, Worker>({
  basePath: ['', { scope: 'worker', option: true }],
  serverArgs: [[], { scope: 'worker', option: true }],
  group: ['', { scope: 'worker', option: true }],
  world: [
    async ({ basePath, serverArgs }, use) => {
      const options = { basePath, args: serverArgs };
      await withServer(binary, async (url) => use(await World.at(url)), options);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ world }, use) => use(`${world.url}/`),
  faults: [
    async ({ context, world }, use) => {
      const faults: string[] = [];
      context.on('page', (page) => watch(page, world.url, faults));
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  /** Signs in without the form: what is not about it begins with a page. */
  signIn: async ({ context, world }, use) => {
    await use(async ({ username, password }) => {
      const data = { username, password };
      const answer = await context.request.post(`${world.url}/api/v1/session`, { data });
      expect(answer.status()).toBe(201);
    });
  },
});

function watch(page: Page, url: string, faults: string[]): void {
  const { origin } = new URL(url);
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // The browser writes a line for every answer of 4xx; those are looked at below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    const isInside = protocol === 'data:' || protocol === 'blob:' || request.url().startsWith(url);
    if (to !== origin && !isInside) faults.push(`another origin: ${request.url()}`);
    else if (!isInside) faults.push(`outside the base path: ${request.url()}`);
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isApi = pathname.includes('/api/v1/');
    if (response.status() >= (isApi ? 500 : 400)) {
      faults.push(`${response.status()}: ${response.url()}`);
    }
  });
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  expect(found).toEqual([]);
}

/** Opens the palette and types into it. */
export async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Type a page/ }).fill(text);
}

export const found = (page: Page) => page.getByRole('listbox').getByRole('option');

/** The row of a dataset in the table of home. */
export function row(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export const home = (page: Page) => page.getByRole('heading', { name: 'Home', level: 1 });
