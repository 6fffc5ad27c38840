import { call, dataset, type World } from './world';
import { expect, expectAccessible, test } from './story';

async function research(world: World): Promise<string> {
  const { items } = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  return items.find((one) => one.name === 'research')?.id ?? '';
}

const long = `The battery lasts. ${'Nothing of note happens here. '.repeat(400)}Then the battery fails.`;

/** One field of text, one of a conversation, and a question with more labels than are shown. */
async function rich(
  world: World,
  name: string,
  visible_options: number | null = 4,
): Promise<string> {
  const workspace_id = await research(world);
  const { id } = await call<{ id: string }>(world.url, 'POST', '/datasets', { name, workspace_id });
  const under = `/datasets/${id}`;
  for (const [field, type] of [
    ['text', 'text'],
    ['talk', 'chat'],
  ]) {
    const body = { name: field, title: field, required: true, settings: { type } };
    await call(world.url, 'POST', `${under}/fields`, body);
  }
  const options = Array.from({ length: 12 }, (_, at) => ({
    value: `l${at + 1}`,
    text: `Label ${at + 1}`,
  }));
  await call(world.url, 'POST', `${under}/questions`, {
    name: 'kind',
    title: 'Kind',
    required: true,
    settings: { type: 'label_selection', options, visible_options },
  });
  await call(world.url, 'PUT', `${under}/publish`);
  const quiet = [
    { role: 'user', content: 'Nothing of note. '.repeat(400) },
    { role: 'assistant', content: 'Indeed.' },
  ];
  const talk = [
    { role: 'user', content: long },
    { role: 'assistant', content: 'Change the battery.' },
  ];
  await call(world.url, 'POST', `${under}/records/bulk`, {
    items: [{ fields: { text: long, talk } }, { fields: { text: 'No such word', talk: quiet } }],
  });
  return id;
}

test('matches of a search are counted, and gone through by Enter', async ({
  page,
  signIn,
  world,
}) => {
  const id = await rich(world, 'matches');
  await signIn(world.people.ana);
  await page.goto(`datasets/${id}/annotate`);
  await expect(page.getByRole('group', { name: 'Kind' })).toBeFocused();
  await page.keyboard.press('/');
  const box = page.getByRole('searchbox');
  await expect(box).toBeFocused();
  await page.keyboard.type('battery');
  await page.keyboard.press('Enter');
  const search = page.getByRole('search');
  await expect(search).toContainText('5 matches');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(search).toContainText('1 of 5');
  await page.keyboard.press('Enter');
  await expect(search).toContainText('2 of 5');
  const inView = () =>
    page.evaluate(() => {
      const [range] = [...(CSS.highlights.get('current-match') ?? [])] as Range[];
      const box = range?.getBoundingClientRect();
      return box !== undefined && box.top > 0 && box.bottom < innerHeight;
    });
  await expect.poll(inView).toBe(true);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await expect(search).toContainText('5 of 5');
  await search.getByRole('button', { name: 'Next match' }).click();
  await expect(search).toContainText('1 of 5');
  await box.focus();
  // Escape leaves the box and keeps what is searched for.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Kind' })).toBeFocused();
  await expect(box).toHaveValue('battery');
  await search.getByRole('button', { name: 'Clear the search' }).click();
  await expect(box).toHaveValue('');
  await expect(search).not.toContainText('of 5');
});

test('L shows all labels, and fields fold', async ({ page, signIn, world }) => {
  const id = await rich(world, 'whole');
  await signIn(world.people.ana);
  await page.goto(`datasets/${id}/annotate`);
  const group = page.getByRole('group', { name: 'Kind' });
  await expect(group).toBeFocused();
  await expect(group.getByRole('radio')).toHaveCount(4);
  await page.keyboard.press('l');
  await expect(group.getByRole('radio')).toHaveCount(12);
  await page.keyboard.press('l');
  await expect(group.getByRole('radio')).toHaveCount(4);
  const turn = page.getByRole('button', { name: 'Show all', exact: true });
  await expect(turn).toBeVisible();
  await page.getByRole('button', { name: 'Fold text' }).click();
  await expect(page.getByRole('button', { name: 'Show all of text' })).toBeVisible();
  await expectAccessible(page);
});

test('L shows all of a record where no labels are hidden', async ({ page, signIn, world }) => {
  const id = await rich(world, 'unfolded', null);
  await signIn(world.people.ana);
  await page.goto(`datasets/${id}/annotate`);
  await expect(page.getByRole('group', { name: 'Kind' })).toBeFocused();
  const more = page.getByRole('button', { name: 'Show all', exact: true });
  await expect(more).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Show less', exact: true })).toBeVisible();
  await page.keyboard.press('l');
  await expect(more).toBeVisible();
  await page.getByRole('button', { name: 'Fold text' }).click();
  await page.keyboard.press('l');
  await expect(page.getByRole('button', { name: 'Fold text' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show less', exact: true })).toBeVisible();
});

test('history lists what was done and goes back to before it', async ({ page, signIn, world }) => {
  const id = await dataset(world.url, await research(world), 'history', 4);
  await signIn(world.people.ana);
  await page.goto(`datasets/${id}/annotate`);
  await expect(page.getByRole('group', { name: 'Verdict' })).toBeFocused();
  const text = page.getByText(/^Text \d$/).first();
  const first = (await text.textContent()) ?? '';
  await page.keyboard.press('1');
  await expect(text).not.toHaveText(first);
  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const panel = page.getByRole('region', { name: 'History' });
  await expect(panel.getByRole('listitem')).toHaveCount(4);
  await expect(panel.getByRole('listitem').first()).toContainText('submitted');
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Undo these 3' }).click();
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await expect(text).toHaveText(first);
  await expect(page.getByRole('radio', { name: 'good' })).toBeChecked();
  const mine = () =>
    call<{ items: { responses: { status: string }[] }[] }>(
      world.url,
      'GET',
      `/datasets/${id}/records?include=responses`,
    );
  const submitted = async () =>
    (await mine()).items.filter(({ responses }) => responses[0]?.status === 'submitted').length;
  await expect.poll(submitted).toBe(0);
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('group', { name: 'Verdict' })).toBeFocused();
});

test('settings of annotating take hold at once and stay', async ({ page, signIn, world }) => {
  const id = await dataset(world.url, await research(world), 'settings-of-annotating', 4);
  const { adam } = world.people;
  await signIn(adam);
  await page.goto(`datasets/${id}/annotate`);
  const verdict = page.getByRole('group', { name: 'Verdict' });
  await expect(verdict).toBeFocused();
  await expect(page.getByText('A number answers and submits.')).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings of annotating' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings of annotating' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('With one question, a number answers and submits').uncheck();
  await dialog.getByLabel('Text of records').selectOption({ label: 'Very large' });
  await dialog.getByLabel('Layout').selectOption({ label: 'Record over questions' });
  await dialog.getByRole('button', { name: 'Close' }).click();

  const text = page.getByText(/^Text \d$/).first();
  await expect(text).toHaveCSS('font-size', '24px');
  await expect(page.getByRole('separator')).toBeHidden();
  await expect(page.getByText('A number answers and submits.')).toBeHidden();
  const shown = (await text.textContent()) ?? '';
  await page.keyboard.press('1');
  await expect(page.getByRole('radio', { name: 'good' })).toBeChecked();
  await expect(text).toHaveText(shown);
  await expectAccessible(page);
  const stored = async () =>
    (await call<{ annotating?: object }>(world.url, 'GET', '/me/preferences', undefined, adam.key))
      .annotating;
  await expect.poll(stored).toMatchObject({ layout: 'stacked', text_size: '1.5' });
  await page.reload();
  await expect(text).toHaveCSS('font-size', '24px');
  await expect(page.getByRole('separator')).toBeHidden();
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 800 } });

  test('swipes answer once they are switched on', async ({ context, page, signIn, world }) => {
    const id = await dataset(world.url, await research(world), 'swiped', 4);
    await signIn(world.people.ana);
    await page.goto(`datasets/${id}/annotate`);
    const text = page.getByText(/^Text \d$/).first();
    await expect(text).toBeVisible();
    const shown = (await text.textContent()) ?? '';
    const devtools = await context.newCDPSession(page);
    const swipe = async (from: number, to: number) => {
      await text.scrollIntoViewIfNeeded();
      const y = ((await text.boundingBox())?.y ?? 0) + 5;
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
        devtools.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: x === undefined ? [] : [{ x, y }],
        });
      await touch('touchStart', from);
      await touch('touchMove', to);
      await touch('touchEnd');
    };
    await swipe(300, 60);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Settings of annotating' }).click();
    // It was off: the same record is there.
    await page.getByLabel('Touch: swipe right to submit, left to discard').check();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(text).toHaveText(shown);
    await swipe(300, 60);
    await expect(text).not.toHaveText(shown);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(text).toHaveText(shown);
    await page.getByRole('radio', { name: 'good' }).check();
    await swipe(60, 300);
    await expect(text).not.toHaveText(shown);
    await expectAccessible(page);
  });
});
