import { expect, it } from 'vitest';
import { found, rank } from './match';

it.each([
  ['rev', 'reviews-2026', 0],
  ['2026', 'reviews-2026', 1],
  ['view', 'reviews-2026', 2],
  ['r26', 'reviews-2026', 3],
  ['xyz', 'reviews-2026', null],
  ['cancion', 'Canción', 0],
  ['', 'anything', 0],
])('%s in %s: %s', (typed, text, expected) => {
  expect(rank(typed, text)).toBe(expected);
});

it('puts the best first and keeps the order of equals', () => {
  expect(found('a', ['ba', 'a b', 'c a', 'ab'], (text) => text, 3)).toEqual(['a b', 'ab', 'c a']);
});
