import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf } from '../../api';
import { diff, placesOf } from './diff';
import { text } from './logic';

const settings: SettingsOf<'text'> = { type: 'text', use_markdown: false };
const question = (required: boolean) =>
  ({ required, settings }) as Question & { settings: typeof settings };

describe('text', () => {
  it.each([
    [true, null, { key: 'question.write' }],
    [true, ' \n', { key: 'question.write' }],
    [false, '', null],
    [true, 'as it is ', null],
  ])('required %s, value %o: %o', (required, value, expected) => {
    expect(text.validate(question(required), value)).toEqual(expected);
  });

  it('keeps what is stored, to the letter', () => {
    expect(text.fromWire(settings, ' a\r\n')).toBe(' a\r\n');
    expect(text.fromWire(settings, '')).toBe('');
    expect(text.fromWire(settings, 4)).toBeNull();
  });

  it('takes an empty box for no answer', () => {
    expect(text.same('', null)).toBe(true);
    expect(text.same('a', null)).toBe(false);
  });
});

describe('diff', () => {
  const written = (before: string, after: string, locale = 'en') =>
    diff(before, after, locale)
      .map(
        ({ kind, text: part }) =>
          ({ same: part, added: `+[${part}]`, removed: `-[${part}]` })[kind],
      )
      .join('');

  it.each([
    ['a b c', 'a b c', 'a b c'],
    ['a b c', 'a x c', 'a -[b]+[x] c'],
    ['a b c', 'a b', 'a b-[ c]'],
    ['', 'new', '+[new]'],
    ['old', '', '-[old]'],
    ['one two three four', 'one 2 three 4', 'one -[two]+[2] three -[four]+[4]'],
  ])('%o to %o is %s', (before, after, expected) => {
    expect(written(before, after)).toBe(expected);
  });

  it('knows words where nothing parts them', () => {
    expect(written('私は東京に住む', '私は大阪に住む', 'ja')).toBe('私は-[東京]+[大阪]に住む');
  });

  it('counts places and gives up on the middle of long texts', () => {
    expect(placesOf(diff('a b c d', 'a x c y', 'en'))).toBe(2);
    const long = 'word '.repeat(3000);
    const changes = diff(`x ${long}y`, `z ${long}w ${long}`, 'en');
    expect(
      changes
        .filter((one) => one.kind !== 'added')
        .map((one) => one.text)
        .join(''),
    ).toBe(`x ${long}y`);
  });
});
