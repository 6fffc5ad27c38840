import type { Question, Suggestion } from '../../api';
import { number, score, t } from '../../i18n';
import { short } from '../../spans/short';

const MAX = 40;

/** A suggestion in a few words, for a row: its value and how sure it is. */
export function ideaText({ settings }: Question, { value, score: sure }: Suggestion): string {
  const names = new Map(
    'options' in settings && settings.type !== 'rating'
      ? settings.options.map((option) => [option.value, option.text] as const)
      : [],
  );
  const said = valueText(value, (one) => names.get(one) ?? one);
  return typeof sure === 'number' ? `${said} ${score(sure)}` : said;
}

function valueText(value: unknown, nameOf: (value: string) => string): string {
  if (typeof value === 'string') return short(nameOf(value), MAX);
  if (typeof value === 'number') return number(value);
  if (!Array.isArray(value)) return '';
  const parts = value as unknown[];
  if (parts.every((part) => typeof part === 'string'))
    return short(parts.map(nameOf).join(', '), MAX);
  if (parts.every(isRanked)) {
    const inOrder = [...parts].sort((one, other) => (one.rank ?? 99) - (other.rank ?? 99));
    return short(inOrder.map((part) => nameOf(part.value)).join(' > '), MAX);
  }
  return t('spans.count', { count: parts.length });
}

function isRanked(part: unknown): part is { value: string; rank?: number | null } {
  return typeof part === 'object' && part !== null && 'value' in part;
}
