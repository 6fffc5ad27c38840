import type { Locator, Page } from '@playwright/test';
import { expect } from './story';
import type { Made } from './made';

/** The group of a question. */
export const group = (page: Page, name: string): Locator =>
  page.locator(`[data-question="${name}"]`);

export const text = (page: Page, words: string): Locator =>
  page.getByRole('main').getByText(words, { exact: true }).filter({ visible: true });

export const saved = (page: Page): Locator => page.getByText(/^Saved /);

/** What is said quietly above the record. */
export const strip = (page: Page): Locator => page.locator('.strips');

/** Opens a dataset and waits until keys act on the form. */
export async function open(page: Page, made: Made, query = ''): Promise<void> {
  await page.goto(`${made.path}${query}`);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await expect(page.locator('[data-question]').first()).toBeFocused();
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** A choice of the group, by the text on it. */
export const choice = (page: Page, question: string, name: string): Locator =>
  group(page, question).locator('label').filter({ hasText: name }).locator('input');

export async function chosen(page: Page, question: string): Promise<string[]> {
  const checked = group(page, question).locator('input:checked');
  return checked.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
}
