import { expect, type Locator, type Page } from '@playwright/test';
import type { Made } from './make';

/** Parts of the bulk view, and what one does there. */
export const rows = (page: Page) =>
  page.getByRole('list', { name: 'Records' }).getByRole('listitem');
export const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.getByText(name, { exact: true }) });
export const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
export const chosen = (page: Page, count: number | string) =>
  expect(page.getByRole('group', { name: 'Rows' }).getByText(`${count} chosen`)).toBeVisible();
export const questions = (page: Page) => page.getByRole('form', { name: 'Questions for all' });
export const form = (page: Page) => page.getByRole('complementary', { name: /^Answer/ });
export const option = (page: Page, name: string) => questions(page).getByRole('radio', { name });

/** Sorted, so that rows stand in an order that a story can count on. */
export const open = async (page: Page, { id }: Made, more = '') => {
  await page.goto(`datasets/${id}/annotate?view=bulk&sort=meta.place:asc${more}`);
  await expect(rows(page).first()).toBeVisible();
};

/** Where the middle of some words is on the screen. */
export async function middle(text: Locator, quote: string): Promise<{ x: number; y: number }> {
  return text.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }
    throw new Error(`no ${wanted}`);
  }, quote);
}

export async function doubleClick(page: Page, text: Locator, quote: string): Promise<void> {
  const { x, y } = await middle(text, quote);
  await page.mouse.dblclick(x, y);
}

export const texts = (count: number) =>
  Array.from({ length: count }, (_, at) => `Text ${at + 1} of something that has to be judged.`);
