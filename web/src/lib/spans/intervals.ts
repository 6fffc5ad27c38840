import { firstWhere } from './search';
import { inOrder, type Stretch } from './types';

/** Stretches in order, found by position in O(log n + found): a balanced tree laid out in the sorted list. */
export class IntervalIndex<S extends Stretch> {
  readonly all: readonly S[];
  /** The last end within the subtree whose root is at this place. */
  readonly #reach: Float64Array;
  /** Stretches looked at so far; tests bound it. */
  looked = 0;

  constructor(stretches: readonly S[]) {
    this.all = [...stretches].sort(inOrder);
    this.#reach = new Float64Array(this.all.length);
    this.#build(0, this.all.length);
  }

  /** Those that share a position with `from` to `to`, in order. */
  overlapping(from: number, to: number): S[] {
    const found: S[] = [];
    if (from < to) this.#collect(0, this.all.length, from, to, found);
    return found;
  }

  /** Those with the caret in them or at an edge, in order. */
  touching(at: number): S[] {
    const found: S[] = [];
    this.#collect(0, this.all.length, at - 0.5, at + 0.5, found);
    return found;
  }

  /** The first that starts after `at`. */
  after(at: number): S | undefined {
    return this.all[firstWhere(0, this.all.length, (place) => this.#start(place) > at)];
  }

  /** The last that starts before `at`. */
  before(at: number): S | undefined {
    return this.all[firstWhere(0, this.all.length, (place) => this.#start(place) >= at) - 1];
  }

  #start(place: number): number {
    return this.all[place]?.start ?? Infinity;
  }

  #build(low: number, high: number): number {
    if (low >= high) return -Infinity;
    const root = (low + high) >>> 1;
    const own = this.all[root]?.end ?? -Infinity;
    const reach = Math.max(own, this.#build(low, root), this.#build(root + 1, high));
    this.#reach[root] = reach;
    return reach;
  }

  #collect(low: number, high: number, from: number, to: number, found: S[]): void {
    const root = (low + high) >>> 1;
    const own = low < high ? this.all[root] : undefined;
    if (own === undefined || (this.#reach[root] ?? -Infinity) <= from) return;
    this.looked += 1;
    this.#collect(low, root, from, to, found);
    if (own.start >= to) return;
    if (own.end > from) found.push(own);
    this.#collect(root + 1, high, from, to, found);
  }
}
