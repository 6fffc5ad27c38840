import type { Page, Request, Route } from '@playwright/test';
import { open, press, ready, saved, strip, text } from './annotating';
import { letters, Place, type Made } from './made';
import { expect, test } from './story';

const bulk = '**/api/v1/me/responses/bulk';
const letterAt = (at: number) => String.fromCharCode('a'.charCodeAt(0) + at);

/** One digit answers and submits where there is a single question; the next stands there at once. */
async function answer(page: Page, keys: string, from = 0): Promise<void> {
  for (const [at, key] of [...keys].entries()) {
    await expect(text(page, `Text ${letterAt(from + at)}`)).toBeVisible();
    await press(page, key);
  }
}

/** Letters of the records in the order in which they were sent. */
function sent(made: Made, requests: readonly Request[]): string {
  const ids = requests.flatMap((request) => {
    const { items } = request.postDataJSON() as { items: { record_id: string }[] };
    return items.map((item) => item.record_id);
  });
  return ids.map((id) => letterAt(made.records.indexOf(id))).join('');
}

/** Each answer is there once, and nothing else ever was. */
async function expectOnce(made: Made, answers: string[]): Promise<void> {
  await expect.poll(() => made.answers()).toEqual(answers);
  const written = await Promise.all(made.records.map((record) => made.history(record)));
  expect(written.flatMap((all) => [...new Set(all)])).toEqual(
    answers.map((one) => one.replace(/^\w /, '')),
  );
}

/** Waits until the page holds as many records as it wants. */
async function prefetched(page: Page): Promise<void> {
  const searches = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('/search'))
          .length,
    );
  await expect.poll(searches).toBe(2);
}

const busy = (route: Route) =>
  route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: { detail: 'busy' } });

test('submitting is one request, and the next record needs none', async ({
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  // More than are held ahead: nothing has to be fetched.
  const made = await place.make({ items: letters(26) });
  await signIn(place.first);
  await open(page, made);
  await prefetched(page);
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) requests.push(pathname);
  });
  let pass: () => void = () => undefined;
  const held = new Promise<void>((done) => (pass = done));
  await page.route(bulk, async (route) => {
    await held;
    await route.continue();
  });
  await answer(page, '12');
  await expect(text(page, 'Text c')).toBeVisible();
  await ready(page);
  await expect.poll(() => requests).toEqual(['/api/v1/me/responses/bulk']);
  pass();
  await expect(saved(page)).toBeVisible();
  await expectOnce(made, ['a submitted good', 'b submitted bad']);
});

test('without a connection work goes on and is kept, and goes out in order when it is back', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ items: letters(7) });
  await signIn(place.first);
  await open(page, made);
  await answer(page, '1');
  await expect(saved(page)).toBeVisible();

  await context.setOffline(true);
  await answer(page, '23', 1);
  await expect(text(page, 'Text d')).toBeVisible();
  await press(page, 'Backspace');
  await expect(page.getByText('Offline. 3 answers are kept on this device.')).toBeVisible();
  await expect(text(page, 'Text e')).toBeVisible();
  expect(await made.answers()).toEqual(['a submitted good']);

  // The page can be had again, but no answer gets through.
  await page.close();
  await context.route(bulk, (route) => route.abort('connectionreset'));
  await context.setOffline(false);
  const again = await context.newPage();
  await open(again, made);
  // What is on its way is not asked for again.
  await answer(again, '1', 4);
  await expect(text(again, 'Text f')).toBeVisible();
  await expect(again.getByText('Offline. 4 answers are kept on this device.')).toBeVisible();
  expect(await made.answers()).toEqual(['a submitted good']);

  const requests: Request[] = [];
  again.on('requestfinished', (one) => one.url().endsWith('/responses/bulk') && requests.push(one));
  await context.unroute(bulk);
  await expect(saved(again)).toBeVisible();
  expect(sent(made, requests)).toBe('bcde');
  await expectOnce(made, [
    'a submitted good',
    'b submitted bad',
    'c submitted unclear',
    'd discarded',
    'e submitted good',
  ]);
});

test('a server that is busy is asked again, and an answer that got no answer is not doubled', async ({
  faults,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ items: letters(5) });
  await signIn(place.first);
  await open(page, made);

  await page.route(bulk, busy);
  await answer(page, '1');
  await expect(page.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  await page.unroute(bulk);
  await expect(saved(page)).toBeVisible();

  // It is written, but the page never hears of it.
  await page.route(
    bulk,
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await answer(page, '2', 1);
  await expect(page.getByText('Offline. 1 answer is kept on this device.')).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await expect(strip(page)).toBeEmpty();
  await expectOnce(made, ['a submitted good', 'b submitted bad']);
  const others = faults.filter((fault) => !fault.startsWith('503:'));
  expect(others).toEqual([]);
  faults.length = 0;
});

test('at the end of what is on the device the page says so, and goes on by itself', async ({
  context,
  page,
  signIn,
  world,
}) => {
  const place = await Place.at(world.url);
  const made = await place.make({ items: letters(25) });
  await signIn(place.first);
  await open(page, made);
  await prefetched(page);
  await context.setOffline(true);
  const none = page.getByText(/^No more records on this device\. Answers that wait: \d+$/);
  for (let at = 0; at < 24 && !(await none.isVisible()); at += 1) {
    await expect(text(page, `Text ${letterAt(at)}`).or(none)).toBeVisible();
    await press(page, '1');
  }
  await expect(none).toBeVisible();
  await expect(page.getByText(/^Offline\. \d+ answers are kept on this device\.$/)).toBeVisible();
  await context.setOffline(false);
  await expect(none).toBeHidden();
  await ready(page);
  await expect(saved(page)).toBeVisible();
  const answers = await made.answers();
  expect(answers).toEqual(answers.map((_, at) => `${letterAt(at)} submitted good`));
  await expect(text(page, `Text ${letterAt(answers.length)}`)).toBeVisible();
});
