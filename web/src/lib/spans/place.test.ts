import { describe, expect, it } from 'vitest';
import { look } from './looks';
import { isRtl, joined, placeTags, TAG_MIN, type Tag } from './place';
import { random } from './random.testing';
import { short } from './short';

const tag = (at: number, width: number, rtl = false, top = 0): Tag => ({ at, top, rtl, width });

describe('tags', () => {
  it.each<[string, Tag[], number[][]]>([
    [
      'stand at their marks',
      [tag(10, 40), tag(100, 40)],
      [
        [10, 40],
        [100, 40],
      ],
    ],
    [
      'are cut where the next begins',
      [tag(10, 80), tag(60, 40)],
      [
        [10, 48],
        [60, 40],
      ],
    ],
    [
      'of one place stand in a row',
      [tag(10, 40), tag(10, 30)],
      [
        [10, 40],
        [52, 30],
      ],
    ],
    ['keep within the line', [tag(280, 60)], [[240, 60]]],
    [
      'stand at the right start',
      [tag(200, 40, true), tag(100, 30, true)],
      [
        [160, 40],
        [70, 30],
      ],
    ],
  ])('%s', (_, tags, expected) => {
    expect(placeTags(tags, 300).map(({ left, width }) => [left, width])).toEqual(expected);
  });

  it('never cover each other', () => {
    const next = random(2);
    for (let round = 0; round < 200; round += 1) {
      const rtl = next(2) === 1;
      const tags = Array.from({ length: next(9) }, () =>
        tag(next(400), 20 + next(90), rtl, next(2) * 40),
      );
      const placed = placeTags(tags, 2_000);
      placed.forEach((one, at) => {
        expect(one.width).toBeGreaterThanOrEqual(Math.min(TAG_MIN, tags[at]?.width ?? 0));
        for (const other of placed.slice(at + 1)) {
          const apart = one.left + one.width <= other.left || other.left + other.width <= one.left;
          expect(apart || one.top !== other.top).toBe(true);
        }
      });
    }
  });
});

it('joins boxes of one line, not those apart', () => {
  const box = (left: number, width: number, top = 0) => ({ left, top, width, height: 20 });
  expect(joined([box(0, 10), box(10, 5), box(40, 5), box(0, 9, 30), box(3, 0)])).toEqual([
    box(0, 15),
    box(40, 5),
    box(0, 9, 30),
  ]);
});

it('reads the direction off the first letter', () => {
  expect(isRtl('(لاهاي', false)).toBe(true);
  expect(isRtl('12 Ana', true)).toBe(false);
  expect(isRtl('12', true)).toBe(true);
});

it('tells 32 labels apart by colour and line', () => {
  const looks = Array.from({ length: 32 }, (_, at) => JSON.stringify(look(at)));
  expect(new Set(looks).size).toBe(32);
  expect([look(8), look(32), look(-1)]).toEqual([
    { colour: 1, line: 'dashed' },
    { colour: 0, line: 'solid' },
    { colour: 0, line: 'solid' },
  ]);
});

it('shortens quotes in the middle, whole signs only', () => {
  expect(short(' a\n b ')).toBe('a b');
  expect(short('😀'.repeat(40), 5)).toBe('😀…😀');
});
