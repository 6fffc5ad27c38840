import type { MessageKey } from '../i18n';

/** The pages of an account, in their order; the first also answers where none is named. */
export const accountTabs = [
  'profile',
  'annotating',
  'keys',
  'appearance',
  'language',
  'sessions',
] as const;
export type AccountTab = (typeof accountTabs)[number];

export function isAccountTab(text: string): text is AccountTab {
  return accountTabs.some((tab) => tab === text);
}

export function accountPath(tab: AccountTab): string {
  return `/account/${tab}`;
}

export function accountTitle(tab: AccountTab): MessageKey {
  return `account.${tab}`;
}
