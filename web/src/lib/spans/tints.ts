import type { TextDom } from './dom';
import { COLOURS } from './looks';
import type { Stretch } from './types';

/** Whether the browser colours ranges without elements (CSS Custom Highlight API). */
export function canHighlight(): boolean {
  return typeof Highlight !== 'undefined' && typeof CSS !== 'undefined' && 'highlights' in CSS;
}

/** The registry belongs to the document: all texts of a page share one highlight for each name. */
function shared(name: string): Highlight {
  let found = CSS.highlights.get(name);
  if (found === undefined) CSS.highlights.set(name, (found = new Highlight()));
  return found;
}

export const HIT = 'search-hit';

export function tintName(colour: number): string {
  return colour >= 1 && colour <= COLOURS ? `mark-${colour}` : 'mark-0';
}

/** The coloured ranges of one text. */
export class Highlights {
  #own = new Map<string, [string, Range]>();
  #writing = 0;

  /** What stays is not touched: the browser paints anew only where something changed. */
  set(dom: TextDom, stretches: readonly (Stretch & { name: string })[]): void {
    // Ranges of what was drawn before are of nodes that are gone.
    if (dom.writing !== this.#writing) this.clear();
    this.#writing = dom.writing;
    const left = this.#own;
    this.#own = new Map();
    for (const { start, end, name } of stretches) {
      const key = `${name} ${start} ${end}`;
      const known = left.get(key);
      if (known) left.delete(key);
      const [, range] = known ?? [name, dom.range(start, end)];
      if (!known) shared(name).add(range);
      this.#own.set(key, [name, range]);
    }
    for (const [name, range] of left.values()) shared(name).delete(range);
  }

  clear(): void {
    for (const [name, range] of this.#own.values()) shared(name).delete(range);
    this.#own.clear();
  }
}
