import { describe, expect, it } from 'vitest';
import { cellsOf, COLUMNS_MAX, isNumeric, written } from './cells';

describe('cellsOf', () => {
  it.each<[unknown, string[] | null, unknown[][]]>([
    [
      [{ a: 1 }, { b: 2, a: 3 }],
      ['a', 'b'],
      [
        [1, undefined],
        [3, 2],
      ],
    ],
    [
      [[1, 2], [3]],
      ['1', '2'],
      [
        [1, 2],
        [3, undefined],
      ],
    ],
    [{ columns: ['x', 'y'], data: [[1, 2]] }, ['x', 'y'], [[1, 2]]],
    [{ columns: ['y'], data: [{ x: 1, y: 2 }] }, ['y'], [[2]]],
    [
      { a: 1, b: [2] },
      null,
      [
        ['a', 1],
        ['b', [2]],
      ],
    ],
    [
      ['x', 2],
      null,
      [
        ['1', 'x'],
        ['2', 2],
      ],
    ],
    [{}, null, []],
    [[], [], []],
  ])('%j has the columns %j', (value, columns, rows) => {
    expect(cellsOf(value)).toEqual({ columns, rows, dropped: 0 });
  });

  it('has a limit of columns', () => {
    const wide = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`c${at}`, at]));
    const cells = cellsOf([wide]);
    expect(cells.columns).toHaveLength(COLUMNS_MAX);
    expect(cells.dropped).toBe(10);
  });
});

it('writes cells', () => {
  expect([null, 'a', 1.5, true, { b: [1] }].map(written)).toEqual([
    '',
    'a',
    '1.5',
    'true',
    '{"b":[1]}',
  ]);
  expect(isNumeric([[1], [null], [2]], 0)).toBe(true);
  expect(isNumeric([[1], ['2']], 0)).toBe(false);
});
