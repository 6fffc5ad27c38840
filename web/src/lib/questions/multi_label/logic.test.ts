import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf } from '../../api';
import { multiLabel, toggled } from './logic';

const settings: SettingsOf<'multi_label_selection'> = {
  type: 'multi_label_selection',
  options_order: 'natural',
  options: ['a', 'b', 'c'].map((value) => ({ value, text: value })),
};
const question = (required: boolean) =>
  ({ required, settings }) as Question & { settings: typeof settings };

describe('multi-label', () => {
  it.each<[boolean, string[] | null, unknown]>([
    [true, null, { key: 'question.choose.some' }],
    [true, [], { key: 'question.choose.some' }],
    [false, [], null],
    [true, ['a', 'c'], null],
    [true, ['a', 'x'], { key: 'question.options.gone', values: { count: 1 } }],
  ])('required %s, value %o: %o', (required, value, expected) => {
    expect(multiLabel.validate(question(required), value)).toEqual(expected);
  });

  it.each<[unknown, string[] | null]>([
    [
      ['c', 'a', 'c'],
      ['c', 'a'],
    ],
    [['x', 'b', 4], ['b']],
    [['x'], null],
    [[], null],
    ['a', null],
    [null, null],
  ])('takes what is stored as %o for %o', (stored, expected) => {
    expect(multiLabel.fromWire(settings, stored)).toEqual(expected);
  });

  it.each<[string[] | null, string, string[] | null]>([
    [null, 'b', ['b']],
    [['c'], 'a', ['a', 'c']],
    [['a', 'c'], 'a', ['c']],
    [['a'], 'a', null],
  ])('%o with %s is %o', (value, one, expected) => {
    expect(toggled(settings, value, one)).toEqual(expected);
  });

  it('compares without order, and takes none for no answer', () => {
    expect(multiLabel.same(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(multiLabel.same(['a'], ['a', 'b'])).toBe(false);
    expect(multiLabel.same([], null)).toBe(true);
  });

  it('toggles by number', () => {
    expect(multiLabel.digits?.pick(settings, ['a'], 2)).toEqual(['a', 'b']);
    expect(multiLabel.digits?.pick(settings, ['a'], 1)).toBeNull();
  });
});
