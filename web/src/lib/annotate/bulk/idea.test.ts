import { expect, it } from 'vitest';
import type { Question, Suggestion } from '../../api';
import { ideaText } from './idea';

const options = ['a', 'b', 'c'].map((value) => ({ value, text: value.toUpperCase() }));
const ask = (settings: object) => ({ settings }) as unknown as Question;
const idea = (value: unknown, score: number | null = null) =>
  ({ value, score }) as unknown as Suggestion;

it.each([
  [{ type: 'label_selection', options }, 'b', 'B'],
  [{ type: 'label_selection', options }, 'gone', 'gone'],
  [{ type: 'multi_label_selection', options }, ['a', 'c'], 'A, C'],
  [{ type: 'rating', options: [{ value: 4 }] }, 4, '4'],
  [{ type: 'text' }, 'plain\nwords', 'plain words'],
  [
    { type: 'ranking', options },
    [
      { value: 'c', rank: 2 },
      { value: 'a', rank: 1 },
    ],
    'A > C',
  ],
  [{ type: 'span', options }, [{ start: 0, end: 1, label: 'a' }], '1 mark.'],
])('%o of %o is %s', (settings, value, expected) => {
  expect(ideaText(ask(settings), idea(value))).toBe(expected);
});

it('says how sure it is', () => {
  expect(ideaText(ask({ type: 'label_selection', options }), idea('a', 0.93))).toBe('A 0.93');
});
