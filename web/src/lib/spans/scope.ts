import { getContext, setContext } from 'svelte';
import type { SpanLink } from './link.svelte';

const key = Symbol('spans');

/**
 * Ties span questions to the texts they mark: one for each form, so also one for each open row of
 * a list. The page makes it; the question and the marked field find it by context.
 */
export class SpanScope {
  /** By name of the field; `linkOf` fills it, so that pages without spans load nothing of them. */
  readonly links = new Map<string, SpanLink>();
  /** The stored value of a field of the record at hand; may read runes. */
  readonly text: (field: string) => unknown;

  constructor(text: (field: string) => unknown) {
    this.text = text;
  }
}

/** Makes the scope of the form that the calling component draws. */
export function provideSpans(text: (field: string) => unknown): SpanScope {
  return setContext(key, new SpanScope(text));
}

/** The scope of the form around; one without texts where there is none. */
export function useSpans(): SpanScope {
  return getContext<SpanScope | undefined>(key) ?? new SpanScope(() => '');
}
