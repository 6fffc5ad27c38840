/** The state of the annotation page in its query string, both ways. */
import type { ResponseStatus } from '../api';

export type Tab = 'pending' | ResponseStatus;
export const tabs: readonly Tab[] = ['pending', 'draft', 'submitted', 'discarded'];

export type RecordProperty = 'id' | 'external_id' | 'status' | 'inserted_at' | 'updated_at';
export type SuggestionProperty = 'value' | 'score' | 'agent' | 'type';

/** What a filter or a sort looks at. */
export type Scope =
  | { entity: 'record'; property: RecordProperty }
  | { entity: 'metadata'; name: string }
  | { entity: 'suggestion'; question: string; property: SuggestionProperty }
  | { entity: 'response'; question: string };

export type Filter =
  | { scope: Scope; op: 'in'; values: readonly string[] }
  | { scope: Scope; op: 'range'; ge?: string; le?: string };

export interface Sort {
  scope: Scope;
  order: 'asc' | 'desc';
}

export interface Similar {
  record: string;
  vector: string;
  order: 'most_similar' | 'least_similar';
  limit: number;
}

export interface View {
  view: 'focus' | 'bulk';
  status: Tab;
  q: string;
  /** The field to search in; empty for all. */
  field: string;
  filters: readonly Filter[];
  sorts: readonly Sort[];
  similar: Similar | null;
  /** Page of the bulk view, from 1. */
  page: number;
}

export const plainView: View = {
  view: 'focus',
  status: 'pending',
  q: '',
  field: '',
  filters: [],
  sorts: [],
  similar: null,
  page: 1,
};

export const similarLimits: readonly number[] = [10, 50, 100, 1000];
const known = new Set(['view', 'status', 'q', 'field', 'f', 'sort', 'similar', 'page']);
const recordProperties = new Set(['id', 'external_id', 'status', 'inserted_at', 'updated_at']);
const suggestionProperties = new Set(['value', 'score', 'agent', 'type']);

/** The view of a query string, and what of it means nothing to us. */
export function readView(query: URLSearchParams): { view: View; dropped: string[] } {
  const dropped = [...new Set(query.keys())].filter((key) => !known.has(key));
  const one = <T>(key: string, read: (text: string) => T | null, otherwise: T): T => {
    const text = query.get(key);
    if (text === null || text === '') return otherwise;
    const value = read(text);
    if (value === null) dropped.push(`${key}=${text}`);
    return value ?? otherwise;
  };
  const some = <T>(key: string, read: (text: string) => T | null): T[] =>
    (query.get(key) ?? '')
      .split(';')
      .filter((part) => part !== '')
      .flatMap((part) => {
        const value = read(part);
        if (value === null) dropped.push(`${key}=${part}`);
        return value === null ? [] : [value];
      });
  const view: View = {
    view: one('view', (text) => (text === 'bulk' || text === 'focus' ? text : null), 'focus'),
    status: one('status', (text) => tabs.find((tab) => tab === text) ?? null, 'pending'),
    q: query.get('q') ?? '',
    field: query.get('field') ?? '',
    filters: some('f', readFilter),
    sorts: some('sort', readSort),
    similar: one('similar', readSimilar, null),
    page: one('page', (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : null), 1),
  };
  return { view, dropped };
}

/** The query string of a view; what is as usual is left out. */
export function writeView(view: View): URLSearchParams {
  const query = new URLSearchParams();
  const put = (key: string, value: string) => value !== '' && query.set(key, value);
  put('view', view.view === 'focus' ? '' : view.view);
  put('status', view.status === 'pending' ? '' : view.status);
  put('q', view.q);
  put('field', view.q === '' ? '' : view.field);
  put('f', view.filters.map(writeFilter).join(';'));
  put('sort', view.sorts.map(({ scope, order }) => `${writeScope(scope)}:${order}`).join(';'));
  const { similar } = view;
  if (similar) {
    const order = similar.order === 'most_similar' ? 'most' : 'least';
    put('similar', [similar.record, safe(similar.vector), order, similar.limit].join(','));
  }
  put('page', view.page === 1 ? '' : String(view.page));
  return query;
}

/** Whether two views list the same records. */
export function sameList(one: View, other: View): boolean {
  const list = (view: View) => writeView({ ...view, view: 'focus', page: 1 }).toString();
  return list(one) === list(other);
}

export function isNarrowed(view: View): boolean {
  return view.q !== '' || view.filters.length > 0 || view.similar !== null;
}

export function sameScope(one: Scope, other: Scope): boolean {
  return writeScope(one) === writeScope(other);
}

export function writeScope(scope: Scope): string {
  switch (scope.entity) {
    case 'record':
      return `rec.${scope.property}`;
    case 'metadata':
      return `meta.${safe(scope.name)}`;
    case 'response':
      return `resp.${safe(scope.question)}`;
    case 'suggestion':
      return `sug.${safe(scope.question)}${scope.property === 'value' ? '' : `.${scope.property}`}`;
  }
}

export function readScope(text: string): Scope | null {
  const [kind, name, property, ...rest] = text.split('.').map(plain);
  if (name === undefined || name === '' || rest.length > 0) return null;
  if (kind === 'sug') {
    const of = property ?? 'value';
    if (!suggestionProperties.has(of)) return null;
    return { entity: 'suggestion', question: name, property: of as SuggestionProperty };
  }
  if (property !== undefined) return null;
  if (kind === 'meta') return { entity: 'metadata', name };
  if (kind === 'resp') return { entity: 'response', question: name };
  if (kind !== 'rec' || !recordProperties.has(name)) return null;
  return { entity: 'record', property: name as RecordProperty };
}

function writeFilter(filter: Filter): string {
  const scope = writeScope(filter.scope);
  if (filter.op === 'in') return `${scope}:in:${filter.values.map(safe).join(',')}`;
  if (filter.ge !== undefined && filter.le !== undefined)
    return `${scope}:between:${safe(filter.ge)},${safe(filter.le)}`;
  return filter.ge === undefined
    ? `${scope}:le:${safe(filter.le ?? '')}`
    : `${scope}:ge:${safe(filter.ge)}`;
}

function readFilter(text: string): Filter | null {
  const [where = '', op, list = '', ...rest] = text.split(':');
  const scope = readScope(where);
  const values = list.split(',').map(plain);
  const [first = '', second] = values;
  if (scope === null || rest.length > 0 || first === '') return null;
  if (op === 'in') return { scope, op, values };
  if (op === 'between' && second) return { scope, op: 'range', ge: first, le: second };
  if (op === 'ge') return { scope, op: 'range', ge: first };
  return op === 'le' ? { scope, op: 'range', le: first } : null;
}

function readSort(text: string): Sort | null {
  const [where = '', order] = text.split(':');
  const scope = readScope(where);
  return scope && (order === 'asc' || order === 'desc') ? { scope, order } : null;
}

function readSimilar(text: string): Similar | null {
  const [record = '', vector = '', order = 'most', limit = '50'] = text.split(',');
  if (!/^[0-9a-f-]{36}$/i.test(record) || vector === '' || !/^(most|least)$/.test(order))
    return null;
  const number = Number(limit);
  if (!Number.isInteger(number) || number < 1 || number > 1000) return null;
  return {
    record,
    vector: plain(vector),
    order: order === 'most' ? 'most_similar' : 'least_similar',
    limit: number,
  };
}

/** Our own separators are escaped inside of values. */
function safe(text: string): string {
  return text.replace(/[%.,;:]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function plain(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_all, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
