/**
 * What is photographed: every page in every state that looks different.
 * `user` and `mode` are those of src/lib/api/mock; `act` goes on from the loaded page.
 */
export const pages = [
  { name: 'sign-in', path: '/sign-in' },
  {
    name: 'sign-in-refused',
    path: '/sign-in',
    act: async (page) => {
      await page.getByLabel('Username').fill('somebody');
      await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'home', path: '/', user: 'ana' },
  { name: 'home-cards', path: '/?view=cards', user: 'ana' },
  { name: 'home-filtered', path: '/?q=nothing', user: 'ana' },
  { name: 'home-empty-owner', path: '/', user: 'olga', mode: 'empty' },
  { name: 'home-empty-annotator', path: '/', user: 'nobody' },
  { name: 'home-error', path: '/', user: 'ana', mode: 'error' },
  {
    name: 'account-menu',
    path: '/',
    user: 'ana',
    act: (page) => page.getByRole('button', { name: /^Account of/ }).click(),
  },
  { name: 'palette', path: '/', user: 'ana', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: '/', user: 'ana', act: (page) => page.keyboard.press('?') },
  { name: 'not-found', path: '/nowhere', user: 'ana' },
  { name: 'styleguide', path: '/styleguide' },
];
