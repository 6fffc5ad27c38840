import { fill, labels, make, stored } from './make';
import { expect, expectAccessible, test } from './story';

test.use({ serverArgs: ['--label-options-max', '5000'] });

test('one of 5,000 labels is found by typing', async ({ page, signIn, world }) => {
  const { ana } = world.people;
  const names = Array.from({ length: 5000 }, (_, at) => `label ${at + 1}`);
  const questions = [{ name: 'topic', settings: labels(...names.slice(0, -1), 'Ölfarbe') }];
  const made = await make(world.url, { name: 'topics', people: [ana], questions });
  await fill(world.url, made, ['A text about paint', 'Another text']);
  await signIn(ana);
  await page.goto(`datasets/${made.id}/annotate?sort=meta.place:asc`);
  await expect(page.getByText('A text about paint')).toBeVisible();
  await expect(page.getByRole('group', { name: /Topic/ })).toBeFocused();
  await page.keyboard.press('t');
  const box = page.getByRole('combobox', { name: 'Find a label' });
  await expect(box).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const list = page.getByRole('listbox', { name: 'Labels' });
  await expect(list.getByRole('option').first()).toBeVisible();
  // Of thousands a few are in the document.
  expect(await list.getByRole('option').count()).toBeLessThan(40);
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-setsize', '5000');
  await expectAccessible(page);
  // Case and accents do not matter.
  await page.keyboard.type('olf');
  await expect(list.getByRole('option').first()).toHaveText('Ölfarbe');
  await page.keyboard.press('Enter');
  await expect(box).not.toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Another text')).toBeVisible();
  await expect
    .poll(async () => (await stored(world.url, made))[0]?.responses[0]?.values?.['topic']?.value)
    .toBe('Ölfarbe');
});
