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
  #own: [string, Range][] = [];

  set(dom: TextDom, stretches: readonly (Stretch & { name: string })[]): void {
    this.clear();
    for (const { start, end, name } of stretches) {
      const range = dom.range(start, end);
      shared(name).add(range);
      this.#own.push([name, range]);
    }
  }

  clear(): void {
    for (const [name, range] of this.#own) shared(name).delete(range);
    this.#own = [];
  }
}
