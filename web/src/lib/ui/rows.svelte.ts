import { untrack } from 'svelte';
import { rowsBetween, type DrawnRow } from './window';

/** Drawn beyond what is on the screen, so that scrolling meets rows that are there already. */
const SPARE_PX = 400;
/** A row that was never drawn, while none was. */
const GUESS_PX = 92;

/**
 * The rows of a long list that are drawn: those on the screen and a few around. Rows may have any
 * height; each is measured when it is drawn and remembered by its id. Works in whatever scrolls.
 */
export class DrawnRows {
  readonly #ids: () => readonly string[];
  readonly #keep: (id: string) => boolean;
  readonly #heights = new Map<string, number>();
  readonly #names = new WeakMap<Element, string>();
  #guessed: number | null = null;
  #measured = $state(0);
  #sight = $state.raw({ top: 0, bottom: 1000 });
  #list: HTMLElement | null = null;
  #frame = 0;
  readonly #sizes: ResizeObserver | null;
  readonly #drawn = $derived.by(() => {
    void this.#measured;
    const { top, bottom } = this.#sight;
    const ids = this.#ids();
    const guess = this.#guess();
    const heights = ids.map((id) => this.#heights.get(id) ?? guess);
    return rowsBetween(heights, top, bottom, (at) => this.#keep(ids[at] ?? ''));
  });

  /** `keep` says which rows stay drawn wherever they are: those with the focus. */
  constructor(ids: () => readonly string[], keep: (id: string) => boolean) {
    this.#ids = ids;
    this.#keep = keep;
    this.#sizes =
      typeof ResizeObserver === 'undefined'
        ? null
        : new ResizeObserver((entries) => this.#measure(entries));
  }

  get rows(): readonly DrawnRow[] {
    return this.#drawn.rows;
  }

  get after(): number {
    return this.#drawn.after;
  }

  /** An attachment for the element that the rows are in. */
  list = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const moved = () => this.#later();
    document.addEventListener('scroll', moved, { capture: true, passive: true });
    addEventListener('resize', moved, { passive: true });
    // An attachment runs again when what it read changes.
    untrack(() => this.#look());
    return () => {
      this.#list = null;
      cancelAnimationFrame(this.#frame);
      document.removeEventListener('scroll', moved, { capture: true });
      removeEventListener('resize', moved);
      this.#sizes?.disconnect();
    };
  };

  /** An attachment for each row. */
  row(id: string): (row: HTMLElement) => () => void {
    return (row) => {
      this.#names.set(row, id);
      this.#sizes?.observe(row);
      return () => this.#sizes?.unobserve(row);
    };
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target, borderBoxSize } of entries) {
      const id = this.#names.get(target);
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (id === undefined || height === 0 || this.#heights.get(id) === height) continue;
      this.#heights.set(id, height);
      changed = true;
    }
    if (!changed) return;
    this.#measured += 1;
    this.#later();
  }

  /** The mean of the first rows. It stays: another guess would move all rows that were never drawn. */
  #guess(): number {
    if (this.#heights.size === 0) return GUESS_PX;
    if (this.#guessed === null) {
      let sum = 0;
      for (const height of this.#heights.values()) sum += height;
      this.#guessed = sum / this.#heights.size;
    }
    return this.#guessed;
  }

  #later(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#look());
  }

  #look(): void {
    if (!this.#list) return;
    const { top } = this.#list.getBoundingClientRect();
    const next = { top: -top - SPARE_PX, bottom: innerHeight - top + SPARE_PX };
    // A few pixels change nothing that is drawn.
    const { top: before, bottom } = this.#sight;
    if (Math.abs(next.top - before) < SPARE_PX / 4 && Math.abs(next.bottom - bottom) < SPARE_PX / 4)
      return;
    this.#sight = next;
  }
}
