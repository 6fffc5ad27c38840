import { untrack } from 'svelte';
import type { TextDom } from './dom';
import { draw, lanesOfLines, reused, withLanes, type Drawable, type Drawing } from './draw';
import { IntervalIndex } from './intervals';
import type { SpanLink } from './link.svelte';
import { look } from './looks';
import { Highlights, canHighlight, HIT, tintName } from './tints';
import type { Box } from './place';
import { inOrder, type Mark, type Stretch } from './types';

const empty: Drawing = { boxes: [], tags: [], tints: [] };

/** Decides what of the marks is near enough to be drawn, and when. */
export class Painter {
  drawing = $state.raw<Drawing>(empty);
  /** Stretches of the search's words; given by the text. */
  hits = $state.raw<readonly Stretch[]>([]);
  readonly #dom: TextDom;
  readonly #link: () => SpanLink;
  readonly #highlights = new Highlights();
  #lanes = new Map<HTMLElement, number>();
  #drawn: { top: number; bottom: number } | null = null;
  #frame = 0;
  /** Of stretches of the text, while it is laid out as it is. */
  #measured = new Map<string, Box[]>();
  #writing = 0;
  /** What the lines have room for, as long as the text is not drawn anew. */
  #widened: IntervalIndex<Drawable> | null = null;

  readonly #marks = $derived.by(() => {
    const link = this.#link();
    const places = new Map(link.question?.labels.map(({ value }, at) => [value, at]));
    const drawable = (isSuggested: boolean) => (mark: Mark) => ({
      ...mark,
      name: link.nameOf(mark.label),
      look: look(places.get(mark.label) ?? -1),
      isSuggested,
    });
    const own = link.marks.map(drawable(link.question?.isSuggested ?? false));
    const all = [...own, ...link.proposed.map(drawable(true))].sort(inOrder);
    return new IntervalIndex(withLanes(all));
  });

  constructor(dom: TextDom, link: () => SpanLink) {
    this.#dom = dom;
    this.#link = link;
  }

  /** Draws anew: call in an effect, it follows the marks. */
  paint(): void {
    const [index, link] = [this.#marks, this.#link()];
    const [current, hits, snapper] = [link.current, this.hits, link.snapper];
    untrack(() => {
      if (this.#writing !== this.#dom.writing) {
        this.#measured.clear();
        this.#widened = null;
      }
      this.#writing = this.#dom.writing;
      if (this.#widened !== index) this.#widen(lanesOfLines(this.#dom, index.all));
      this.#widened = index;
      const band = this.#band();
      const origin = this.#dom.root.getBoundingClientRect();
      const window = this.#dom.within(band);
      this.#drawn = { top: band.top - origin.top, bottom: band.bottom - origin.top };
      const measured = this.#measured;
      const next = draw({ dom: this.#dom, index, snapper, current, window, origin, measured });
      this.drawing = {
        boxes: reused(this.drawing.boxes, next.boxes),
        tags: reused(this.drawing.tags, next.tags),
        tints: next.tints,
      };
      this.#colour(window, hits);
    });
  }

  /** Once a frame at most: when the page scrolled out of what is drawn, or anything was laid out anew. */
  later(moved: 'scrolled' | 'resized'): void {
    if (moved === 'scrolled' && this.#covers()) return;
    // Chunks that come near are laid out then, and move what is below them.
    this.#measured.clear();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.paint());
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#highlights.clear();
  }

  #colour(window: Stretch, hits: readonly Stretch[]): void {
    if (!canHighlight()) return;
    const near = hits.filter(({ start, end }) => start < window.end && end > window.start);
    const tints = this.drawing.tints.map((tint) => ({ ...tint, name: tintName(tint.colour) }));
    this.#highlights.set(this.#dom, [...tints, ...near.map((hit) => ({ ...hit, name: HIT }))]);
  }

  /** Room for the lanes of each line. */
  #widen(needed: Map<HTMLElement, number>): void {
    const before = this.#lanes;
    this.#lanes = needed;
    for (const line of before.keys())
      if (!needed.has(line)) {
        line.style.removeProperty('--lanes');
        this.#measured.clear();
      }
    for (const [line, count] of needed)
      if (before.get(line) !== count) {
        line.style.setProperty('--lanes', String(count));
        this.#measured.clear();
      }
  }

  /** What is on the screen and as much again above and below. */
  #band(): { top: number; bottom: number } {
    return { top: -innerHeight, bottom: 2 * innerHeight };
  }

  #covers(): boolean {
    if (this.#drawn === null) return false;
    const { top } = this.#dom.root.getBoundingClientRect();
    return (
      this.#drawn.top + top <= -0.25 * innerHeight && this.#drawn.bottom + top >= 1.25 * innerHeight
    );
  }
}
