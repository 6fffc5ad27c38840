import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf } from '../../api';
import {
  crept,
  dropped,
  groupsOf,
  ranking,
  stepped,
  withRank,
  type Drop,
  type Order,
} from './logic';

const settings: SettingsOf<'ranking'> = {
  type: 'ranking',
  options: ['a', 'b', 'c', 'd'].map((value) => ({ value, text: value })),
};
const question = (required: boolean) =>
  ({ required, settings }) as Question & { settings: typeof settings };

/** `b2 a1 c-`: written short. */
function order(text: string): Order | null {
  if (text === '') return null;
  return text.split(' ').map((part) => ({
    value: part.charAt(0),
    rank: part.slice(1) === '-' ? null : Number(part.slice(1)),
  }));
}
function short(value: Order | null): string {
  return groupsOf(settings, value)
    .map(({ rank, values }) => `${rank}${values.join('')}`)
    .join(' ');
}

describe('ranking', () => {
  it.each([
    [true, '', { key: 'question.rank.all', values: { count: 4 } }],
    [false, '', null],
    [false, 'a- b-', null],
    [false, 'a1 b-', { key: 'question.rank.all', values: { count: 3 } }],
    [true, 'a1 b1 c2 d4', null],
  ])('required %s, value %s: %o', (required, value, expected) => {
    expect(ranking.validate(question(required), order(value))).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [
      [
        { value: 'b', rank: 2 },
        { value: 'a', rank: 1 },
        { value: 'x', rank: 1 },
        { value: 'c', rank: 9 },
        { value: 'd', rank: null },
      ],
      '1a 2b',
    ],
    [[{ value: 'a' }, null, 3], ''],
    ['a', ''],
    [[], ''],
  ])('takes what is stored as %j for %s', (stored, expected) => {
    expect(short(ranking.fromWire(settings, stored))).toBe(expected);
  });

  it('writes ranked items only', () => {
    expect(ranking.toWire(order('a1 b- c2') ?? [])).toEqual([
      { value: 'a', rank: 1 },
      { value: 'c', rank: 2 },
    ]);
  });

  it('compares ranks', () => {
    expect(ranking.same(order('a1 b-'), order('a1'))).toBe(true);
    expect(ranking.same(order('a1'), order('a2'))).toBe(false);
    expect(ranking.same(order('a-'), null)).toBe(true);
  });

  it('ranks one without touching others', () => {
    expect(short(withRank(settings, order('a1 b2'), 'c', 2))).toBe('1a 2bc');
    expect(withRank(settings, order('a1'), 'a', null)).toBeNull();
  });
});

describe('dropped', () => {
  it.each<[string, string, Drop, string]>([
    ['a1 b2 c3', 'a', { kind: 'on', value: 'c' }, '2b 3ac'],
    ['a1 b2 c3', 'a', { kind: 'on', value: 'd' }, '1a 2b 3c'],
    ['a1 b2 c3 d4', 'a', { kind: 'before', at: 4 }, '1b 2c 3d 4a'],
    ['a1 b2 c3 d4', 'd', { kind: 'before', at: 0 }, '1d 2a 3b 4c'],
    ['a1 b2 c3 d4', 'b', { kind: 'before', at: 1 }, '1a 2b 3c 4d'],
    ['a1 b1 c2', 'b', { kind: 'before', at: 0 }, '1b 2a 3c'],
    ['a1 b1 c2', 'a', { kind: 'before', at: 1 }, '1b 2a 3c'],
    ['a1 c3', 'b', { kind: 'before', at: 1 }, '1a 2b 3c'],
    ['a2', 'b', { kind: 'before', at: 1 }, '2a 3b'],
    ['', 'b', { kind: 'before', at: 0 }, '1b'],
    ['a1 b2', 'a', { kind: 'out' }, '2b'],
  ])('%s, %s to %j is %s', (before, one, drop, expected) => {
    expect(short(dropped(settings, order(before), one, drop))).toBe(expected);
  });
});

describe('steps', () => {
  it.each<[string, string, -1 | 1, string]>([
    ['a1 b2 c3', 'b', -1, '1b 2a 3c'],
    ['a1 b2 c3', 'b', 1, '1a 2c 3b'],
    ['a1 b2 c3', 'a', -1, '1a 2b 3c'],
    ['a1 b1', 'b', -1, '1b 2a'],
    ['a1 b1', 'a', 1, '1b 2a'],
    ['a1', 'd', -1, '1a 2d'],
    ['a1', 'd', 1, '1a'],
  ])('%s, %s by %d is %s', (before, one, by, expected) => {
    expect(short(stepped(settings, order(before), one, by))).toBe(expected);
  });

  it('creep over ties', () => {
    let at = order('a1 b2 c3');
    const seen = [1, 2, 3, 4].map(() => short((at = crept(settings, at, 'c', -1))));
    expect(seen).toEqual(['1a 2bc', '1a 2c 3b', '1ac 3b', '1c 2a 3b']);
  });
});
