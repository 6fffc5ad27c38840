import { pieces } from '../fields/text/pieces';

/** Where words of a search stand in what is drawn, in order. Titles and buttons are no text of a record. */
export function rangesOf(root: Element, words: readonly string[]): Range[] {
  const found: Range[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const parts = pieces(text, words);
    if (!parts.some((part) => part.match) || isApart(node)) continue;
    let at = 0;
    for (const part of parts) {
      const end = at + part.text.length;
      if (part.match) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, end);
        found.push(range);
      }
      at = end;
    }
  }
  return found;
}

function isApart(node: Node): boolean {
  const apart = 'section > header, button, [hidden], [aria-hidden="true"], [data-apart]';
  return node.parentElement?.closest(apart) !== null;
}

const highlight = 'current-match';

/** The words of the search in the record shown: how many there are, and which one is looked at. */
export class Matches {
  count = $state(0);
  /** From 0; -1 before the first was asked for. */
  at = $state(-1);
  #ranges: Range[] = [];

  /** Counts in `root` for as long as it is there, also when it is drawn anew. The answer ends it. */
  watch(root: Element, words: readonly string[]): () => void {
    if (words.length === 0) {
      this.#set([]);
      return () => undefined;
    }
    const look = () => this.#set(rangesOf(root, words));
    const observer = new MutationObserver(look);
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    this.at = -1;
    look();
    return () => {
      observer.disconnect();
      this.at = -1;
      this.#set([]);
    };
  }

  /** The next one, round and round; null where there is none. */
  step(by: 1 | -1): Range | null {
    if (this.count === 0) return null;
    const from = this.at === -1 && by === -1 ? 0 : this.at;
    this.at = (from + by + this.count) % this.count;
    this.#paint();
    return this.#ranges[this.at] ?? null;
  }

  #set(ranges: Range[]): void {
    this.#ranges = ranges;
    this.count = ranges.length;
    if (this.at >= ranges.length) this.at = -1;
    this.#paint();
  }

  #paint(): void {
    if (typeof Highlight === 'undefined' || !('highlights' in CSS)) return;
    const range = this.#ranges[this.at];
    if (!range) return void CSS.highlights.delete(highlight);
    const shown = new Highlight(range);
    shown.priority = 1;
    CSS.highlights.set(highlight, shown);
  }
}

/** Brings a match into view, opening the part that it is closed in. */
export function reveal(range: Range): void {
  const element = range.startContainer.parentElement;
  const closed = element?.closest<HTMLDetailsElement>('details:not([open])');
  if (closed) closed.open = true;
  // Parts far away are not laid out before they are near.
  element?.scrollIntoView({ block: 'nearest' });
  const side = element?.closest('[data-record-scroll]');
  const scrolls = side !== null && side !== undefined && side.scrollHeight > side.clientHeight;
  const box = range.getBoundingClientRect();
  const view = scrolls ? side.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
  const margin = 80;
  if (box.top >= view.top + margin && box.bottom <= view.bottom - margin) return;
  const by = box.top - (view.top + view.bottom) / 2;
  (scrolls ? side : window).scrollBy({ top: by });
}
