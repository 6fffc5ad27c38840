import type { Page } from '@playwright/test';
import { choice, chosen, group, open, press, saved, text } from './annotating';
import { label, labels, Place, type Made, type QuestionShape } from './made';
import { expect, expectAccessible, test } from './story';
import { call, type World } from './world';

test.describe.configure({ mode: 'parallel' });

const asked: QuestionShape[] = [
  label('verdict', 'good', 'bad', 'unclear'),
  {
    name: 'topics',
    required: true,
    settings: { type: 'multi_label_selection', options: labels('battery', 'screen', 'price') },
  },
  { name: 'order', settings: { type: 'ranking', options: labels('fast', 'cheap') } },
  { name: 'note', settings: { type: 'text', use_markdown: false } },
];

/** Two records, all questions suggested. */
async function suggested(world: World): Promise<{ place: Place; made: Made }> {
  const place = await Place.at(world.url);
  const ideas = [
    { question: 'verdict', value: 'bad', score: 0.93, agent: 'judge-small' },
    { question: 'topics', value: ['battery', 'price'], score: [0.8, 0.6], agent: 'judge-small' },
    {
      question: 'order',
      value: [
        { value: 'cheap', rank: 1 },
        { value: 'fast', rank: 2 },
      ],
      agent: 'judge-small',
    },
    { question: 'note', value: 'Too short', agent: 'judge-small' },
  ];
  const items = ['a', 'b'].map((name) => ({
    external_id: name,
    fields: { text: `Text ${name}` },
    suggestions: ideas,
  }));
  return { place, made: await place.make({ questions: asked, items }) };
}

/** As the page of the account and the menu of the page offer it. */
async function choose(page: Page, mode: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings of annotating' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings of annotating' });
  await dialog.getByLabel('Suggestions').selectOption({ label: mode });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await group(page, 'verdict').focus();
}

test('beside an empty form, suggestions are taken by key or by button', async ({
  page,
  signIn,
  world,
}) => {
  const { place, made } = await suggested(world);
  await signIn(place.first);
  await open(page, made);
  await expect(choice(page, 'verdict', 'bad')).toBeChecked();
  await choose(page, 'Beside an empty form');
  // What was only proposed is gone from the form at once, and is still to be seen.
  await expect(choice(page, 'verdict', 'bad')).not.toBeChecked();
  await expect(group(page, 'verdict')).toContainText('suggested by judge-small');
  await expect(group(page, 'order').locator('[data-item="cheap"]')).toContainText('rank 1');
  await expectAccessible(page);

  await press(page, 'Enter');
  await expect(text(page, 'Text a')).toBeVisible();
  await expect(group(page, 'verdict')).toBeFocused();
  await press(page, 'a');
  await expect(choice(page, 'verdict', 'bad')).toBeChecked();
  const take = page.getByRole('button', { name: 'Take the suggestion for Topics' });
  await take.click();
  await expect(group(page, 'topics')).toBeFocused();
  await expect.poll(() => chosen(page, 'topics')).toEqual(['battery', 'price']);
  await expect(take).toBeHidden();
  await press(page, 'Enter');
  await expect(text(page, 'Text b')).toBeVisible();
  await expect(saved(page)).toBeVisible();
  // What was not taken is nobody's answer.
  await expect.poll(() => made.answers()).toEqual(['a submitted bad ["battery","price"]']);

  await page.reload();
  await expect(group(page, 'verdict')).toBeFocused();
  await expect(choice(page, 'verdict', 'bad')).not.toBeChecked();
});

test('hidden suggestions are not seen, nor taken, before one has answered', async ({
  page,
  signIn,
  world,
}) => {
  const { place, made } = await suggested(world);
  await call(
    world.url,
    'PATCH',
    '/me/preferences',
    { annotating: { suggestions: 'hidden' } },
    place.first.key,
  );
  await signIn(place.first);
  await open(page, made);
  const anywhere = page.locator('form').getByText(/suggested|judge-small|0\.93|Too short/);
  await expect(anywhere).toHaveCount(0);
  await press(page, 'a');
  await expect(choice(page, 'verdict', 'bad')).not.toBeChecked();
  await press(page, '1');
  await expect(group(page, 'verdict')).toContainText('not as suggested');
  await expect(group(page, 'topics')).toBeFocused();
  // More may follow: it is compared when one goes on.
  await press(page, '1');
  await expect(group(page, 'topics').getByText(/suggested/)).toHaveCount(0);
  await press(page, '3', 'n');
  await expect(group(page, 'topics')).toContainText('same as suggested');
  await expectAccessible(page);
  await press(page, 'Enter');
  await expect(text(page, 'Text b')).toBeVisible();
  await expect(anywhere).toHaveCount(0);
  await expect.poll(() => made.answers()).toEqual(['a submitted good ["battery","price"]']);

  // Who is back at an answer of theirs sees it.
  await press(page, 'k');
  await expect(text(page, 'Text a')).toBeVisible();
  await expect(group(page, 'verdict')).toContainText('not as suggested');
});
