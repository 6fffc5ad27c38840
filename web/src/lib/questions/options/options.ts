import type { SettingsOf, Suggestion } from '../../api';

/** One label, as label, multi-label and span questions have them. */
export type Option = SettingsOf<'label_selection'>['options'][number];

/** How a set of options is shown: by its number, since that decides what a person can take in. */
export type Shape = 'pills' | 'folded' | 'list';

/** Digits choose among at most so many; more are found by typing. */
export const NUMBERED_MAX = 25;
const PILLS_MAX = 9;

export function shapeOf(options: readonly Option[]): Shape {
  if (options.length > NUMBERED_MAX) return 'list';
  return options.length > PILLS_MAX ? 'folded' : 'pills';
}

/** The numbers of the options, from 1 in the order of the settings; none where typing finds them. */
export function numbersOf(options: readonly Option[]): readonly number[] {
  return options.length > NUMBERED_MAX ? [] : options.map((_, at) => at + 1);
}

export interface Numbered {
  option: Option;
  /** Belongs to the option, also when others are folded away or stand before it. */
  number: number;
}

export function numbered(options: readonly Option[]): Numbered[] {
  return options.map((option, at) => ({ option, number: at + 1 }));
}

/** The first `visible` options and those to `keep`, in the order of the settings. */
export function folded(
  options: readonly Option[],
  visible: number | null | undefined,
  keep: (value: string) => boolean,
): Numbered[] {
  const all = numbered(options);
  if (typeof visible !== 'number' || visible >= all.length) return all;
  return all.filter(({ option, number }) => number <= visible || keep(option.value));
}

/** Scores of the values of a suggestion: one for all or one for each. */
export function scoresOf(suggestion: Suggestion | null): ReadonlyMap<string, number | null> {
  const found = new Map<string, number | null>();
  if (suggestion === null) return found;
  const { value, score } = suggestion;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  values.forEach((one, at) => {
    const own: unknown = Array.isArray(score) ? score[at] : score;
    if (typeof one === 'string') found.set(one, typeof own === 'number' ? own : null);
  });
  return found;
}
