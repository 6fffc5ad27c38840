import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf } from '../../api';
import { captions, rating } from './logic';

const settings: SettingsOf<'rating'> = {
  type: 'rating',
  options: [1, 2, 3, 5].map((value) => ({ value })),
};
const question = (required: boolean) =>
  ({ required, settings }) as Question & { settings: typeof settings };

describe('rating', () => {
  it.each([
    [true, null, { key: 'question.choose.one' }],
    [false, null, null],
    [true, 5, null],
    [true, 4, { key: 'question.option.gone' }],
  ])('required %s, value %s: %o', (required, value, expected) => {
    expect(rating.validate(question(required), value)).toEqual(expected);
  });

  it.each([
    [3, 3],
    [4, null],
    ['3', null],
    [null, null],
  ])('takes what is stored as %o for %o', (stored, expected) => {
    expect(rating.fromWire(settings, stored)).toBe(expected);
  });

  it('rates by the value shown, gaps kept', () => {
    expect(rating.digits?.numbers(settings)).toEqual([1, 2, 3, 5]);
  });

  it('finds captions in a description', () => {
    expect([...captions('How good? 1 = useless, 5 = as I would write it')]).toEqual([
      [1, 'useless'],
      [5, 'as I would write it'],
    ]);
  });
});
