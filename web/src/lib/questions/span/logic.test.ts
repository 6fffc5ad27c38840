import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Question, SettingsOf, Suggestion } from '../../api';
import { find } from './find';
import { listed } from './listed';
import { firstOutside, span, suggested } from './logic';

const settings = (overlaps = false): SettingsOf<'span'> => ({
  type: 'span',
  field: 'text',
  options: ['a', 'b'].map((value) => ({ value, text: value.toUpperCase(), description: null })),
  allow_overlapping: overlaps,
  allow_character_annotation: true,
});
const question = (required: boolean, overlaps = false) =>
  ({ required, settings: settings(overlaps) }) as Question & { settings: SettingsOf<'span'> };
const mark = (start: number, end: number, label = 'a') => ({ start, end, label });
const suggestion = (value: unknown, score: unknown = null) => ({ value, score }) as Suggestion;

interface Check {
  name: string;
  length: number;
  overlapping: boolean;
  spans: [number, number][];
  valid: boolean;
}
const { checks } = JSON.parse(readFileSync('../cases/spans.json', 'utf8')) as { checks: Check[] };

describe('span', () => {
  it.each(checks)('golden case "$name"', ({ length, overlapping, spans, valid }) => {
    const value = spans.map(([start, end]) => mark(start, end));
    const told = span.validate(question(true, overlapping), value);
    expect(told === null && firstOutside(value, length) === null).toBe(valid);
  });

  it.each([
    [true, null, 'spans.missing'],
    [false, null, undefined],
    [true, [], undefined],
    [true, [mark(0, 1, 'gone')], 'spans.label.gone'],
  ])('required %s, value %o: %s', (required, value, key) => {
    expect(span.validate(question(required), value)?.key).toBe(key);
  });

  it('takes what is stored, also labels that are gone', () => {
    const stored = [{ ...mark(0, 1, 'gone'), extra: 1 }];
    expect(span.fromWire(settings(), stored)).toEqual([mark(0, 1, 'gone')]);
    expect(span.fromWire(settings(), [{ start: 0 }])).toBeNull();
    expect(span.fromWire(settings(), 'a')).toBeNull();
  });

  it('sends marks in order and nothing else', () => {
    const value = [mark(5, 9), { ...mark(0, 3, 'b'), score: 1 }, mark(0, 3)];
    expect(span.toWire(value)).toEqual([mark(0, 3), mark(0, 3, 'b'), mark(5, 9)]);
  });

  it('compares without regard to order', () => {
    expect(span.same([mark(0, 1), mark(2, 3)], [mark(2, 3), mark(0, 1)])).toBe(true);
    expect(span.same([mark(0, 1)], [mark(0, 1, 'b')])).toBe(false);
    expect(span.same([], null)).toBe(false);
    expect(span.same(null, null)).toBe(true);
  });

  it('reads suggestions with one score, one each or none', () => {
    const value = [mark(0, 1), mark(2, 3, 'gone'), mark(4, 5, 'b')];
    expect(suggested(settings(), suggestion(value, [0.9, 0.8, 0.7]))).toEqual([
      { ...mark(0, 1), score: 0.9 },
      { ...mark(4, 5, 'b'), score: 0.7 },
    ]);
    expect(suggested(settings(), suggestion([mark(0, 1)], 0.5))[0]?.score).toBe(0.5);
    expect(suggested(settings(), suggestion([mark(0, 1)]))[0]?.score).toBeNull();
    expect(span.fromSuggestion(settings(), suggestion([]))).toEqual([]);
    expect(span.fromSuggestion(settings(), suggestion([mark(0, 1, 'gone')]))).toBeNull();
    expect(span.fromSuggestion(settings(), suggestion('x'))).toBeNull();
  });
});

it('finds labels by their start, then by words, then anywhere', () => {
  const labels = ['Old city', 'City', 'Capacity', 'Árbol'].map((text, at) => ({
    text,
    value: `v${at}`,
  }));
  expect(find(labels, 'city', 9).map(({ text }) => text)).toEqual(['City', 'Old city', 'Capacity']);
  expect(find(labels, 'arb', 9)).toHaveLength(1);
  expect(find(labels, ' ', 2)).toHaveLength(2);
});

it('lists marks by position or by label', () => {
  const marks = [mark(0, 3, 'b'), mark(5, 6, 'b'), mark(8, 9, 'a')];
  expect(listed(marks, 'position', String).map(({ start }) => start)).toEqual([0, 5, 8]);
  expect(listed(marks, 'label', String).map(({ start }) => start)).toEqual([8, 0, 5]);
});
