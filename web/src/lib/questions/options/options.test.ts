import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../../api';
import { folded, numbersOf, scoresOf, shapeOf, type Option } from './options';

const options = (count: number): Option[] =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at + 1}`, text: `Label ${at + 1}` }));

it.each([
  [2, 'pills', 2],
  [9, 'pills', 9],
  [10, 'folded', 10],
  [25, 'folded', 25],
  [26, 'list', 0],
  [5000, 'list', 0],
])('%d options are %s with %d numbers', (count, shape, numbers) => {
  expect(shapeOf(options(count))).toBe(shape);
  expect(numbersOf(options(count))).toHaveLength(numbers);
});

describe('folded', () => {
  it.each<[number | null, string[], number[]]>([
    [null, [], [1, 2, 3, 4, 5]],
    [3, [], [1, 2, 3]],
    [3, ['v5', 'v1'], [1, 2, 3, 5]],
    [9, [], [1, 2, 3, 4, 5]],
  ])('the first %s and %o are numbers %o', (visible, keep, expected) => {
    const found = folded(options(5), visible, (value) => keep.includes(value));
    expect(found.map((one) => one.number)).toEqual(expected);
  });
});

describe('scoresOf', () => {
  const of = (value: unknown, score: unknown) =>
    Object.fromEntries(scoresOf({ value, score } as Suggestion));
  it.each([
    ['a', 0.5, { a: 0.5 }],
    ['a', null, { a: null }],
    [['a', 'b'], [0.5, 0.25], { a: 0.5, b: 0.25 }],
    [['a', 'b'], [0.5], { a: 0.5, b: null }],
    [['a', 'b'], 0.5, { a: 0.5, b: 0.5 }],
    [7, 0.5, {}],
  ])('%o with %o is %o', (value, score, expected) => {
    expect(of(value, score)).toEqual(expected);
  });
});
