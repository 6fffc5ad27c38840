import type { Offsets } from './offsets';
import { inOrder, type Mark } from './types';

/** A mark of the answer that the text has no place for, in code points as stored. */
export interface Unshown {
  mark: Mark;
  why: 'label' | 'outside';
}

export interface Sorted {
  /** In UTF-16 units, in order. */
  marks: Mark[];
  unshown: Unshown[];
}

/** Splits an answer into what can be drawn and what cannot; both are kept when it changes. */
export function sortMarks(
  value: readonly Mark[],
  isLabel: (label: string) => boolean,
  offsets: Offsets,
): Sorted {
  const sorted: Sorted = { marks: [], unshown: [] };
  for (const mark of value) {
    const inside = mark.start >= 0 && mark.start < mark.end && mark.end <= offsets.points;
    if (!isLabel(mark.label)) sorted.unshown.push({ mark, why: 'label' });
    else if (!inside) sorted.unshown.push({ mark, why: 'outside' });
    else sorted.marks.push(inUnits(mark, offsets));
  }
  sorted.marks.sort(inOrder);
  return sorted;
}

export function inUnits(mark: Mark, offsets: Offsets): Mark {
  return placed(mark, offsets.toUnits(mark.start), offsets.toUnits(mark.end));
}

export function inPoints(mark: Mark, offsets: Offsets): Mark {
  return placed(mark, offsets.toPoints(mark.start), offsets.toPoints(mark.end));
}

/** The same object where nothing moves: what is made of it need not be made again. */
function placed(mark: Mark, start: number, end: number): Mark {
  return start === mark.start && end === mark.end ? mark : { ...mark, start, end };
}
