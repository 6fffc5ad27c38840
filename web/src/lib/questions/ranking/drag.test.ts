import { expect, it } from 'vitest';
import { landing, type Row } from './drag';

const row = (value: string, group: number, top: number): Row => ({
  value,
  group,
  top,
  bottom: top + 40,
});
// a alone, b and c tied, d not ranked.
const rows = [row('a', 0, 0), row('b', 1, 50), row('c', 1, 90), row('d', -1, 180)];

it.each([
  [2, { drop: { kind: 'before', at: 0 }, line: 0 }],
  [20, { drop: { kind: 'on', value: 'a' }, line: null }],
  [38, { drop: { kind: 'before', at: 1 }, line: 40 }],
  [45, { drop: { kind: 'before', at: 1 }, line: 50 }],
  [88, { drop: { kind: 'on', value: 'b' }, line: null }],
  [92, { drop: { kind: 'on', value: 'c' }, line: null }],
  [128, { drop: { kind: 'before', at: 2 }, line: 130 }],
  [140, { drop: { kind: 'before', at: 2 }, line: 130 }],
  [200, { drop: { kind: 'out' }, line: null }],
])('at %d: %j', (y, expected) => {
  expect(landing(rows, 2, 160, y)).toEqual(expected);
});

it('takes the first item of an empty list', () => {
  expect(landing([row('d', -1, 180)], 0, 160, 20).drop).toEqual({ kind: 'before', at: 0 });
});
