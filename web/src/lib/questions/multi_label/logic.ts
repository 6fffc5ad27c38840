import type { SettingsOf } from '../../api';
import { numbersOf } from '../options/options';
import type { QuestionLogic } from '../types';

type Settings = SettingsOf<'multi_label_selection'>;
type Value = readonly string[];

export const multiLabel: QuestionLogic<'multi_label_selection', Value> = {
  type: 'multi_label_selection',
  context: 'label',
  isAnswered: (settings, value) => known(settings, value ?? []).length > 0,
  validate(question, value) {
    if (value === null || value.length === 0) {
      return question.required ? { key: 'question.choose.some' } : null;
    }
    const lost = value.length - known(question.settings, value).length;
    return lost > 0 ? { key: 'question.options.gone', values: { count: lost } } : null;
  },
  fromSuggestion: (settings, suggestion) => multiLabel.fromWire(settings, suggestion.value),
  toWire: (value) => [...value],
  fromWire(settings, stored) {
    if (!Array.isArray(stored)) return null;
    const fits = known(settings, stored);
    return fits.length > 0 ? fits : null;
  },
  same(one, other) {
    const [a, b] = [new Set(one ?? []), new Set(other ?? [])];
    return a.size === b.size && [...a].every((value) => b.has(value));
  },
  digits: {
    numbers: (settings) => numbersOf(settings.options),
    pick(settings, value, number) {
      const option = settings.options[number - 1];
      return option ? toggled(settings, value, option.value) : value;
    },
  },
};

/** With `one` added or taken away, in the order of the settings; none at all is no answer. */
export function toggled(settings: Settings, value: Value | null, one: string): Value | null {
  const chosen = new Set(value ?? []);
  if (!chosen.delete(one)) chosen.add(one);
  const ordered = settings.options.map((option) => option.value).filter((v) => chosen.has(v));
  return ordered.length > 0 ? ordered : null;
}

function known(settings: Settings, values: readonly unknown[]): string[] {
  const options = new Set<unknown>(settings.options.map((option) => option.value));
  return [...new Set(values)].filter((value): value is string => options.has(value));
}
