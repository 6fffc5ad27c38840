import { counts, fill, labels, make, spans, stored, type Made } from './make';
import { box, chosen, form, open, option, questions, row, rows, texts } from './rows';
import { expect, expectAccessible, test } from './story';
import type { World } from './world';

async function verdicts(world: World, made: Made): Promise<string[]> {
  return (await stored(world.url, made)).map(({ responses: [answer] }) =>
    answer ? `${answer.status} ${String(answer.values?.['verdict']?.value ?? '-')}` : '',
  );
}

const twoQuestions = [
  { name: 'verdict', settings: labels('good', 'bad', 'unsure') },
  { name: 'tone', required: false, settings: labels('warm', 'cold') },
];

test('rows are chosen and answered by keyboard, and all of it is one step back', async ({
  page,
  signIn,
  world,
}) => {
  const people = [world.people.ana];
  const made = await make(world.url, { name: 'by-keys', people, questions: twoQuestions });
  await fill(world.url, made, texts(30));
  await signIn(world.people.ana);
  await open(page, made);
  await page.keyboard.press('j');
  await expect(box(page, 'r-1')).toBeFocused();
  await page.keyboard.press('x');
  await chosen(page, 1);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(box(page, 'r-3')).toBeFocused();
  await chosen(page, 3);
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('x');
  await chosen(page, 2);
  await expect(page.getByText('2 records: 2 new answers')).toBeVisible();
  await expect(form(page).getByRole('paragraph').filter({ hasText: '2 cannot be' })).toHaveText(
    '2 cannot be submitted: "Verdict" has no answer.',
  );
  await page.keyboard.press('1');
  await expect(option(page, 'good')).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2 answers written', { exact: true }).first()).toBeVisible();
  await chosen(page, 0);
  await expect(box(page, 'r-1')).toBeHidden();
  await expect(box(page, 'r-2')).toBeVisible();
  const answers = await verdicts(world, made);
  expect(answers.slice(0, 4)).toEqual(['submitted good', '', 'submitted good', '']);
  await page.keyboard.press('u');
  await expect(box(page, 'r-1')).toBeVisible();
  expect((await verdicts(world, made)).filter(Boolean)).toEqual([]);
  // The page, then all that match.
  await box(page, 'r-1').focus();
  await page.keyboard.press('Control+a');
  await chosen(page, 25);
  await page.keyboard.press('Control+a');
  await chosen(page, 30);
  await expect(page.getByText('30 records: 30 new answers')).toBeVisible();
});

test('by mouse: a range, mixed answers that stay, answers that are kept', async ({
  page,
  signIn,
  world,
}) => {
  const people = [world.people.ana];
  const made = await make(world.url, { name: 'by-mouse', people, questions: twoQuestions });
  await fill(world.url, made, texts(12));
  await signIn(world.people.ana);
  await open(page, made);
  const write = async (names: string[], verdict: string) => {
    for (const name of names) await box(page, name).click();
    await option(page, verdict).click();
    await form(page)
      .getByRole('button', { name: `Draft ${names.length}` })
      .click();
    await chosen(page, 0);
  };
  await write(['r-1', 'r-2'], 'good');
  await write(['r-3'], 'bad');
  await open(page, made, '&status=draft');
  await box(page, 'r-1').click();
  await box(page, 'r-3').click({ modifiers: ['Shift'] });
  await chosen(page, 3);
  await expect(page.getByText('Mixed: 2 different answers, left as they are')).toBeVisible();
  await expect(page.getByText('3 records: 3 answers changed')).toBeVisible();
  await questions(page).getByRole('radio', { name: 'warm' }).click();
  await form(page).getByRole('button', { name: 'Draft 3' }).click();
  await chosen(page, 0);
  expect((await verdicts(world, made)).slice(0, 3)).toEqual([
    'draft good',
    'draft good',
    'draft bad',
  ]);
  // What is given stays where that is wanted.
  await box(page, 'r-2').click();
  await box(page, 'r-3').click();
  await option(page, 'unsure').click();
  await page.getByRole('checkbox', { name: 'Keep the answers already given' }).check();
  await expect(page.getByText('2 answers filled where they are empty')).toBeVisible();
  await page.getByRole('button', { name: 'Submit 2' }).click();
  await expect(box(page, 'r-2')).toBeHidden();
  expect((await verdicts(world, made)).slice(0, 3)).toEqual([
    'draft good',
    'submitted good',
    'submitted bad',
  ]);
});

test('a choice goes over pages, and a row opens in the focus view', async ({
  page,
  signIn,
  world,
}) => {
  const people = [world.people.ana];
  const made = await make(world.url, { name: 'pages', people, questions: twoQuestions });
  await fill(world.url, made, texts(60));
  await signIn(world.people.ana);
  await open(page, made);
  await box(page, 'r-2').click();
  await page.getByRole('button', { name: 'Next page' }).click();
  await box(page, 'r-40').click();
  await chosen(page, 2);
  await option(page, 'bad').click();
  await page.getByRole('button', { name: 'Submit 2' }).click();
  await expect(box(page, 'r-40')).toBeHidden();
  const answers = await verdicts(world, made);
  expect([answers[1], answers[39]]).toEqual(['submitted bad', 'submitted bad']);
  await page.getByRole('button', { name: 'Open r-33' }).click();
  await expect(page.getByText('Text 33 of something')).toBeVisible();
});

test('suggestions are accepted row by row; what has none stays, with its reason', async ({
  page,
  signIn,
  world,
}) => {
  const people = [world.people.ana];
  const made = await make(world.url, { name: 'accept', people, questions: twoQuestions });
  await fill(world.url, made, texts(6), (at) =>
    at % 2 === 0 ? { verdict: { value: at === 0 ? 'bad' : 'good', score: 0.93 } } : {},
  );
  await signIn(world.people.ana);
  await open(page, made);
  await expect(row(page, 'r-1')).toContainText('bad 0.93');
  await box(page, 'r-1').focus();
  await page.keyboard.press('Control+a');
  await chosen(page, 6);
  await page.getByRole('button', { name: 'Accept suggestions' }).click();
  await expect(page.getByText('3 records were not written and stay chosen.')).toBeVisible();
  await chosen(page, 3);
  await expect(row(page, 'r-2')).toContainText('Not written: "Verdict" has no answer');
  await expect(box(page, 'r-2')).toBeChecked();
  const expected = ['submitted bad', '', 'submitted good', '', 'submitted good', ''];
  expect(await verdicts(world, made)).toEqual(expected);
});

test('3,000 records: asked first, seen to go on, stopped, gone on with, taken back', async ({
  page,
  signIn,
  world,
}) => {
  test.setTimeout(120_000);
  const { ana } = world.people;
  const made = await make(world.url, { name: 'thousands', people: [ana], questions: twoQuestions });
  await fill(world.url, made, texts(3000));
  await signIn(ana);
  await open(page, made);
  await box(page, 'r-1').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+a');
  await chosen(page, '3,000');
  await option(page, 'good').click();
  await page.getByRole('button', { name: 'Submit 3,000' }).click();
  const dialog = page.getByRole('dialog', { name: 'Submit 3,000 records?' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await counts(world.url, made, ana.key))['submitted']).toBe(0);
  await page.getByRole('button', { name: 'Submit 3,000' }).click();
  await dialog.getByRole('button', { name: 'Submit 3,000 records' }).click();
  await expect(page.getByText(/^Writing answers: [1-9][\d,]* of 3,000$/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  const done = page.getByText(/^[\d,]+ answers written$/).first();
  await expect(done).toBeVisible();
  const first = Number((await done.textContent())?.replace(/\D/g, ''));
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(3000);
  expect((await counts(world.url, made, ana.key))['submitted']).toBe(first);
  // What is left is still chosen, and answered as before.
  await chosen(page, (3000 - first).toLocaleString('en'));
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Submit/ })
    .click();
  await expect(page.getByText('No record matches')).toBeVisible({ timeout: 90_000 });
  expect((await counts(world.url, made, ana.key))['submitted']).toBe(3000);
  await page.keyboard.press('u');
  await expect(page.getByText(/^Taking answers back/)).toBeVisible();
  await expect(rows(page).first()).toBeVisible({ timeout: 90_000 });
  expect((await counts(world.url, made, ana.key))['submitted']).toBe(first);
});

test('a long list keeps few rows in the document', async ({ page, signIn, world }) => {
  const { ana } = world.people;
  const made = await make(world.url, { name: 'long-list', people: [ana], questions: twoQuestions });
  await fill(
    world.url,
    made,
    texts(1000).map((text, at) => text.repeat(1 + (at % 5))),
  );
  await signIn(ana);
  await open(page, made);
  await page.getByRole('combobox', { name: 'Rows on a page' }).selectOption('1000');
  await expect(page.getByText('1–1,000 of 1,000')).toBeVisible();
  expect(await rows(page).count()).toBeLessThanOrEqual(60);
  await box(page, 'r-1').focus();
  await page.keyboard.press('End');
  await expect(box(page, 'r-1000')).toBeFocused();
  await expect(row(page, 'r-1000')).toBeInViewport();
  await expect(row(page, 'r-995')).toBeVisible();
  await page.keyboard.press('Home');
  await expect(box(page, 'r-1')).toBeFocused();
  await expect(row(page, 'r-1')).toBeInViewport();
  await page.mouse.move(300, 500);
  await page.mouse.wheel(0, 30_000);
  await expect(row(page, 'r-1')).not.toBeInViewport();
  await expect(rows(page).nth(9)).toBeInViewport();
  expect(await rows(page).count()).toBeLessThanOrEqual(60);
  // The row with the focus is kept: the next key goes on from there.
  await page.keyboard.press('j');
  await expect(box(page, 'r-2')).toBeFocused();
  // A range over rows that were never drawn.
  await page.keyboard.press('x');
  await page.keyboard.press('End');
  await box(page, 'r-1000').click({ modifiers: ['Shift'] });
  await chosen(page, 999);
});

test.describe('narrow', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('rows are cards, the form comes as a sheet', async ({ page, signIn, world }) => {
    const { ana } = world.people;
    const made = await make(world.url, { name: 'narrow', people: [ana], questions: twoQuestions });
    await fill(world.url, made, texts(8), () => ({ verdict: { value: 'good', score: 0.8 } }));
    await signIn(ana);
    await open(page, made);
    await expect(page.getByRole('button', { name: /^Answer/ })).toBeHidden();
    await box(page, 'r-1').click();
    await box(page, 'r-2').click();
    const answer = page.getByRole('button', { name: 'Answer 2 records' });
    await expect(answer).toBeInViewport();
    await expectAccessible(page);
    await answer.click();
    const sheet = page.getByRole('dialog', { name: 'Answer 2 records' });
    await expect(sheet.getByText('2 records: 2 new answers')).toBeInViewport();
    await expectAccessible(page);
    await sheet.getByRole('radio', { name: 'bad' }).click();
    // What was chosen in the sheet is there when it comes again.
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await answer.click();
    await expect(sheet.getByRole('radio', { name: 'bad' })).toBeChecked();
    await sheet.getByRole('button', { name: 'Submit 2' }).click();
    await expect(sheet).toBeHidden();
    expect((await verdicts(world, made)).slice(0, 3)).toEqual([
      'submitted bad',
      'submitted bad',
      '',
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(box(page, 'r-1')).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
  });
});

for (const theme of ['light', 'dark', 'contrast']) {
  test(`axe finds nothing: rows open, chosen and failed, ${theme}`, async ({
    page,
    context,
    signIn,
    world,
  }) => {
    const { ana } = world.people;
    const made = await make(world.url, {
      name: `axe-${theme}`,
      people: [ana],
      questions: [...twoQuestions, { name: 'entities', required: false, settings: spans('place') }],
    });
    await fill(world.url, made, [...texts(4), 'Zürich and Prague'], (at) =>
      at % 2 === 0 ? { verdict: { value: 'good', score: 0.8 } } : {},
    );
    await context.addCookies([{ name: 'variorum_theme', value: theme, url: world.url }]);
    await signIn(ana);
    await open(page, made);
    await box(page, 'r-2').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByRole('button', { name: 'Accept suggestions' }).click();
    await expect(row(page, 'r-2')).toContainText('Not written');
    await page.getByRole('button', { name: 'Whole records' }).click();
    await expect(row(page, 'r-1').getByRole('textbox', { name: 'Text' })).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('button', { name: 'Answer 1 record' })).toBeVisible();
    await expectAccessible(page);
  });
}
