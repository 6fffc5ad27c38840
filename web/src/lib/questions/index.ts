import type { QuestionType } from '../api';
import { rating } from './rating/logic';
import { span } from './span/logic';
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
  span: { logic: span, component: () => import('./span/Question.svelte') },
};
