import type { QuestionLogic } from '../types';

export const text: QuestionLogic<'text', string> = {
  type: 'text',
  context: 'textQuestion',
  isAnswered: (_settings, value) => value !== null && value.trim() !== '',
  validate(question, value) {
    return question.required && !text.isAnswered(question.settings, value)
      ? { key: 'question.write' }
      : null;
  },
  fromSuggestion: (settings, suggestion) => text.fromWire(settings, suggestion.value),
  toWire: (value) => value,
  fromWire: (_settings, stored) => (typeof stored === 'string' ? stored : null),
  // An empty box is no answer.
  same: (one, other) => (one ?? '') === (other ?? ''),
  digits: null,
};
