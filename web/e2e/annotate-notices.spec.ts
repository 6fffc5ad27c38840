import { fill, make } from './make';
import { answers, group, kept, made, marked, open, recordsOf, strip, text } from './verdicts';
import { expect, expectAccessible, test } from './story';
import { call } from './world';

test('a record in two tabs says so, and both show what was changed last', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'two-tabs', 3);
  const [first] = await recordsOf(world, id);
  await signIn(world.people.ana);
  await open(page, id, `/${first?.id}`);
  await expect(strip(page)).toBeEmpty();
  const other = await context.newPage();
  await open(other, id, `/${first?.id}`);
  for (const one of [page, other]) {
    await expect(strip(one)).toContainText('This record is also open in another tab.');
  }
  await expectAccessible(page);
  await other.getByRole('radio', { name: 'bad' }).check();
  await expect(page.getByRole('radio', { name: 'bad' })).toBeChecked();
  await page.getByRole('radio', { name: 'good' }).check();
  await expect(other.getByRole('radio', { name: 'good' })).toBeChecked();
  await other.keyboard.press('j');
  await expect(strip(page)).toBeEmpty();
  await other.keyboard.press('k');
  await expect(strip(page)).toContainText('another tab');
  await other.close();
  await expect(strip(page)).toBeEmpty();
});

test('a record that is changed while somebody writes waits to be shown', async ({
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'changed', 3);
  const all = await recordsOf(world, id);
  const [first] = all;
  const change = (to: string) =>
    call(world.url, 'PUT', `/datasets/${id}/records/bulk`, {
      items: [{ id: first?.id, fields: { text: to } }],
    });
  await signIn(world.people.ana);
  await open(page, id, `/${first?.id}`);
  await change('Another text');
  await expect(page.getByText('Another text')).toBeVisible();
  await page.getByRole('radio', { name: 'bad' }).check();
  await change('A third text');
  await expect(strip(page)).toContainText('This record was changed meanwhile.');
  await expect(page.getByText('Another text')).toBeVisible();
  await expectAccessible(page);
  await strip(page).getByRole('button', { name: 'Show the new version' }).click();
  await expect(page.getByText('A third text')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'bad' })).toBeChecked();
  await expect(strip(page)).toBeEmpty();
});

test('an answer to a record that was deleted is kept to be copied or given up', async ({
  context,
  page,
  signIn,
  world,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await made(world, 'deleted', 3);
  const [first] = await recordsOf(world, id);
  await signIn(world.people.ana);
  await open(page, id, `/${first?.id}`);
  await page.getByRole('radio', { name: 'bad' }).check();
  await call(world.url, 'DELETE', `/datasets/${id}/records?ids=${first?.id}`);
  await expect(strip(page)).toContainText('A record that you had answered was deleted meanwhile.');
  await expect(page.getByText(first?.fields.text ?? '')).toBeHidden();
  await expectAccessible(page);
  await strip(page).getByRole('button', { name: 'Copy my answer' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Verdict: bad');
  await strip(page).getByRole('button', { name: 'Discard my change' }).click();
  await expect(strip(page)).toBeEmpty();
});

test('a record that others complete is told once and can be answered all the same', async ({
  page,
  signIn,
  world,
}) => {
  const { ana, adam } = world.people;
  const id = await made(world, 'completed', 3);
  const [first] = await recordsOf(world, id);
  await signIn(ana);
  await open(page, id, `/${first?.id}`);
  const body = { status: 'submitted', values: { verdict: { value: 'good' } } };
  await call(world.url, 'POST', `/records/${first?.id}/responses`, body, adam.key);
  await expect(strip(page)).toContainText('Others have completed this record meanwhile.');
  await expect(page.getByText(first?.fields.text ?? '')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText(first?.fields.text ?? '')).toBeHidden();
  await expect(strip(page)).toBeEmpty();
  await expect
    .poll(async () => (await answers(world, id)).sort())
    .toEqual(['submitted bad', 'submitted good']);
});

test('guidelines that were changed have a dot until they are opened, and are told once', async ({
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'guided', 3);
  const write = (guidelines: string) => call(world.url, 'PATCH', `/datasets/${id}`, { guidelines });
  await write('Read twice.');
  await signIn(world.people.ana);
  await open(page, id);
  const button = page.getByRole('button', { name: 'Guidelines' });
  await expect(button).toHaveAccessibleName('Guidelines');
  await page.keyboard.press('g');
  const panel = page.getByRole('region', { name: 'Guidelines' });
  await expect(panel).toContainText('Read twice.');
  await page.keyboard.press('g');
  await expect(panel).toBeHidden();

  await write('Read three times.');
  await expect(button).toHaveAccessibleName(/changed since you opened them/);
  await expect(strip(page)).toContainText('The guidelines were changed since you opened them.');
  await expectAccessible(page);
  const { ana } = world.people;
  const seen = async () => {
    interface Preferences {
      datasets?: Record<string, { guidelines?: { opened?: string; told?: string } }>;
    }
    const all = await call<Preferences>(world.url, 'GET', '/me/preferences', undefined, ana.key);
    const { opened, told } = all.datasets?.[id]?.guidelines ?? {};
    return opened !== undefined && told !== opened;
  };
  await expect.poll(seen).toBe(true);
  // Told once: the dot stays, the line does not come back.
  await open(page, id);
  await expect(button).toHaveAccessibleName(/changed since you opened them/);
  await expect(strip(page)).toBeEmpty();
  await button.click();
  await expect(panel).toContainText('Read three times.');
  await expect(button).toHaveAccessibleName('Guidelines');
});

test('questions that are changed rebuild the form and list what no longer fits', async ({
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'settings', 3);
  await signIn(world.people.ana);
  await open(page, id);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole('radio', { name: 'bad' }).check();
  const { items } = await call<{ items: { id: string }[] }>(
    world.url,
    'GET',
    `/datasets/${id}/questions`,
  );
  await call(world.url, 'PATCH', `/questions/${items[0]?.id}`, { title: 'Judgement' });
  await expect(group(page, 'Judgement')).toBeVisible();
  await expect(strip(page)).toContainText('What you answered still fits.');
  await expect(page.getByRole('radio', { name: 'bad' })).toBeChecked();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a dataset that is deleted says so and leaves what was written', async ({
  page,
  signIn,
  world,
}) => {
  const id = await made(world, 'dataset-deleted', 3);
  await signIn(world.people.ana);
  await open(page, id);
  const shown = (await text(page).textContent()) ?? '';
  await page.getByRole('radio', { name: 'bad' }).check();
  await call(world.url, 'DELETE', `/datasets/${id}`);
  await expect(strip(page)).toContainText('This dataset was deleted.');
  await expect(page.getByText(shown)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'bad' })).toBeChecked();
});

for (const status of ['pending', 'submitted'] as const) {
  test(`what was written into a dataset that is deleted can be copied, also later: ${status}`, async ({
    context,
    page,
    signIn,
    world,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    const { ana } = world.people;
    const made = await make(world.url, {
      name: `deleted-${status}`,
      people: [ana],
      questions: [{ name: 'remark', settings: { type: 'text', use_markdown: false } }],
    });
    await fill(world.url, made, ['Text 1', 'Text 2']);
    const [first] = await recordsOf(world, made.id);
    if (status === 'submitted') {
      const body = { status, values: { remark: { value: 'before' } } };
      await call(world.url, 'POST', `/records/${first?.id}/responses`, body, ana.key);
    }
    await signIn(ana);
    await page.goto(`datasets/${made.id}/annotate/${first?.id}?status=${status}`);
    const remark = group(page, 'Remark').getByRole('textbox');
    await remark.fill('half a sentence');
    await call(world.url, 'DELETE', `/datasets/${made.id}`);
    await expect(strip(page)).toContainText('This dataset was deleted.');
    await expect(strip(page)).toContainText('Your answer is kept here.');
    await strip(page).getByRole('button', { name: 'Copy my answer' }).click();
    expect(await clipboard()).toBe('Remark: half a sentence');
    await expectAccessible(page);
    // What is typed on is kept as well.
    await remark.fill('a whole sentence');
    await expect(strip(page).getByRole('button', { name: 'Copy my answer' })).toBeVisible();
    await page.reload();
    const title = 'There is no such dataset, or not any more';
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    const left = page.getByRole('region', { name: /still has an answer of yours/ });
    await expect(left).toContainText('a whole sentence');
    await expectAccessible(page);
    await left.getByRole('button', { name: 'Copy all' }).click();
    expect(await clipboard()).toBe(`Record ${first?.id}\nremark: a whole sentence`);
    await left.getByRole('button', { name: 'Remove them from this device' }).click();
    await expect(left).toBeHidden();
    await page.reload();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    expect(await kept(page)).toBe(0);
  });
}

test('who is taken out of the workspace while writing is told, and can copy what was written', async ({
  context,
  page,
  signIn,
  world,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { ana } = world.people;
  const made = await make(world.url, {
    name: 'taken-out',
    people: [ana],
    questions: [{ name: 'remark', settings: { type: 'text', use_markdown: false } }],
  });
  await fill(world.url, made, ['Text 1', 'Text 2']);
  await signIn(ana);
  await page.goto(`datasets/${made.id}/annotate`);
  await expect(group(page, 'Remark')).toBeFocused();
  await call(world.url, 'DELETE', `/workspaces/${made.workspace}/users/${ana.id}`);
  await group(page, 'Remark').getByRole('textbox').fill('half a sentence');
  await expect(strip(page).getByRole('button', { name: 'Copy my answer' })).toBeVisible();
  await strip(page).getByRole('button', { name: 'Copy my answer' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Remark: half a sentence');
  await expect(group(page, 'Remark').getByRole('textbox')).toHaveValue('half a sentence');
  await page.reload();
  await expect(page.getByRole('region', { name: /still has an answer of yours/ })).toContainText(
    'half a sentence',
  );
});

test('a mark that the text has no place for any more is said before anything is sent', async ({
  page,
  signIn,
  world,
}) => {
  const { ana } = world.people;
  const id = await marked(world);
  const [first] = await recordsOf(world, id);
  const where = [{ label: 'city', start: 12, end: 17 }];
  const body = { status: 'draft', values: { where: { value: where } } };
  await call(world.url, 'POST', `/records/${first?.id}/responses`, body, ana.key);
  await call(world.url, 'PUT', `/datasets/${id}/records/bulk`, {
    items: [{ id: first?.id, fields: { text: 'From Rome' } }],
  });
  await signIn(ana);
  let sent = 0;
  await page.route('**/me/responses/bulk', (route) => {
    sent += 1;
    return route.continue();
  });
  await page.goto(`datasets/${id}/annotate/${first?.id}?status=draft`);
  await expect(group(page, 'Where')).toBeFocused();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(group(page, 'Where')).toContainText(
    'The mark City from 12 to 17 lies outside the text, which has 9 characters.',
  );
  await expect(group(page, 'Where')).toBeFocused();
  await expectAccessible(page);
  expect(sent).toBe(0);
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(group(page, 'Where')).not.toContainText('lies outside');
});
