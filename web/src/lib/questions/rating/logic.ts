import type { SettingsOf } from '../../api';
import type { QuestionLogic } from '../types';

type Settings = SettingsOf<'rating'>;

function has(settings: Settings, value: unknown): value is number {
  return settings.options.some((option) => option.value === value);
}

export const rating: QuestionLogic<'rating', number> = {
  type: 'rating',
  context: 'rating',
  isAnswered: has,
  validate(question, value) {
    if (value === null) return question.required ? { key: 'question.choose.one' } : null;
    return has(question.settings, value) ? null : { key: 'question.option.gone' };
  },
  fromSuggestion: (settings, suggestion) => rating.fromWire(settings, suggestion.value),
  toWire: (value) => value,
  fromWire: (settings, stored) => (has(settings, stored) ? stored : null),
  same: (one, other) => one === other,
  digits: {
    numbers: (settings) => settings.options.map((option) => option.value),
    pick: (_settings, _value, number) => number,
  },
};

/** Captions of the ends, from a description with lines or parts like "1 = bad, 5 = good". */
export function captions(description: string | null | undefined): Map<number, string> {
  const found = new Map<number, string>();
  for (const [, value = '', text = ''] of (description ?? '').matchAll(
    /(\d{1,2})\s*=\s*([^,;\n]+)/g,
  )) {
    found.set(Number(value), text.trim());
  }
  return found;
}
