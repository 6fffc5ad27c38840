import { Offsets } from './offsets';
import { inPoints, inUnits } from './showable';
import type { Mark } from './types';

/** How many places of a quote are looked at. */
const PLACES_MAX = 1_000;

export interface Anchored {
  /** Found again, in units of the new text. */
  marks: Mark[];
  /** Their words are gone; in units of the old text. */
  lost: Mark[];
}

/** Finds the marks of a text in a changed one: the same words, as near as can be to where they stood, their surroundings deciding. */
export function reanchor(marks: readonly Mark[], old: string, text: string): Anchored {
  const [head, tail] = common(old, text);
  const anchored: Anchored = { marks: [], lost: [] };
  for (const mark of marks) {
    const shift = place(mark, old, text, head, tail);
    if (shift === null) anchored.lost.push(mark);
    else anchored.marks.push({ ...mark, start: mark.start + shift, end: mark.end + shift });
  }
  return anchored;
}

/** The same for marks as they are stored, in code points. Those outside of the old text are lost. */
export function moved(marks: readonly Mark[], old: string, text: string): Anchored {
  const [before, after] = [new Offsets(old), new Offsets(text)];
  const isInside = ({ start, end }: Mark) => start >= 0 && start < end && end <= before.points;
  const inside = marks.filter(isInside).map((mark) => inUnits(mark, before));
  const { marks: found, lost } = reanchor(inside, old, text);
  return {
    marks: found.map((mark) => inPoints(mark, after)),
    lost: [
      ...lost.map((mark) => inPoints(mark, before)),
      ...marks.filter((mark) => !isInside(mark)),
    ],
  };
}

/** How far the mark moves; null if its words are nowhere. */
function place(mark: Mark, old: string, text: string, head: number, tail: number): number | null {
  // What stands before or after every change has moved with it.
  if (mark.end <= head) return 0;
  const after = text.length - old.length;
  if (mark.start >= old.length - tail) return after;
  const quote = old.slice(mark.start, mark.end);
  let best: { shift: number; worth: number } | null = null;
  let from = text.indexOf(quote);
  for (let looked = 0; from >= 0 && looked < PLACES_MAX; looked += 1) {
    const shift = from - mark.start;
    const near = Math.min(Math.abs(shift), Math.abs(shift - after)) / (text.length + 1);
    const worth = surroundings(mark, old, text, from) - near;
    if (best === null || worth > best.worth) best = { shift, worth };
    from = text.indexOf(quote, from + 1);
  }
  return best?.shift ?? null;
}

/** How many characters around are the same, up to 32 on each side. */
function surroundings(mark: Mark, old: string, text: string, at: number): number {
  const end = at + mark.end - mark.start;
  let [before, after] = [0, 0];
  while (before < 32 && same(old[mark.start - 1 - before], text[at - 1 - before])) before += 1;
  while (after < 32 && same(old[mark.end + after], text[end + after])) after += 1;
  return before + after;
}

function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

/** How long the texts are the same from the front and, of what is left, from the back. */
function common(one: string, other: string): [number, number] {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail])
    tail += 1;
  return [head, tail];
}
