import { describe, expect, it } from 'vitest';
import { reveal, rowsBetween, windowOf } from './window';

it.each([
  [5000, 40, 0, 320, { from: 0, to: 12, before: 0, after: 199520 }],
  [5000, 40, 4000, 320, { from: 96, to: 112, before: 3840, after: 195520 }],
  [5000, 40, 199680, 320, { from: 4988, to: 5000, before: 199520, after: 0 }],
  [3, 40, 0, 320, { from: 0, to: 3, before: 0, after: 0 }],
  [3, 40, 9000, 320, { from: 3, to: 3, before: 120, after: 0 }],
  [50, 0, 0, 0, { from: 0, to: 12, before: 0, after: 0 }],
])('%d rows of %d at %d in %d: %o', (count, row, top, height, expected) => {
  expect(windowOf(count, row, top, height)).toEqual(expected);
});

it.each([
  [0, 100, 0],
  [9, 0, 80],
  [3, 40, 40],
])('row %d seen from %d scrolls to %d', (at, top, expected) => {
  expect(reveal(at, 40, top, 320)).toBe(expected);
});

describe('rows of different heights', () => {
  const heights = [10, 20, 30, 40, 50];
  it('draws those in between, with room for the others', () => {
    const { rows, after } = rowsBetween(heights, 15, 61, () => false);
    expect(rows).toEqual([
      { at: 1, gap: 10 },
      { at: 2, gap: 0 },
      { at: 3, gap: 0 },
    ]);
    expect(after).toBe(50);
  });

  it('keeps what is asked for, wherever it is', () => {
    const { rows, after } = rowsBetween(heights, 0, 5, (at) => at === 3);
    expect(rows).toEqual([
      { at: 0, gap: 0 },
      { at: 3, gap: 50 },
    ]);
    expect(after).toBe(50);
  });
});
