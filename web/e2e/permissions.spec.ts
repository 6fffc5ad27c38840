import { expect, find, home, test } from './story';

test('the session of an annotator opens nothing of others', async ({ page, signIn, world }) => {
  await signIn(world.people.ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  const status = (path: string) =>
    page.evaluate(async (to) => (await fetch(to)).status, `${world.url}/api/v1${path}`);
  expect(await status('/me')).toBe(200);
  expect(await status(`/me/datasets/${world.datasets.reviews}/opening`)).toBe(200);
  expect(await status(`/me/datasets/${world.datasets.contracts}/opening`)).toBe(403);
  expect(await status(`/datasets/${world.datasets.contracts}`)).toBe(403);
  expect(await status('/users')).toBe(403);
  await find(page, 'contracts');
  await expect(page.getByText('contracts', { exact: true })).toHaveCount(0);
});

test('an admin manages datasets of the workspaces they are in', async ({
  context,
  signIn,
  world,
}) => {
  await signIn(world.people.adam);
  const answer = await context.request.get(`${world.url}/api/v1/me/overview?sort_by=name`);
  const { items } = (await answer.json()) as { items: { name: string; may_manage: boolean }[] };
  // Other stories make datasets beside these.
  const managed = new Map(items.map(({ name, may_manage }) => [name, may_manage]));
  expect(['contracts', 'faq', 'reviews'].map((name) => [name, managed.get(name)])).toEqual([
    ['contracts', undefined],
    ['faq', true],
    ['reviews', true],
  ]);
});

test('a session changes nothing without its token, nor for a page of another site', async ({
  page,
  signIn,
  world,
}) => {
  await signIn(world.people.ana);
  await page.goto('');
  await expect(home(page)).toBeAttached();
  const patched = (to: string) =>
    page.evaluate(async (url) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(url, { method: 'PATCH', headers, body: '{"a":1}' })).status;
    }, to);
  expect(await patched(`${world.url}/api/v1/me/preferences`)).toBe(403);
  const stranger = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const answer = await page.request.get(`${world.url}/api/v1/me`, { headers: stranger });
  expect(answer.status()).toBe(401);
});

test('pages cannot be framed, and files say what they are', async ({ request, world }) => {
  const answer = await request.get(`${world.url}/sign-in`);
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).toMatch(/script-src 'self' 'sha256-[^']+';/);
  expect(answer.headers()['x-content-type-options']).toBe('nosniff');
});

test('scripts put into a page do not run and tell nobody, and stories notice', async ({
  faults,
  page,
}) => {
  await page.goto('sign-in');
  await expect(page.getByLabel('Username')).toBeFocused();
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.stolen = 1';
    document.body.append(script);
    await fetch('https://elsewhere.example/').catch(() => undefined);
  });
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false);
  for (const directive of ['script-src', 'connect-src']) {
    await expect.poll(() => faults.join(' ')).toMatch(new RegExp(`["']${directive} `));
  }
  faults.length = 0;
});
