/** The view as the search of the API takes it. */
import type { components } from '../api/schema';
import type { Filter, Scope, View } from './view';

type Schemas = components['schemas'];

export function searchOf(view: View): Schemas['SearchQuery'] {
  const and = [...statusFilters(view), ...view.filters.map(filterOf)];
  const query: Schemas['Query'] = {};
  if (view.q.trim() !== '')
    query.text = { q: view.q, ...(view.field ? { field: view.field } : {}) };
  if (view.similar) {
    const { record, vector, order } = view.similar;
    query.vector = { name: vector, record_id: record, order };
  }
  const sorts = view.similar ? [] : view.sorts;
  return {
    ...(and.length > 0 ? { filters: { and } } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(sorts.length > 0
      ? { sort: sorts.map(({ scope, order }) => ({ scope: scopeOf(scope), order })) }
      : {}),
  };
}

function statusFilters({ status, filters }: View): Schemas['Filter'][] {
  const mine = { entity: 'response' as const, property: 'status' as const };
  const own: Schemas['Filter'] = { type: 'terms', scope: mine, values: [status] };
  const names = (filter: Filter) =>
    filter.scope.entity === 'record' && filter.scope.property === 'status';
  if (status !== 'pending' || filters.some(names)) return [own];
  // What others have completed needs no answer of mine.
  const open = { entity: 'record' as const, property: 'status' as const };
  return [own, { type: 'terms', scope: open, values: ['pending'] }];
}

function filterOf(filter: Filter): Schemas['Filter'] {
  const scope = scopeOf(filter.scope);
  if (filter.op === 'in') return { type: 'terms', scope, values: [...filter.values] };
  const { ge, le } = filter;
  const isDate = filter.scope.entity === 'record';
  const bound = (text: string) => (isDate ? text : Number(text));
  return {
    type: 'range',
    scope,
    ...(ge === undefined ? {} : { ge: bound(ge) }),
    ...(le === undefined ? {} : { le: bound(le) }),
  };
}

function scopeOf(scope: Scope): Schemas['Scope'] {
  switch (scope.entity) {
    case 'record':
      return scope;
    case 'metadata':
      return { entity: 'metadata', metadata_property: scope.name };
    case 'response':
      return { entity: 'response', question: scope.question };
    case 'suggestion':
      return scope;
  }
}

/** Words of the search that are looked for, to mark them in the text. */
export function wordsOf(q: string): string[] {
  const words: string[] = [];
  for (const [, minus, phrase, word] of q.matchAll(/(-?)(?:"([^"]+)"|([^\s"|()+]+))/gu)) {
    const text = phrase ?? word?.replace(/[*~]\d*$/, '').replace(/^-/, '') ?? '';
    if (minus === '' && !word?.startsWith('-') && text !== '') words.push(text);
  }
  return words;
}
