import { fill, make, spans, stored, type Made } from './make';
import { box, chosen, doubleClick, middle, open, row } from './rows';
import { expect, expectAccessible, test } from './story';
import { call, type World } from './world';

const emoji = '👩‍👩‍👧 went by 🚂 to Zürich, then to Prague';

test.describe('spans in a row', () => {
  const entities = [{ name: 'entities', settings: spans('person', 'place') }];

  /** Marks of the only answer, as `quote: label`, cut by code points. */
  async function marks(world: World, made: Made): Promise<string[]> {
    const all = await stored(world.url, made);
    return all.flatMap(({ fields, responses }) =>
      responses.flatMap(({ status, values }) => {
        const signs = [...(fields['text'] ?? '')];
        const found = (values?.['entities']?.value ?? []) as {
          start: number;
          end: number;
          label: string;
        }[];
        return found.map(
          ({ start, end, label }) => `${status} ${signs.slice(start, end).join('')}: ${label}`,
        );
      }),
    );
  }

  test('by keyboard', async ({ page, signIn, world }) => {
    const { ana } = world.people;
    const made = await make(world.url, { name: 'row-keys', people: [ana], questions: entities });
    await fill(world.url, made, [emoji, 'Nobody went anywhere']);
    await signIn(ana);
    await open(page, made);
    await expect(page.getByText('"Entities" is answered in each row')).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('l');
    const text = row(page, 'r-1').getByRole('textbox', { name: 'Text' });
    await expect(text).toBeVisible();
    await text.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('2');
    await expect(row(page, 'r-1').getByText('1 mark.')).toBeVisible();
    // Keys of rows do not reach into the text, and the arrows stay there.
    await page.keyboard.press('ArrowUp');
    await expect(text).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await chosen(page, 1);
    await page.keyboard.press('j');
    await expect(box(page, 'r-2')).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('1 answer written', { exact: true }).first()).toBeVisible();
    expect(await marks(world, made)).toEqual(['submitted Prague: place']);
  });

  test('by mouse', async ({ page, signIn, world }) => {
    const { ana } = world.people;
    const made = await make(world.url, { name: 'row-mouse', people: [ana], questions: entities });
    await fill(world.url, made, [emoji, 'Zürich and Prague'], (at) =>
      at === 1 ? { entities: { value: [{ start: 0, end: 6, label: 'place' }] } } : {},
    );
    await signIn(ana);
    await open(page, made);
    await page.getByRole('button', { name: 'Show all of r-1' }).click();
    await page.getByRole('button', { name: 'Show all of r-2' }).click();
    const first = row(page, 'r-1').getByRole('textbox', { name: 'Text' });
    await doubleClick(page, first, 'Zürich');
    await row(page, 'r-1')
      .getByRole('toolbar', { name: 'Mark the selection' })
      .getByRole('button', { name: 'place' })
      .click();
    await expect(row(page, 'r-1').getByText('1 mark.')).toBeVisible();
    // Both rows are open: each marks its own text, and what is suggested is taken by its row.
    const second = row(page, 'r-2').getByRole('textbox', { name: 'Text' });
    await doubleClick(page, second, 'Prague');
    await page.keyboard.press('2');
    const marked = row(page, 'r-2').getByRole('list', { name: 'Marks', exact: true });
    await expect(marked).toContainText('Prague');
    await expect(row(page, 'r-1').getByText('1 mark.')).toBeVisible();
    await expectAccessible(page);
    // A draft by itself, and what is taken back is no longer marked.
    await expect
      .poll(() => marks(world, made))
      .toEqual(['draft Zürich: place', 'draft Prague: place']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await expect(marked).toBeHidden();
  });

  test('by finger', async ({ browser, world }) => {
    const { ana } = world.people;
    const made = await make(world.url, { name: 'row-touch', people: [ana], questions: entities });
    await fill(world.url, made, [emoji]);
    const context = await browser.newContext({
      baseURL: `${world.url}/`,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      locale: 'en-GB',
    });
    const data = { username: ana.username, password: ana.password };
    await context.request.post(`${world.url}/api/v1/session`, { data });
    const page = await context.newPage();
    await open(page, made);
    await page.getByRole('button', { name: 'Show all of r-1' }).tap();
    const text = row(page, 'r-1').getByRole('textbox', { name: 'Text' });
    await row(page, 'r-1')
      .getByRole('group', { name: 'Labels' })
      .getByRole('button', { name: 'place' })
      .tap();
    const { x, y } = await middle(text, 'Prague');
    await page.touchscreen.tap(x, y);
    await page.touchscreen.tap(x, y);
    await expect(row(page, 'r-1').getByText('1 mark.')).toBeVisible();
    await box(page, 'r-1').tap();
    await page.getByRole('button', { name: 'Answer 1 record' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit 1' }).tap();
    await expect(page.getByText('1 answer written', { exact: true }).first()).toBeVisible();
    expect(await marks(world, made)).toEqual(['submitted Prague: place']);
    await context.close();
  });

  test('in the focus view: by mouse and by keyboard', async ({ page, signIn, world }) => {
    const { ana } = world.people;
    const made = await make(world.url, { name: 'focus-both', people: [ana], questions: entities });
    await fill(world.url, made, [emoji]);
    await signIn(ana);
    await page.goto(`datasets/${made.id}/annotate`);
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await expect(text).toBeVisible();
    await doubleClick(page, text, 'Zürich');
    await page.keyboard.press('2');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('1');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('2');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => marks(world, made))
      .toEqual(['submitted 👩‍👩‍👧: place', 'submitted Zürich: place', 'submitted Prague: person']);
  });

  test('suggestions are checked against question and text before they are submitted', async ({
    page,
    signIn,
    world,
  }) => {
    const { ana } = world.people;
    const made = await make(world.url, {
      name: 'accept-marks',
      people: [ana],
      questions: entities,
    });
    const texts = ['Zürich and Prague', 'Zürich and Rome', 'Zürich'];
    const mark = (start: number, end: number) => ({ start, end, label: 'place' });
    await fill(world.url, made, texts, (at) => ({
      entities: { value: [[mark(0, 6)], [mark(0, 6), mark(11, 15)], [mark(0, 6)]][at] },
    }));
    // The text was shortened after it had been looked at for places.
    const [, second] = await stored(world.url, made);
    await call(world.url, 'PUT', `/datasets/${made.id}/records/bulk`, {
      items: [{ id: second?.id, fields: { text: 'Zürich' } }],
    });
    await signIn(ana);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/responses/bulk')) sent.push(request.postData() ?? '');
    });
    await open(page, made);
    await box(page, 'r-1').focus();
    await page.keyboard.press('Control+a');
    await chosen(page, 3);
    await page.getByRole('button', { name: 'Accept suggestions' }).click();
    await expect(page.getByText('2 answers written', { exact: true }).first()).toBeVisible();
    await chosen(page, 1);
    await expect(row(page, 'r-2')).toContainText(
      'Not written: "Entities": The mark place from 11 to 15 lies outside the text, which has 6 characters',
    );
    await expect(box(page, 'r-2')).toBeChecked();
    expect(await marks(world, made)).toEqual([
      'submitted Zürich: place',
      'submitted Zürich: place',
    ]);
    expect(sent.join()).not.toContain(second?.id);
  });
});
