/** Filters and orders as words. */
import { exactTime, locale, number, t } from '../i18n';
import type { Question } from '../api';
import type { Opened } from './opening';
import type { Filter, Scope, Similar, Sort } from './view';

export function nameOf(scope: Scope, { questions, metadata }: Opened): string {
  const question = (name: string) => questions.find((one) => one.name === name)?.title ?? name;
  switch (scope.entity) {
    case 'metadata':
      return metadata.find((one) => one.name === scope.name)?.title || scope.name;
    case 'response':
      return t('filter.response', { question: question(scope.question) });
    case 'suggestion':
      return t(`filter.suggestion.${scope.property}`, { question: question(scope.question) });
    case 'record':
      return t(`filter.record.${scope.property}`);
  }
}

export function filterText(filter: Filter, opened: Opened): string {
  const name = nameOf(filter.scope, opened);
  if (filter.op === 'in') {
    const values = filter.values.map((value) => valueText(filter.scope, value, opened)).join(', ');
    return t('filter.is', { name, values });
  }
  const say = (text: string) => boundText(filter.scope, text);
  const { ge, le } = filter;
  if (ge !== undefined && le !== undefined)
    return t('filter.between', { name, from: say(ge), to: say(le) });
  return ge === undefined
    ? t('filter.atmost', { name, value: say(le ?? '') })
    : t('filter.atleast', { name, value: say(ge) });
}

export function sortText({ scope, order }: Sort, opened: Opened): string {
  return t(order === 'asc' ? 'sort.asc' : 'sort.desc', { name: nameOf(scope, opened) });
}

export function similarText(similar: Similar): string {
  const count = similar.limit;
  return t(similar.order === 'most_similar' ? 'similar.most' : 'similar.least', { count });
}

export function valueText(scope: Scope, value: string, opened: Opened): string {
  if (scope.entity === 'record' && scope.property === 'status')
    return t(value === 'completed' ? 'status.completed' : 'status.pending');
  if (scope.entity !== 'suggestion' && scope.entity !== 'response') return value;
  const settings = opened.questions.find((one) => one.name === scope.question)?.settings;
  if (!settings || !('options' in settings)) return value;
  for (const option of settings.options)
    if ('text' in option && option.value === value) return option.text;
  return value;
}

/** An answer as the API writes it, in the words of its question. */
export function answerText({ settings }: Question, value: unknown): string {
  const texts = new Map(
    'options' in settings
      ? settings.options.map((option) => [
          option.value as unknown,
          'text' in option ? option.text : String(option.value),
        ])
      : [],
  );
  const text = (one: unknown): string => texts.get(one) ?? plainText(one);
  const item = (one: unknown): string => {
    if (typeof one !== 'object' || one === null) return text(one);
    const { value: ranked, rank, label, start, end } = one as Record<string, unknown>;
    if (rank !== undefined) return `${plainText(rank)}. ${text(ranked)}`;
    return t('answer.mark', { label: text(label), start: Number(start), end: Number(end) });
  };
  if (value === undefined || value === null) return t('conflict.none');
  if (!Array.isArray(value)) return text(value);
  return value.length === 0 ? t('answer.empty') : value.map(item).join(', ');
}

function plainText(value: unknown): string {
  if (typeof value === 'number') return number(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function boundText(scope: Scope, text: string): string {
  if (scope.entity !== 'record') return number(Number(text), { maximumFractionDigits: 6 });
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return /T/.test(text)
    ? exactTime(date)
    : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}
