import type { QuestionType } from '../api';
import { label } from './label/logic';
import { multiLabel } from './multi_label/logic';
import { ranking } from './ranking/logic';
import { rating } from './rating/logic';
import { text } from './text/logic';
import type { QuestionKind } from './types';

export type * from './types';

/** The value of an answer in the form, by type of its question. */
export interface Values {
  rating: number;
  label_selection: string;
  multi_label_selection: readonly string[];
  ranking: readonly { value: string; rank: number | null }[];
  text: string;
  span: readonly { start: number; end: number; label: string }[];
}

type Kinds = { [T in QuestionType]?: QuestionKind<T, Values[T]> };

/** Every question type: a folder with `logic.ts` and `Question.svelte`, and a row here. */
export const kinds: Kinds = {
  rating: { logic: rating, component: () => import('./rating/Question.svelte') },
  label_selection: { logic: label, component: () => import('./label/Question.svelte') },
  multi_label_selection: {
    logic: multiLabel,
    component: () => import('./multi_label/Question.svelte'),
  },
  ranking: { logic: ranking, component: () => import('./ranking/Question.svelte') },
  text: { logic: text, component: () => import('./text/Question.svelte') },
};
