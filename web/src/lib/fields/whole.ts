import { getContext, setContext } from 'svelte';

/** Whether all of a field is shown, however long: what the page says to those that fold by themselves. */
export interface Folding {
  /** Long parts are shown whole. */
  readonly whole: boolean;
  /** This field is folded to its first lines. */
  readonly folded: boolean;
  toggle(): void;
}

const key = Symbol('folding');

export function provideFolding(folding: Folding): void {
  setContext(key, folding);
}

/** The page's wish for the field around; null where the page has no opinion. */
export function useFolding(): Folding | null {
  return getContext<Folding | undefined>(key) ?? null;
}
