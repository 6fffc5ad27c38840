/**
 * What is photographed: every page in every state that looks different. `act` goes on from the loaded
 * page.
 *
 * Those with `user` alone are of the real program over tools/gallery.mjs: `path` may be made from its
 * datasets, `readme` names the picture for README.md. Those with `mode` are over the invented data of
 * src/lib/api/mock, for what a server does not do on demand.
 */
const annotate =
  (name, more = '') =>
  ({ datasets }) =>
    `/datasets/${datasets[name]}/annotate${more}`;
const press = (key) => (page) => page.keyboard.press(key);

export const pages = [
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    act: async (page) => {
      await page.getByLabel('Username').fill('somebody');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByText('do not belong together').first().waitFor();
    },
  },
  { name: 'home', path: '/', user: 'ana', readme: 'home' },
  { name: 'home-cards', path: '/?view=cards', user: 'ana' },
  { name: 'home-filtered', path: '/?q=nothing', user: 'ana' },
  { name: 'home-empty-annotator', path: '/', user: 'newcomer' },
  { name: 'home-empty-owner', path: '/', mode: 'empty', as: 'olga' },
  { name: 'home-error', path: '/', mode: 'error', as: 'ana' },
  {
    name: 'account-menu',
    path: '/',
    user: 'ana',
    act: (page) => page.getByRole('button', { name: /^Account of/ }).click(),
  },
  { name: 'account-profile', path: '/account/profile', user: 'ana' },
  { name: 'account-profile-owner', path: '/account', user: 'owner' },
  { name: 'account-keys', path: '/account/keys', user: 'ana' },
  {
    name: 'account-keys-change',
    path: '/account/keys',
    user: 'ana',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change the keys of "Save draft"' }).click();
      await page.keyboard.press('u');
    },
  },
  { name: 'account-annotating', path: '/account/annotating', user: 'ana' },
  { name: 'account-appearance', path: '/account/appearance', user: 'ana' },
  { name: 'account-language', path: '/account/language', user: 'ana' },
  { name: 'account-sessions', path: '/account/sessions', user: 'ana' },
  { name: 'annotate-review', path: annotate('reviews'), user: 'ana', readme: 'focus-view' },
  { name: 'annotate-answer', path: annotate('answers'), user: 'ana' },
  { name: 'annotate-spans', path: annotate('places'), user: 'ana', readme: 'spans' },
  { name: 'annotate-fields', path: annotate('fields'), user: 'ana' },
  { name: 'annotate-questions', path: annotate('questions'), user: 'ana' },
  { name: 'annotate-guidelines', path: annotate('reviews'), user: 'ana', act: press('g') },
  { name: 'annotate-info', path: annotate('reviews'), user: 'ana', act: press('i') },
  { name: 'annotate-filters', path: annotate('reviews'), user: 'ana', act: press('f') },
  { name: 'annotate-sort', path: annotate('reviews'), user: 'ana', act: press('Shift+f') },
  { name: 'annotate-missing', path: annotate('questions'), user: 'mei', act: press('Enter') },
  { name: 'annotate-filtered', path: annotate('reviews', '?q=zeppelin'), user: 'ana' },
  { name: 'annotate-submitted', path: annotate('reviews', '?status=submitted'), user: 'ana' },
  { name: 'annotate-empty', path: annotate('done'), user: 'ana' },
  {
    name: 'annotate-conflict',
    path: annotate('answers'),
    user: 'jonas',
    quiet: true,
    prepare: ({ call, people }, record) => {
      const values = { quality: { value: 2 }, clarity: { value: 5 } };
      const body = { status: 'submitted', values };
      return call('POST', `/records/${record}/responses`, body, people.jonas.key);
    },
    act: async (page) => {
      await page.keyboard.press('4');
      await page.keyboard.press('3');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Compare' }).click();
    },
  },
  { name: 'bulk', path: annotate('reviews', '?view=bulk'), user: 'ana' },
  {
    name: 'bulk-selected',
    path: annotate('reviews', '?view=bulk'),
    user: 'ana',
    readme: 'bulk-view',
    act: async (page) => {
      const rows = page.getByRole('main').getByRole('listitem').getByRole('checkbox');
      for (const at of [0, 1, 2]) await rows.nth(at).check();
    },
  },
  { name: 'bulk-empty', path: annotate('done', '?view=bulk'), user: 'ana' },
  { name: 'palette', path: annotate('reviews'), user: 'ana', act: press('Control+k') },
  { name: 'keys', path: annotate('reviews'), user: 'ana', act: press('?') },
  { name: 'not-found', path: '/nowhere', user: 'ana' },
  { name: 'no-access', path: annotate('secret'), user: 'ana' },
  { name: 'styleguide', path: '/styleguide', mode: 'full' },
];
