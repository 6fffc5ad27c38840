import { firstWhere } from './search';

/**
 * Positions in a text, counted in code points (as stored) and in UTF-16 code units (as JavaScript
 * and the DOM do). Both ways cost a binary search over the pairs of surrogates, nothing for a text
 * without any. Surrogates that stand alone count as one, as they do for `for (const c of text)`.
 */
export class Offsets {
  /** Where each pair starts, in code units. */
  readonly #pairs: Uint32Array;
  readonly units: number;
  readonly points: number;

  constructor(text: string) {
    this.#pairs = pairsOf(text);
    this.units = text.length;
    this.points = text.length - this.#pairs.length;
  }

  /** Code points before `unit`; a position inside a pair is that of the pair. */
  toPoints(unit: number): number {
    const at = Math.min(Math.max(unit, 0), this.units);
    return at - firstWhere(0, this.#pairs.length, (pair) => this.#pair(pair) >= at);
  }

  /** Code units before `point`. */
  toUnits(point: number): number {
    const at = Math.min(Math.max(point, 0), this.points);
    return at + firstWhere(0, this.#pairs.length, (pair) => this.#pair(pair) - pair >= at);
  }

  #pair(at: number): number {
    return this.#pairs[at] ?? this.units;
  }
}

function pairsOf(text: string): Uint32Array {
  const found: number[] = [];
  for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) found.push(match.index);
  return Uint32Array.from(found);
}

/** Asked at every change of a form, which is about the same text for long. */
let counted = { text: '', points: 0 };

/** The code points of a field's text; none where it is no text. */
export function pointsOf(text: unknown): number {
  if (typeof text !== 'string') return 0;
  if (counted.text !== text) counted = { text, points: new Offsets(text).points };
  return counted.points;
}
