import { expectFits, expectNothingRan } from './harmless';
import { fresh, Place } from './made';
import { chunks, payloads, shown } from './payloads';
import { expect, fillSignIn, find, found, home, test } from './story';
import { call, dataset, user, workspace } from './world';

// Names here stay out of the way of other files' stories.
test.describe.configure({ mode: 'parallel' });

test('the server refuses what no text may have: a zero byte', async ({ world }) => {
  const name = 'a\u0000<img src=x onerror=stolen=1>';
  for (const path of ['/workspaces', '/datasets', '/users'])
    await expect(call(world.url, 'POST', path, { name, username: name })).rejects.toThrow('422');
});

test('the server refuses a name of an agent that is more than a plain word', async ({ world }) => {
  const place = await Place.at(world.url);
  const made = await place.make({ items: [{ fields: { text: 'a' } }] });
  const record = `/records/${made.record(0)}/suggestions`;
  const question_id = made.questions.get('verdict');
  for (const agent of payloads.filter((one) => /[<>"'{}]/.test(one)))
    await expect(
      call(world.url, 'PUT', record, { question_id, value: 'good', agent }),
    ).rejects.toThrow('422');
});

for (const [at, chunk] of chunks(9).entries()) {
  test(`names are text wherever they are shown, part ${at + 1}`, async ({
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(90_000);
    const { url } = world;
    const spaces = [];
    for (const payload of chunk) spaces.push(await workspace(url, `${payload} workspace`));
    const person = await user(url, fresh('named'), 'annotator', spaces);
    for (const [each, payload] of chunk.entries())
      await dataset(url, spaces[each] ?? '', `${payload} dataset`, 1);
    await signIn(person);

    await page.goto('');
    const main = page.getByRole('main');
    for (const payload of chunk) await expect(main).toContainText(`${shown(payload)} dataset`);
    await expectFits(page);
    await expectNothingRan(page);
    await page.getByRole('button', { name: 'As cards' }).click();
    for (const payload of chunk) await expect(main).toContainText(`${shown(payload)} workspace`);
    await expectFits(page);
    await expectNothingRan(page);
    for (const payload of chunk) {
      await page.getByRole('searchbox').fill(payload);
      await find(page, shown(payload));
      await expect(found(page).first()).toBeVisible();
      await page.keyboard.press('Escape');
      await page.goto(`?q=${encodeURIComponent(payload)}`);
      await expect(home(page)).toBeAttached();
    }
    await expectNothingRan(page);
    // What addresses hold is text, too: of no page, of no dataset, of no record.
    for (const payload of chunk) {
      const text = encodeURIComponent(payload);
      await page.goto(`${text.replaceAll('%2F', '-')}/x`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
      await expectNothingRan(page);
      await page.goto(`datasets/${text.replaceAll('%2F', '-')}/annotate?q=${text}&f=${text}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNothingRan(page);
    }
  });

  test(`people are text wherever they are shown, part ${at + 1}`, async ({
    context,
    page,
    signIn,
    world,
  }) => {
    test.setTimeout(90_000);
    const { url } = world;
    for (const payload of chunk) {
      const username = `${payload} ${fresh('u')}`;
      const password = 'for tests only';
      const body = { username, password, role: 'annotator', first_name: payload };
      await call(url, 'POST', '/users', { ...body, last_name: payload });
      // Asked for by an address that leads elsewhere, refused, and let in.
      await context.clearCookies();
      await page.goto(`sign-in?next=${encodeURIComponent(payload)}`);
      await fillSignIn(page, username, 'wrong');
      await expect(page.locator('form')).toContainText('do not belong together');
      await expectNothingRan(page);
      // A line of a form has no line ends, and no blanks around it.
      if (/^\s|\n/.test(payload)) {
        await signIn({ username, password, role: 'annotator' });
        await page.goto('');
      } else await fillSignIn(page, username, password);
      await expect(home(page)).toBeAttached();
      await page.getByRole('button', { name: /^Account of/ }).click();
      await expect(page.getByText(`${shown(username)} · annotator`)).toBeVisible();
      await expectNothingRan(page);
      await page.keyboard.press('Escape');
      await page.goto('account/profile');
      await expect(page.getByRole('main')).toContainText(shown(payload));
      await expectFits(page);
      await expectNothingRan(page);
      // Somebody whose session has ended is called by name.
      await context.clearCookies();
      await page.getByRole('button', { name: /^Account of/ }).click();
      await page.getByRole('menuitemradio', { name: 'Compact' }).click();
      const ended = page.getByRole('dialog', { name: 'Your session has ended' });
      await expect(ended).toContainText(shown(username));
      await expectNothingRan(page);
    }
  });
}

test('the pages of an account show nothing but text', async ({ page, signIn, world }) => {
  const name = `${payloads[0]} ${fresh('account')}`;
  await signIn(await user(world.url, name, 'annotator', []));
  for (const tab of ['profile', 'annotating', 'keys', 'appearance', 'language', 'sessions']) {
    await page.goto(`account/${tab}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await expectNothingRan(page);
  }
});
