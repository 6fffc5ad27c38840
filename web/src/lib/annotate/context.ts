import { getContext, setContext } from 'svelte';
import type { Matches } from './matches.svelte';
import type { Panel } from './panel.svelte';
import type { View } from './view';
import type { Workbench } from './workbench.svelte';

/** What the parts of the annotation page share. */
export interface Place {
  bench: Workbench;
  panel: Panel;
  /** Words of the search in the record in focus. */
  matches: Matches;
  /** Shows another list of records, or the same in another view. */
  look: (change: Partial<View>) => void;
}

const key = Symbol('annotate');

export function setPlace(place: Place): Place {
  return setContext(key, place);
}

export function usePlace(): Place {
  return getContext<Place>(key);
}
