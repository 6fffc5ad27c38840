import type { Question } from '../api';
import type { FieldKind } from '../fields';

export { provideSpans, SpanScope, useSpans } from './scope';
export type { MarkedView, MarkingQuestion, SpanLink } from './link.svelte';
export type { Mark } from './types';

/** The names of the fields that span questions mark: draw these with `markedField`. */
export function markedFields(questions: readonly Question[]): ReadonlySet<string> {
  return new Set(
    questions.flatMap(({ settings }) => (settings.type === 'span' ? [settings.field] : [])),
  );
}

/** Draws a text with its marks; takes the properties of any field. */
export const markedField: FieldKind<'text'> = {
  type: 'text',
  component: () => import('./Field.svelte'),
};
