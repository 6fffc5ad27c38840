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
import type { Catalogue } from '../en';

export const es: Catalogue = {
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
};
