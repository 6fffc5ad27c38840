import { landing, type Landing, type Row } from './drag';

/** Pixels before a press becomes a drag, and of the edge that scrolls. */
const BEGIN = 4;
const EDGE = 40;

/** One drag with the pointer, from press to release. */
export class Dragging {
  value = $state<string | null>(null);
  landing = $state.raw<Landing | null>(null);
  /** How far the row follows the pointer. */
  moved = $state(0);
  #began = 0;
  #scrolled = 0;
  #rows: Row[] = [];
  #outTop = 0;
  #scroller: Element | null = null;
  readonly #area: () => HTMLElement | undefined;

  constructor(area: () => HTMLElement | undefined) {
    this.#area = area;
  }

  press(value: string, event: PointerEvent): void {
    const area = this.#area();
    if (event.button !== 0 || !area) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#began = event.clientY;
    this.#scroller = scrollerOf(area);
    this.#scrolled = this.#scroller?.scrollTop ?? 0;
    this.value = null;
    this.#measure(area, value);
    this.#pressed = value;
  }

  #pressed: string | null = null;

  move(event: PointerEvent): void {
    const area = this.#area();
    if (this.#pressed === null || !area) return;
    if (this.value === null && Math.abs(event.clientY - this.#began) < BEGIN) return;
    this.value = this.#pressed;
    this.#scroll(event.clientY);
    this.moved = event.clientY - this.#began + ((this.#scroller?.scrollTop ?? 0) - this.#scrolled);
    const y = event.clientY - area.getBoundingClientRect().top;
    const groups = new Set(this.#rows.map((row) => row.group).filter((group) => group >= 0)).size;
    this.landing = landing(this.#rows, groups, this.#outTop, y);
  }

  /** What was let go, if it was a drag at all. */
  release(): { value: string; landing: Landing } | null {
    const done =
      this.value !== null && this.landing !== null
        ? { value: this.value, landing: this.landing }
        : null;
    this.cancel();
    return done;
  }

  cancel(): void {
    this.#pressed = null;
    this.value = null;
    this.landing = null;
    this.moved = 0;
  }

  /** Places as they were at the press: rows that make room would run away from the pointer. */
  #measure(area: HTMLElement, dragged: string): void {
    const top = area.getBoundingClientRect().top;
    const all = [...area.querySelectorAll<HTMLElement>('[data-item]')];
    this.#rows = all
      .filter((row) => row.dataset['item'] !== dragged || Number(row.dataset['group']) >= 0)
      .map((row) => {
        const box = row.getBoundingClientRect();
        return {
          value: row.dataset['item'] ?? '',
          group: Number(row.dataset['group']),
          top: box.top - top,
          bottom: box.bottom - top,
        };
      });
    const out = area.querySelector('[data-out]');
    this.#outTop = out ? out.getBoundingClientRect().top - top : Number.POSITIVE_INFINITY;
  }

  #scroll(y: number): void {
    const box = this.#scroller?.getBoundingClientRect();
    const [top, bottom] = [Math.max(0, box?.top ?? 0), Math.min(innerHeight, box?.bottom ?? 0)];
    if (y < top + EDGE) this.#scroller?.scrollBy(0, -8);
    else if (y > bottom - EDGE) this.#scroller?.scrollBy(0, 8);
  }
}

function scrollerOf(element: Element): Element | null {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
