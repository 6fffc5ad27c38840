export interface Window {
  /** First row drawn, and the one after the last. */
  from: number;
  to: number;
  /** Empty space before and after, in pixels. */
  before: number;
  after: number;
}

const SPARE = 4;

/** The rows of a long list that are drawn: those in sight and a few around. */
export function windowOf(count: number, row: number, top: number, height: number): Window {
  if (row <= 0) return { from: 0, to: Math.min(count, 12), before: 0, after: 0 };
  const from = Math.max(0, Math.min(count, Math.floor(top / row) - SPARE));
  const to = Math.min(count, Math.ceil((top + height) / row) + SPARE);
  return { from, to, before: from * row, after: Math.max(0, count - to) * row };
}

/** Where the list must be scrolled to for a row to be seen; unchanged if it is. */
export function reveal(at: number, row: number, top: number, height: number): number {
  if (at * row < top) return at * row;
  return (at + 1) * row > top + height ? (at + 1) * row - height : top;
}

export interface DrawnRow {
  at: number;
  /** Empty space for the rows before it that are not drawn, in pixels. */
  gap: number;
}

/**
 * Of rows with these heights those between `top` and `bottom`, and those that `keep` asks for wherever
 * they are; `after` is the space behind the last.
 */
export function rowsBetween(
  heights: readonly number[],
  top: number,
  bottom: number,
  keep: (at: number) => boolean,
): { rows: DrawnRow[]; after: number } {
  const rows: DrawnRow[] = [];
  let [y, gap] = [0, 0];
  for (const [at, height] of heights.entries()) {
    const isNear = y + height > top && y < bottom;
    if (isNear || keep(at)) {
      rows.push({ at, gap });
      gap = 0;
    } else gap += height;
    y += height;
  }
  return { rows, after: gap };
}
