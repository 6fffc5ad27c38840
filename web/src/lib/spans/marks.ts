import type { IntervalIndex } from './intervals';
import { inOrder, overlap, sameMark, type Mark, type Stretch } from './types';

export interface Added {
  marks: Mark[];
  /** What the new mark took the place of. */
  replaced: Mark[];
}

/** Adds a mark; where overlaps are forbidden it replaces those that it covers in part or whole. */
export function add(marks: readonly Mark[], mark: Mark, overlaps: boolean): Added {
  if (marks.some((other) => sameMark(other, mark))) return { marks: [...marks], replaced: [] };
  const kept = overlaps ? marks : marks.filter((other) => !overlap(other, mark));
  const replaced = overlaps ? [] : marks.filter((other) => overlap(other, mark));
  return { marks: [...kept, mark].sort(inOrder), replaced };
}

export function remove(marks: readonly Mark[], mark: Mark): Mark[] {
  return marks.filter((other) => !sameMark(other, mark));
}

/** Another label for a mark; if it is there already with that label, it stays once. */
export function relabel(marks: readonly Mark[], mark: Mark, label: string): Mark[] {
  return replace(marks, mark, { ...mark, label });
}

export function replace(marks: readonly Mark[], mark: Mark, by: Mark): Mark[] {
  const rest = marks.filter((other) => !sameMark(other, mark) && !sameMark(other, by));
  return [...rest, by].sort(inOrder);
}

/** How far an edge may go: to the next mark where overlaps are forbidden, never over the other edge. */
export function moveEdge(
  marks: readonly Mark[],
  mark: Mark,
  edge: 'start' | 'end',
  to: number,
  overlaps: boolean,
): Mark {
  if (edge === 'start' ? to >= mark.end : to <= mark.start) return mark;
  let [low, high] = [-Infinity, Infinity];
  for (const other of overlaps ? [] : marks) {
    if (sameMark(other, mark)) continue;
    if (other.end <= mark.start) low = Math.max(low, other.end);
    if (other.start >= mark.end) high = Math.min(high, other.start);
  }
  return { ...mark, [edge]: Math.min(Math.max(to, low), high) };
}

/** The mark that starts next after the caret, or the first of all. */
export function next(index: IntervalIndex<Mark>, caret: number): Mark | undefined {
  return index.after(caret) ?? index.all[0];
}

export function previous(index: IntervalIndex<Mark>, caret: number): Mark | undefined {
  return index.before(caret) ?? index.all.at(-1);
}

/** The mark after `current` of those at the caret; the innermost first. */
export function cycle(
  index: IntervalIndex<Mark>,
  caret: number,
  current: Mark | null,
): Mark | undefined {
  const found = at(index, caret);
  const place = current === null ? -1 : found.findIndex((mark) => sameMark(mark, current));
  return found[(place + 1) % Math.max(found.length, 1)];
}

/** The marks at the caret, the innermost first; those that only touch it come last. */
export function at(index: IntervalIndex<Mark>, caret: number): Mark[] {
  const rank = ({ start, end }: Stretch) => (start <= caret && caret < end ? 0 : 1);
  return index
    .touching(caret)
    .sort((a, b) => rank(a) - rank(b) || a.end - a.start - (b.end - b.start) || inOrder(a, b));
}
