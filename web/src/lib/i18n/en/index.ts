import { account } from './account';
import { annotate } from './annotate';
import { bulk } from './bulk';
import { fields } from './fields';
import { home } from './home';
import { keys } from './keys';
import { questions } from './questions';
import { shell } from './shell';
import { spans } from './spans';
import { ui } from './ui';
import type { Message } from '../message';

/** One file for each part of the application; keys begin with the part's name. */
export const en = {
  ...ui,
  ...shell,
  ...keys,
  ...home,
  ...annotate,
  ...questions,
  ...fields,
  ...spans,
  ...bulk,
  ...account,
} as const;

export type MessageKey = keyof typeof en;
export type Catalogue = Record<MessageKey, Message>;
