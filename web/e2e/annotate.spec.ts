import { open, press, ready, saved, text } from './annotating';
import { labels, letters, Place } from './made';
import { expect, home, test } from './story';

test('marks belong to the text that is shown, from record to record', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const texts = ['Alpha beta gamma', 'Einstein was here', 'Élan vital 😀'];
  const made = await place.make({
    questions: [
      {
        name: 'spans',
        required: true,
        settings: { type: 'span', field: 'text', options: labels('x', 'y') },
      },
    ],
    items: texts.map((text) => ({ fields: { text } })),
  });
  await signIn(place.first);
  await open(page, made);
  for (const one of texts) {
    await expect(page.getByRole('textbox', { name: 'Text' })).toHaveText(one);
    await press(page, 'e', '2', 'Escape', 'Enter');
  }
  await expect(page.getByText(/^All done/)).toBeVisible();
  await expect.poll(async () => (await made.stored()).length).toBe(3);
  const ends = (await made.stored()).map(({ values }) => values['spans']);
  expect(ends).toEqual(texts.map((one) => [{ start: 0, end: one.indexOf(' '), label: 'y' }]));
});

test('answers go on being sent when the page was left for another of ours', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const [one, other] = [
    await place.make({ items: letters(3) }),
    await place.make({ items: letters(3) }),
  ];
  await signIn(place.first);
  await open(page, one);
  await press(page, '1');
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).click();
  await expect(home(page)).toBeAttached();
  await page.getByRole('row').getByRole('link', { name: other.name, exact: true }).click();
  await ready(page);
  await press(page, '2', '2');
  await expect(saved(page)).toBeVisible();
  await expect.poll(() => one.answers()).toEqual(['a submitted good']);
  await expect.poll(async () => (await other.answers()).length).toBe(2);
  await page.goBack();
  await page.goBack();
  await expect(text(page, 'Text b')).toBeVisible();
});
