import type { SettingsOf } from '../../api';
import { numbersOf } from '../options/options';
import type { QuestionLogic } from '../types';

type Settings = SettingsOf<'label_selection'>;

function has(settings: Settings, value: unknown): value is string {
  return settings.options.some((option) => option.value === value);
}

export const label: QuestionLogic<'label_selection', string> = {
  type: 'label_selection',
  context: 'label',
  isAnswered: has,
  validate(question, value) {
    if (value === null) return question.required ? { key: 'question.choose.one' } : null;
    return has(question.settings, value) ? null : { key: 'question.option.gone' };
  },
  fromSuggestion: (settings, suggestion) => label.fromWire(settings, suggestion.value),
  toWire: (value) => value,
  fromWire: (settings, stored) => (has(settings, stored) ? stored : null),
  same: (one, other) => one === other,
  digits: {
    numbers: (settings) => numbersOf(settings.options),
    pick: (settings, value, number) => settings.options[number - 1]?.value ?? value,
  },
};
