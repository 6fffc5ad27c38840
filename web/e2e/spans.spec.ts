import type { Locator, Page } from '@playwright/test';
import { expect, test } from './components';
import { expectAccessible } from './story';

interface Mark {
  start: number;
  end: number;
  label: string;
}

async function open(page: Page, sample: string): Promise<Locator> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver(() => {
      const words = document.querySelector('[aria-live=polite]')?.textContent ?? '';
      if (words !== '' && words !== heard.at(-1)) heard.push(words);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(`/styleguide/spans?case=${sample}`);
  const text = page.getByRole('textbox', { name: 'Letter' });
  await expect(text).toBeVisible({ timeout: 30_000 });
  return text;
}

/** The answer as `quote: label`, cut from the text by code points. */
async function marked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const value = document.querySelector('output')?.dataset['value'] ?? 'null';
    const signs = [...(document.querySelector('[role=textbox]')?.textContent ?? '')];
    const marks = (JSON.parse(value) ?? []) as Mark[];
    return marks.map(({ start, end, label }) => `${signs.slice(start, end).join('')}: ${label}`);
  });
}

/** Where words stand on the screen, once what was done before is drawn. */
async function boxOf(text: Locator, quote: string): Promise<DOMRect> {
  return text.evaluate(async (root, wanted) => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' });
      return range.getBoundingClientRect();
    }
    throw new Error(`no ${wanted}`);
  }, quote);
}

async function drag(page: Page, text: Locator, quote: string): Promise<void> {
  const { left, right, top, bottom } = await boxOf(text, quote);
  const middle = (top + bottom) / 2;
  await page.mouse.move(left + 3, middle);
  await page.mouse.down();
  await page.mouse.move(right - 3, middle, { steps: 4 });
  await page.mouse.up();
}

async function click(page: Page, text: Locator, quote: string, clickCount = 1): Promise<void> {
  const { left, right, top, bottom } = await boxOf(text, quote);
  await page.mouse.click((left + right) / 2, (top + bottom) / 2, { clickCount });
}

/** A sentence is taken away soon after it is said: all of them are kept and looked through. */
const said = (page: Page, words: string) =>
  expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard))
    .toContainEqual(expect.stringContaining(words));

test('by keyboard only', async ({ page }) => {
  const text = await open(page, 'fresh');
  await page.keyboard.press('e');
  await expect(text).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('1');
  await said(page, 'Marked "Ana" as Person. 1 mark.');
  await expect.poll(() => marked(page)).toEqual(['Ana: l1']);
  // The edge goes on by a word.
  await page.keyboard.press('w');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1']);
  await page.keyboard.press('v');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => marked(page)).toEqual(['Ana Moren: l1']);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('v');
  await page.keyboard.press('Escape');
  // A selection of the browser's own.
  await page.keyboard.press('Control+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('2');
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1', 'New York: l2']);
  await page.keyboard.press('3');
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1', 'New York: l3']);
  await page.keyboard.press('p');
  await said(page, '"Ana Moreno", Person, mark 1 of 2.');
  await page.keyboard.press('Backspace');
  await expect.poll(() => marked(page)).toEqual(['New York: l3']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: /Who, where, what/ })).toBeFocused();
  await page.keyboard.press('e');
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
});

test('nothing can be written', async ({ page, context }) => {
  const text = await open(page, 'fresh');
  const before = await text.textContent();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('e');
  await page.keyboard.type('zäy ');
  await page.keyboard.press('Control+a');
  for (const key of ['Control+b', 'Control+c', 'Control+x', 'Control+v', 'Delete', 'Enter'])
    await page.keyboard.press(key);
  expect(await text.textContent()).toBe(before);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(before);
  // An input method writes without asking.
  const session = await context.newCDPSession(page);
  await session.send('Input.imeSetComposition', {
    text: 'かな',
    selectionStart: 2,
    selectionEnd: 2,
  });
  await session.send('Input.insertText', { text: '仮名' });
  await expect.poll(() => text.textContent()).toBe(before);
});

test('by mouse: the label first', async ({ page }) => {
  const text = await open(page, 'fresh');
  await page.getByRole('group', { name: 'Labels' }).getByRole('button', { name: 'Place' }).click();
  await drag(page, text, 'New York');
  await expect.poll(() => marked(page)).toEqual(['New York: l2']);
  await click(page, text, 'Hague', 2);
  await expect.poll(() => marked(page)).toEqual(['New York: l2', 'Hague: l2']);
  await click(page, text, 'quieter', 3);
  await expect
    .poll(async () => (await marked(page)).at(-1))
    .toBe('“It is quieter,” she said, and slept until Brussels.: l2');
  await expect.poll(() => marked(page)).toHaveLength(3);
});

test('by mouse: the selection first', async ({ page }) => {
  const text = await open(page, 'fresh');
  await drag(page, text, 'Ana Moreno');
  const offers = page.getByRole('toolbar', { name: 'Mark the selection' });
  await offers.getByRole('button', { name: 'Person' }).click();
  await expect(offers).toBeHidden();
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1']);
  await drag(page, text, 'York for');
  await page.keyboard.press('2');
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1', 'York for: l2']);
  // Covering it replaces it.
  await drag(page, text, 'New York');
  await page.keyboard.press('2');
  await said(page, '1 mark under it was removed.');
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l1', 'New York: l2']);
  await click(page, text, 'Moreno');
  const change = page.getByRole('toolbar', { name: 'Change the mark' });
  await change.getByRole('button', { name: 'Place' }).click();
  await expect.poll(() => marked(page)).toEqual(['Ana Moreno: l2', 'New York: l2']);
  await click(page, text, 'Moreno');
  await change.getByRole('button', { name: 'Remove the mark' }).click();
  await expect.poll(() => marked(page)).toEqual(['New York: l2']);
});

test('by the list', async ({ page }) => {
  await open(page, 'plain');
  const list = page.getByRole('list', { name: 'Marks', exact: true });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Change the label of "Hague"' }).click();
  await page.getByRole('combobox', { name: 'Label of "Hague"', exact: true }).selectOption('Date');
  await page.getByRole('button', { name: 'Remove "New York"' }).click();
  await expect
    .poll(() => marked(page))
    .toEqual([
      'Ana Moreno: l1',
      'Hague: l4',
      'United Nations: l3',
      expect.stringMatching(/^On Monday.*: l1$/s),
      'On: gone',
    ]);
  // What the text has no place for is kept, and goes by hand.
  const unshown = page.getByRole('group', { name: 'Marks that cannot be shown' });
  await expect(unshown.getByRole('listitem')).toHaveCount(2);
  await unshown.getByRole('button').first().click();
  await expect(unshown.getByRole('listitem')).toHaveCount(1);
});

test('signs are never parted', async ({ page }) => {
  const text = await open(page, 'signs');
  await expect.poll(() => marked(page)).toEqual(['🇳🇱: l2']);
  for (const [word, digit] of [
    ['brûlée', '1'],
    ['Zoë’s', '3'],
    ['한글', '4'],
  ] as const) {
    await click(page, text, word, 2);
    await page.keyboard.press(digit);
  }
  await click(page, text, '🚂', 2);
  await page.keyboard.press('1');
  await expect
    .poll(() => marked(page))
    .toEqual(['🇳🇱: l2', '🚂: l1', 'brûlée: l1', 'Zoë’s: l3', '한글: l4']);
});

test('right to left', async ({ page }) => {
  const text = await open(page, 'mixed');
  await expect.poll(() => marked(page)).toContain('لاهاي in May 2024: l4');
  await click(page, text, 'سافرت', 2);
  await page.keyboard.press('3');
  await expect.poll(() => marked(page)).toContain('سافرت: l3');
  // To the left is onwards here.
  await page.keyboard.press('w');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => marked(page)).toContain('سافرت آنا: l3');
});

test('Chinese, Japanese and Thai words', async ({ page }) => {
  const text = await open(page, 'cjk');
  for (const [word, digit] of [
    ['京飞', '2'],
    ['ワー', '3'],
    ['ทพ', '2'],
  ] as const) {
    const { left, top, bottom } = await boxOf(text, word);
    await page.mouse.click(left + 4, (top + bottom) / 2, { clickCount: 2 });
    await page.keyboard.press(digit);
  }
  await expect
    .poll(() => marked(page))
    .toEqual(['张伟: l1', '北京: l2', '東京タワー: l3', 'กรุงเทพ: l2']);
});

test('overlaps stack, the caret turns through them', async ({ page }) => {
  const text = await open(page, 'overlaps');
  const count = (await marked(page)).length;
  await drag(page, text, 'York for');
  await page.keyboard.press('4');
  await expect.poll(() => marked(page)).toHaveLength(count + 1);
  await click(page, text, 'Ana');
  await expect(page.getByRole('toolbar', { name: 'Change the mark' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await said(page, 'Ana Moreno');
  await expect(text.page().locator('.layer b', { hasText: /^\+\d$/ })).not.toHaveCount(0);
});

test('a label is found among many', async ({ page }) => {
  const text = await open(page, 'many');
  await drag(page, text, 'New York');
  await page.keyboard.press('t');
  await page.keyboard.type('Label 123');
  await page.keyboard.press('Enter');
  await expect.poll(() => marked(page)).toContain('New York: l123');
  await expect(text).toBeFocused();
});

for (const sample of ['long', 'dense']) {
  test(`100,000 characters: ${sample}`, async ({ page }) => {
    const text = await open(page, sample);
    expect((await text.textContent())?.length).toBe(100_000);
    const drawn = () => page.locator('.layer > *').count();
    expect(await drawn()).toBeGreaterThan(0);
    expect(await drawn()).toBeLessThan(2_500);
    await page.keyboard.press('e');
    await page.keyboard.press('Control+End');
    await expect.poll(drawn).toBeGreaterThan(0);
    expect(await drawn()).toBeLessThan(2_500);
    const before = Number(
      (await page.getByText(/^[\d,]+ marks\.$/).textContent())?.replace(/\D/g, ''),
    );
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.press('1');
    if (before < 10_000)
      await expect(page.getByText(/^[\d,]+ marks\.$/)).toHaveText(`${before + 1} marks.`);
    expect(await drawn()).toBeLessThan(2_500);
  });
}

test('by finger', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const text = await open(page, 'plain');
  const { left, top, bottom } = await boxOf(text, 'Moreno');
  await page.touchscreen.tap(left + 10, (top + bottom) / 2);
  const bar = page.getByRole('toolbar', { name: 'Change the mark' });
  await bar.getByRole('button', { name: 'Date' }).tap();
  await expect.poll(() => marked(page)).toContain('Ana Moreno: l4');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await context.close();
});

for (const theme of ['light', 'dark', 'contrast']) {
  for (const sample of ['plain', 'overlaps', 'suggested', 'many', 'mixed']) {
    test(`axe finds nothing: ${sample}, ${theme}`, async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: 'variorum_theme', value: theme, url: baseURL ?? '' }]);
      await open(page, sample);
      await expectAccessible(page);
    });
  }
}
