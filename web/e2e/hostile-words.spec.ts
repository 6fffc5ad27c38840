import { group, open, press, strip } from './annotating';
import { expectFits, expectNothingRan } from './harmless';
import { Place } from './made';
import { inMarkdown, payloads } from './payloads';
import { expect, test } from './story';
import { call } from './world';

const all = payloads.join('\n');

test('what the page says of changes, conflicts and lost answers is text', async ({
  page,
  signIn,
  world,
}) => {
  test.setTimeout(90_000);
  const place = await Place.at(world.url);
  const texts = payloads.map((value) => ({ value, text: value }));
  const title = payloads.slice(0, 20).join(' ').slice(0, 480);
  const made = await place.make({
    guidelines: 'Read.',
    questions: [
      {
        name: 'verdict',
        title,
        required: true,
        settings: { type: 'label_selection', options: texts },
      },
      { name: 'remark', title, settings: { type: 'text', use_markdown: false } },
    ],
    items: ['a', 'b', 'c'].map((id) => ({ external_id: id, fields: { text: `Text ${id}` } })),
  });
  // News that come late: the page must learn of the change by its own answer.
  await page.route('**/me/events?*', (route) => route.abort());
  await signIn(place.first);
  await open(page, made);
  const body = {
    status: 'submitted',
    values: { verdict: { value: payloads[1] }, remark: { value: all } },
  };
  await call(world.url, 'POST', `/records/${made.record(0)}/responses`, body, place.first.key);
  await group(page, 'remark').getByRole('textbox').fill(`mine ${payloads[0]}`);
  await press(page, 'Control+Enter');
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two versions of your answer' });
  await expect(dialog).toContainText(payloads[0]);
  await expect(dialog).toContainText(payloads[1]);
  await expectNothingRan(page);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();

  await page.unroute('**/me/events?*');
  await open(page, made);
  await call(world.url, 'PATCH', `/datasets/${made.id}`, {
    guidelines: inMarkdown(all).slice(0, 9000),
  });
  await expect(strip(page)).toContainText('The guidelines were changed');
  await group(page, 'remark').getByRole('textbox').fill(all);
  await call(world.url, 'DELETE', `/datasets/${made.id}/records?ids=${made.record(1)}`);
  await expect(strip(page)).toContainText('Your answer is kept here.');
  await expectNothingRan(page);
  await call(world.url, 'DELETE', `/datasets/${made.id}`);
  await expect(strip(page)).toContainText('This dataset was deleted.');
  await page.reload();
  const left = page.getByRole('region', { name: /still has an answer of yours/ });
  await expect(left).toContainText(payloads[0]);
  await expectFits(page);
  await expectNothingRan(page);
});

test('names that JavaScript has a meaning for are names', async ({ page, signIn, world }) => {
  const place = await Place.at(world.url);
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const made = await place.make({
    fields: names.map((name) => ({ name })),
    questions: names.map((name) => ({
      name,
      required: true,
      settings: { type: 'text', use_markdown: false },
    })),
    metadata: names.map((name) => ({ name, settings: { type: 'terms', values: null } })),
    items: ['a', 'b'].map((external_id) => ({
      external_id,
      // Written as it comes over the wire: an object of ours would take it for something else.
      fields: JSON.parse(
        `{${names.map((name) => `"${name}": "Text of ${name} ${external_id}"`).join()}}`,
      ) as Record<string, unknown>,
      metadata: JSON.parse(`{${names.map((name) => `"${name}": "x"`).join()}}`) as Record<
        string,
        unknown
      >,
    })),
  });
  await signIn(place.first);
  await open(page, made);
  for (const name of names) await expect(page.getByRole('main')).toContainText(`Text of ${name} a`);
  for (const name of names) await group(page, name).getByRole('textbox').fill(`mine ${name}`);
  await press(page, 'Control+Enter');
  await expect(page.getByRole('main')).toContainText('Text of toString b');
  for (const name of names) await expect(group(page, name).getByRole('textbox')).toHaveValue('');
  await press(page, 'Escape', 'k');
  await expect(page.getByRole('main')).toContainText('Text of toString a');
  for (const name of names)
    await expect(group(page, name).getByRole('textbox')).toHaveValue(`mine ${name}`);
  await expectNothingRan(page);
  await expect
    .poll(async () => {
      const path = `/datasets/${made.id}/records?include=responses`;
      const { items } = await call<{
        items: { responses: { values: Record<string, { value: unknown }> }[] }[];
      }>(world.url, 'GET', path);
      return items.flatMap(({ responses }) =>
        responses.flatMap(({ values }) =>
          Object.entries(values).map(([name, { value }]) => `${name}: ${String(value)}`),
        ),
      );
    })
    .toEqual(expect.arrayContaining(names.map((name) => `${name}: mine ${name}`)));
});
