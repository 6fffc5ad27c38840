import { expect, it } from 'vitest';
import { read, Throttle } from './messages';

it.each([
  [{ type: 'ready', more: 1 }, { type: 'ready' }],
  [{ type: 'escape' }, { type: 'escape' }],
  [
    { type: 'height', value: 300.2 },
    { type: 'height', value: 301 },
  ],
  [
    { type: 'height', value: 1 },
    { type: 'height', value: 40 },
  ],
  [
    { type: 'height', value: 1e9 },
    { type: 'height', value: 4000 },
  ],
  [{ type: 'height', value: Number.NaN }, null],
  [{ type: 'height', value: '300' }, null],
  [
    { type: 'error', message: 'x'.repeat(9000) },
    { type: 'error', message: 'x'.repeat(500) },
  ],
  [{ type: 'error', message: {} }, null],
  [
    { type: 'blocked', host: 'cdn.example' },
    { type: 'blocked', host: 'cdn.example' },
  ],
  [{ type: 'submit' }, null],
  ['ready', null],
  [null, null],
])('%j is read as %j', (data, expected) => {
  expect(read(data)).toEqual(expected);
});

it('lets ten through in any second', () => {
  const throttle = new Throttle(10);
  const allowed = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => throttle.allows(from + at)).filter(Boolean).length;
  expect(allowed(0, 50)).toBe(10);
  expect(allowed(900, 50)).toBe(0);
  expect(allowed(1_005, 3)).toBe(3);
});
