import type { Stretch } from './types';

const space = /^[\p{White_Space}\p{Cc}]*$/u;
const nothing = /^[\p{White_Space}\p{Cc}\p{Cf}\p{P}]*$/u;

/** A selection after snapping, or why it cannot be marked. */
export type Snapped = Stretch | 'empty' | 'punctuation';

/**
 * Edges of marks in one text, in UTF-16 units. Nothing is segmented in advance: each question looks
 * at the surroundings of a position only.
 */
export class Snapper {
  readonly #text: string;
  readonly #graphemes: Intl.Segments;
  readonly #words: Intl.Segments;

  constructor(text: string, locale: string) {
    this.#text = text;
    this.#graphemes = segmenter(locale, 'grapheme').segment(text);
    this.#words = segmenter(locale, 'word').segment(text);
  }

  /** The stretch that a selection means: whole graphemes, whole words but in character mode, no spaces at its edges. */
  snap(one: number, other: number, characters: boolean): Snapped {
    const [from, to] = [this.#within(Math.min(one, other)), this.#within(Math.max(one, other))];
    if (from === to) return 'empty';
    const inner = this.#trim(this.#round({ start: from, end: to }));
    if (inner.start >= inner.end) return 'empty';
    const whole = characters ? inner : this.#trim(this.#round(this.#toWords(inner)));
    return nothing.test(this.#text.slice(whole.start, whole.end)) ? 'punctuation' : whole;
  }

  /** Rounds outwards to whole graphemes, for marks that others made. */
  round({ start, end }: Stretch): Stretch {
    return this.#round({ start: this.#within(start), end: this.#within(end) });
  }

  /** The word at the caret, the one before it if it stands at a word's end. */
  wordAt(caret: number): Stretch | null {
    const at = this.#within(caret);
    for (const place of [at, at - 1]) {
      const found = place >= 0 ? this.#words.containing(place) : undefined;
      if (found === undefined || nothing.test(found.segment)) continue;
      return this.#round({ start: found.index, end: found.index + found.segment.length });
    }
    return null;
  }

  /** The line at the caret without spaces around it. */
  paragraphAt(caret: number): Stretch | null {
    const at = this.#within(caret);
    const start = at === 0 ? 0 : this.#text.lastIndexOf('\n', at - 1) + 1;
    const stop = this.#text.indexOf('\n', at);
    const found = this.#trim({ start, end: stop < 0 ? this.#text.length : stop });
    return found.start < found.end ? found : null;
  }

  /** The next place for an edge in direction `step`: ends of words for ends, starts for starts. */
  move(edge: 'start' | 'end', from: number, step: 1 | -1, characters: boolean): number {
    const segments = characters ? this.#graphemes : this.#words;
    let at = step > 0 ? from : from - 1;
    for (;;) {
      const found = at < 0 ? undefined : segments.containing(at);
      if (found === undefined) return from;
      const end = found.index + found.segment.length;
      const place = edge === 'start' ? found.index : end;
      const beyond = step > 0 ? place > from : place < from;
      const stands = characters ? !space.test(found.segment) : !nothing.test(found.segment);
      if (beyond && stands) return place;
      at = step > 0 ? end : found.index - 1;
    }
  }

  #within(at: number): number {
    return Math.min(Math.max(at, 0), this.#text.length);
  }

  #round({ start, end }: Stretch): Stretch {
    const from = this.#graphemes.containing(start)?.index ?? start;
    return { start: from, end: end > start ? this.#end(end - 1) : from };
  }

  #trim({ start, end }: Stretch): Stretch {
    let [from, to] = [start, end];
    while (from < to && this.#isSpace(this.#graphemes.containing(from))) from = this.#end(from);
    while (from < to && this.#isSpace(this.#graphemes.containing(to - 1)))
      to = this.#graphemes.containing(to - 1)?.index ?? from;
    return { start: from, end: to };
  }

  #isSpace(found: Intl.SegmentData | undefined): boolean {
    return found !== undefined && space.test(found.segment);
  }

  #end(at: number): number {
    const found = this.#graphemes.containing(at);
    return found === undefined ? this.#text.length : found.index + found.segment.length;
  }

  #toWords({ start, end }: Stretch): Stretch {
    const first = this.#words.containing(start);
    const last = this.#words.containing(end - 1);
    return {
      start: first?.index ?? start,
      end: last === undefined ? end : last.index + last.segment.length,
    };
  }
}

const known = new Map<string, Intl.Segmenter>();

function segmenter(locale: string, granularity: 'grapheme' | 'word'): Intl.Segmenter {
  const key = `${granularity} ${locale}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = make(locale, granularity)));
  return found;
}

/** A tag of a record may be anything; what is no language is the browser's own. */
function make(locale: string, granularity: 'grapheme' | 'word'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity });
  }
}
