import { expect, it } from 'vitest';
import { chunks, LONG } from './chunks';

const lines = (count: number, line: string): string => line.repeat(count);

it.each([
  ['', 1],
  ['short', 1],
  [lines(400, `${'a'.repeat(99)}\n`), 10],
  ['x'.repeat(LONG + 1), 1],
  [`${'x'.repeat(9_000)}\n`.repeat(3), 3],
  [lines(3000, '😀é\r\n'), 1],
])('a text of %#: joined again it is the same', (text, least) => {
  const found = chunks(text);
  expect(found.join('')).toBe(text);
  expect(found.length).toBeGreaterThanOrEqual(least);
});
