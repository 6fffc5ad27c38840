import { describe, expect, it } from 'vitest';
import { IntervalIndex } from './intervals';
import { random } from './random.testing';
import { hidden, LANES_MAX, lanes, segments } from './segments';
import { inOrder, overlap, type Stretch } from './types';

function some(next: (below: number) => number, count: number, width: number): Stretch[] {
  return Array.from({ length: count }, () => {
    const start = next(width);
    return { start, end: start + 1 + next(width / 3) };
  }).sort(inOrder);
}

describe('segments', () => {
  it('show at every position the mark that starts last, and how many there are', () => {
    const next = random(3);
    for (let round = 0; round < 200; round += 1) {
      const marks = some(next, next(9), 30);
      const found = segments(marks);
      for (let at = 0; at < 45; at += 1) {
        const there = marks.flatMap(({ start, end }, mark) =>
          start <= at && at < end ? [mark] : [],
        );
        const segment = found.find(({ start, end }) => start <= at && at < end);
        expect(segment?.depth ?? 0).toBe(there.length);
        expect(segment?.top).toBe(there.at(-1));
      }
      expect(found.every((one, at) => at === 0 || (found[at - 1]?.end ?? 0) <= one.start)).toBe(
        true,
      );
    }
  });
});

describe('lanes', () => {
  it('are never shared by marks that overlap, and no lower one is free', () => {
    const next = random(4);
    for (let round = 0; round < 200; round += 1) {
      const marks = some(next, next(14), 40);
      const laneOf = lanes(marks);
      marks.forEach((mark, at) => {
        const earlier = marks.slice(0, at).flatMap((other, place) => {
          const lane = laneOf[place] ?? 0;
          return lane < LANES_MAX && overlap(other, mark) ? [lane] : [];
        });
        const free = Array.from({ length: LANES_MAX }, (_, lane) => lane).find(
          (lane) => !earlier.includes(lane),
        );
        expect(laneOf[at]).toBe(free ?? LANES_MAX);
      });
    }
  });

  it('beyond the fifth are told as a number', () => {
    const marks = Array.from({ length: 8 }, (_, at) => ({ start: at, end: 20 - at })).sort(inOrder);
    const laneOf = lanes(marks);
    expect(laneOf).toEqual([0, 1, 2, 3, 4, 5, 5, 5]);
    expect(hidden(marks, laneOf)).toEqual([{ start: 5, end: 15, count: 3 }]);
  });
});

describe('the index', () => {
  it('finds what a search through all finds', () => {
    const next = random(5);
    for (let round = 0; round < 200; round += 1) {
      const marks = some(next, next(20), 50);
      const index = new IntervalIndex(marks);
      const [from, to] = [next(60), next(60)];
      expect(index.overlapping(from, to)).toEqual(
        from < to ? marks.filter((mark) => overlap(mark, { start: from, end: to })) : [],
      );
      expect(index.touching(from)).toEqual(
        marks.filter(({ start, end }) => start <= from && from <= end),
      );
      expect(index.after(from)).toEqual(marks.find(({ start }) => start > from));
      expect(index.before(from)).toEqual(marks.filter(({ start }) => start < from).at(-1));
    }
  });

  it('looks at few of 10,000', () => {
    const marks = some(random(6), 10_000, 100_000).map(({ start }) => ({ start, end: start + 9 }));
    const index = new IntervalIndex(marks);
    let found = 0;
    for (let at = 0; at < 100_000; at += 1_000) found += index.overlapping(at, at + 10).length;
    // 100 questions: a path of 14 down the tree each, twice at most, and what was found.
    expect(index.looked).toBeLessThan(100 * 2 * 14 + 3 * found);
  });
});
