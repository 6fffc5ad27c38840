import { describe, expect, it } from 'vitest';
import { reanchor } from './anchor';
import { IntervalIndex } from './intervals';
import { add, cycle, moveEdge, next, previous, relabel, remove, replace } from './marks';
import { random } from './random.testing';
import { overlap, type Mark } from './types';

const mark = (start: number, end: number, label = 'a'): Mark => ({ start, end, label });

describe('adding', () => {
  it('replaces what it covers where overlaps are forbidden', () => {
    const marks = [mark(0, 5), mark(5, 9), mark(12, 20)];
    expect(add(marks, mark(7, 13, 'b'), false)).toEqual({
      marks: [mark(0, 5), mark(7, 13, 'b')],
      replaced: [mark(5, 9), mark(12, 20)],
    });
  });

  it('touches and stacks', () => {
    expect(add([mark(0, 5)], mark(5, 9), false).marks).toHaveLength(2);
    expect(add([mark(0, 5)], mark(0, 5, 'b'), true).marks).toHaveLength(2);
  });

  it.each([true, false])('the same twice is one, overlaps %s', (overlaps) => {
    expect(add([mark(0, 5)], mark(0, 5), overlaps)).toEqual({ marks: [mark(0, 5)], replaced: [] });
  });

  it('keeps marks apart whatever is done', () => {
    const pick = random(9);
    let marks: Mark[] = [];
    for (let step = 0; step < 500; step += 1) {
      const start = pick(60);
      marks = add(marks, mark(start, start + 1 + pick(9), 'abc'[pick(3)]), false).marks;
      const own = marks[pick(marks.length)];
      if (!own) continue;
      const edge = pick(2) ? 'start' : 'end';
      marks = replace(marks, own, moveEdge(marks, own, edge, pick(70), false));
      const [one] = marks;
      if (one && pick(3) === 0) marks = remove(relabel(marks, one, 'z'), { ...one, label: 'z' });
      for (const [at, each] of marks.entries()) {
        expect(each.start).toBeLessThan(each.end);
        expect(marks.slice(at + 1).some((other) => overlap(other, each))).toBe(false);
      }
    }
  });
});

describe('changing', () => {
  it('makes one of two that become the same', () => {
    const both = [mark(0, 5, 'a'), mark(0, 5, 'b')];
    expect(relabel(both, mark(0, 5, 'b'), 'a')).toEqual([mark(0, 5, 'a')]);
  });

  it.each([
    ['end', 9, false, mark(4, 9)],
    ['end', 20, false, mark(4, 12)],
    ['end', 20, true, mark(4, 20)],
    ['end', 4, true, mark(4, 8)],
    ['start', 1, false, mark(2, 8)],
    ['start', 8, false, mark(4, 8)],
  ] as const)(
    'an edge goes as far as it may: %s to %i, overlaps %s',
    (edge, to, overlaps, result) => {
      const marks = [mark(0, 2), mark(4, 8), mark(12, 14)];
      expect(moveEdge(marks, mark(4, 8), edge, to, overlaps)).toEqual(result);
    },
  );
});

describe('walking', () => {
  const marks = [mark(2, 20), mark(4, 9, 'b'), mark(6, 8), mark(30, 31)];
  const index = new IntervalIndex(marks);

  it('goes on from the caret and round the end', () => {
    expect(next(index, 4)).toEqual(mark(6, 8));
    expect(next(index, 30)).toEqual(mark(2, 20));
    expect(previous(index, 6)).toEqual(mark(4, 9, 'b'));
    expect(previous(index, 2)).toEqual(mark(30, 31));
  });

  it('turns through the marks at the caret, the innermost first', () => {
    const first = cycle(index, 7, null);
    const second = cycle(index, 7, first ?? null);
    const third = cycle(index, 7, second ?? null);
    expect([first, second, third]).toEqual([mark(6, 8), mark(4, 9, 'b'), mark(2, 20)]);
    expect(cycle(index, 7, third ?? null)).toEqual(first);
    expect(cycle(index, 25, null)).toBeUndefined();
  });
});

describe('a changed text', () => {
  function moved(old: string, text: string, quote: string, nth = 0): string | null {
    let start = old.indexOf(quote);
    for (let at = 0; at < nth; at += 1) start = old.indexOf(quote, start + 1);
    const [found] = reanchor([mark(start, start + quote.length)], old, text).marks;
    return found ? `${text.slice(0, found.start)}[${text.slice(found.start, found.end)}]` : null;
  }

  it.each([
    ['Ana left Bonn', 'Then Ana left Bonn', 'Bonn', 0, 'Then Ana left [Bonn]'],
    ['Ana left Bonn', 'Ana left Bonn today', 'Ana', 0, '[Ana]'],
    ['Ana met Ana', 'Ana met old Ana', 'Ana', 1, 'Ana met old [Ana]'],
    ['Ana met Ana', 'So Ana met Ana', 'Ana', 0, 'So [Ana]'],
    [
      'I left Bonn. You saw Bonn.',
      'You saw Bonn. I left Bonn.',
      'Bonn',
      0,
      'You saw Bonn. I left [Bonn]',
    ],
    ['Ana left Bonn', 'Ana left Rome', 'Bonn', 0, null],
  ])('%o to %o: %o', (old, text, quote, nth, expected) =>
    expect(moved(old, text, quote, nth)).toBe(expected),
  );

  it('loses nothing silently', () => {
    const old = 'one two three';
    const { marks, lost } = reanchor([mark(0, 3), mark(4, 7)], old, 'one 2 three');
    expect([marks, lost]).toEqual([[mark(0, 3)], [mark(4, 7)]]);
  });
});
