import { expect, find, found, home, row, test } from './story';

// Home shows all datasets there are.
test.use({ group: 'home' });

test('the owner sees every dataset with its numbers', async ({ page, signIn, world }) => {
  await signIn(world.owner);
  await page.goto('');
  await expect(row(page, 'faq')).toBeVisible();
  const cells = (name: string) => row(page, name).getByRole('cell').allInnerTexts();
  // Name is the row's header: workspace, status, questions, records, done, left, people follow.
  expect((await cells('reviews')).slice(-9, -2).map((text) => text.trim())).toEqual([
    'research',
    'ready',
    'label',
    '8',
    '25%',
    '6',
    expect.stringContaining('1 person has answered'),
  ]);
  expect((await cells('contracts')).join(' ')).toContain('33%');
  expect((await cells('faq')).join(' ')).toContain('draft');
});

test('an annotator sees what is left, and only in workspaces of theirs', async ({
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.goto('');
  const card = page.getByRole('listitem').filter({ hasText: '5 left for me' });
  await expect(card).toContainText('1 draft');
  await expect(card.getByRole('link', { name: 'Continue with reviews' })).toHaveAttribute(
    'href',
    new RegExp(`/datasets/${world.datasets.reviews}/annotate$`),
  );
  for (const name of ['reviews', 'faq']) await expect(row(page, name)).toHaveCount(1);
  await expect(page.getByText('contracts')).toHaveCount(0);
});

test('what is looked for stands in the address', async ({ page, signIn, world }) => {
  await signIn(world.owner);
  await page.goto('');
  await page.getByRole('searchbox').fill('rev');
  await expect(page.getByRole('row')).toHaveCount(1 + 1);
  await expect(page).toHaveURL(/q=rev/);
  await page.reload();
  await expect(page.getByRole('row')).toHaveCount(1 + 1);
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('Workspace', { exact: true }).selectOption('legal');
  await expect(row(page, 'contracts')).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(1 + 1);
  await page.goBack();
  await expect(row(page, 'reviews')).toBeVisible();
  await expect(row(page, 'faq')).toBeVisible();
});

test('the palette finds datasets and pages by their names', async ({ page, signIn, world }) => {
  await signIn(world.owner);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  await find(page, 'contr');
  await expect(found(page).first()).toContainText('contracts');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/datasets/${world.datasets.contracts}/annotate`));
});

test('a newcomer is told how to begin', async ({ page, signIn, world }) => {
  await signIn(world.people.new);
  await page.goto('');
  await expect(page.getByRole('main')).toContainText('your username is newcomer');
});

test('an address of no page says so, within the frame', async ({ page, signIn, world }) => {
  await signIn(world.owner);
  await page.goto('no/such/page');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Go to home' }).click();
  await expect(home(page)).toBeAttached();
});
