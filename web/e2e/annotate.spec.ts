import { call, dataset } from './world';
import { expect, expectAccessible, test } from './story';

interface Answer {
  status: string;
  values: Record<string, { value: string }>;
}

interface Stored {
  items: { fields: { text: string }; responses: Answer[] }[];
}

test('records are answered by keyboard alone', async ({ page, signIn, world }) => {
  const workspaces = await call<{ items: { id: string; name: string }[] }>(
    world.url,
    'GET',
    '/me/workspaces',
  );
  const research = workspaces.items.find(({ name }) => name === 'research')?.id ?? '';
  const id = await dataset(world.url, research, 'by-keyboard', 4);
  await signIn(world.people.ana);
  await page.goto(`datasets/${id}/annotate`);
  const text = page.getByText(/^Text \d$/).first();
  await expect(text).toBeVisible();
  await expectAccessible(page);
  const seen: string[] = [];
  for (const digit of ['1', '2']) {
    const shown = (await text.textContent()) ?? '';
    seen.push(shown);
    await page.keyboard.press(digit);
    await page.keyboard.press('Control+Enter');
    await expect(text).not.toHaveText(shown);
  }
  const answered = async (): Promise<string[]> => {
    const path = `/datasets/${id}/records?include=responses`;
    const { items } = await call<Stored>(world.url, 'GET', path);
    return items.flatMap(({ fields, responses }) =>
      responses.map(
        ({ status, values }) => `${fields.text} ${status} ${values['verdict']?.value ?? ''}`,
      ),
    );
  };
  const expected = [`${seen[0] ?? ''} submitted good`, `${seen[1] ?? ''} submitted bad`];
  await expect.poll(async () => (await answered()).sort()).toEqual(expected.sort());
  await page.reload();
  await expect(text).toBeVisible();
  expect(seen).not.toContain(await text.textContent());
});
