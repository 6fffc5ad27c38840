import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf, Suggestion } from '../../api';
import { label } from './logic';

const settings: SettingsOf<'label_selection'> = {
  type: 'label_selection',
  options: ['neg', 'pos', '3'].map((value) => ({ value, text: value })),
};
const question = (required: boolean) =>
  ({ required, settings }) as Question & { settings: typeof settings };

describe('label', () => {
  it.each([
    [true, null, { key: 'question.choose.one' }],
    [false, null, null],
    [true, 'pos', null],
    [false, 'gone', { key: 'question.option.gone' }],
  ])('required %s, value %s: %o', (required, value, expected) => {
    expect(label.validate(question(required), value)).toEqual(expected);
  });

  it.each([
    ['pos', 'pos'],
    ['gone', null],
    [3, null],
    [['pos'], null],
    [null, null],
  ])('takes what is stored as %o for %o', (stored, expected) => {
    expect(label.fromWire(settings, stored)).toBe(expected);
    expect(label.fromSuggestion(settings, { value: stored } as Suggestion)).toBe(expected);
  });

  it('chooses by the place in the settings', () => {
    expect(label.digits?.numbers(settings)).toEqual([1, 2, 3]);
    expect(label.digits?.pick(settings, 'neg', 2)).toBe('pos');
    expect(label.digits?.pick(settings, 'neg', 9)).toBe('neg');
  });
});
