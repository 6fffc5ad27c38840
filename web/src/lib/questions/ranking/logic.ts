import type { SettingsOf, Suggestion } from '../../api';
import type { QuestionLogic } from '../types';

type Settings = SettingsOf<'ranking'>;
export type Ranked = { value: string; rank: number | null };
export type Order = readonly Ranked[];

export const ranking: QuestionLogic<'ranking', Order> = {
  type: 'ranking',
  context: 'ranking',
  isAnswered: (settings, value) => unrankedOf(settings, value).length === 0,
  validate(question, value) {
    if (!question.required && (value ?? []).every(({ rank }) => rank === null)) return null;
    const count = unrankedOf(question.settings, value).length;
    return count > 0 ? { key: 'question.rank.all', values: { count } } : null;
  },
  fromSuggestion: (settings, suggestion) => ranking.fromWire(settings, suggestion.value),
  toWire: (value) =>
    value.filter(({ rank }) => rank !== null).map(({ value: one, rank }) => ({ value: one, rank })),
  fromWire(settings, stored) {
    if (!Array.isArray(stored)) return null;
    const ranks = new Map<string, number>();
    for (const item of stored as unknown[]) {
      const { value, rank } = (item ?? {}) as Record<string, unknown>;
      if (typeof value === 'string' && isRank(settings, rank)) ranks.set(value, rank);
    }
    return clean(settings, (value) => ranks.get(value) ?? null);
  },
  same(one, other) {
    const [a, b] = [ranksOf(one), ranksOf(other)];
    return a.size === b.size && [...a].every(([value, rank]) => b.get(value) === rank);
  },
  // What a digit does depends on the item that has the focus: the component sees to it.
  digits: null,
};

function isRank(settings: Settings, rank: unknown): rank is number {
  return Number.isInteger(rank) && Number(rank) >= 1 && Number(rank) <= settings.options.length;
}

/** Every option in the order of the settings; null when none is ranked. */
function clean(settings: Settings, rankOf: (value: string) => number | null): Order | null {
  const order = settings.options.map(({ value }) => ({ value, rank: rankOf(value) }));
  return order.some(({ rank }) => rank !== null) ? order : null;
}

export function ranksOf(order: Order | null): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { value, rank } of order ?? []) if (rank !== null) ranks.set(value, rank);
  return ranks;
}

/** The ranks that a suggestion proposes; none where it no longer fits. */
export function ideasOf(settings: Settings, suggestion: Suggestion | null): Map<string, number> {
  return ranksOf(suggestion && ranking.fromSuggestion(settings, suggestion));
}

export interface Group {
  rank: number;
  values: string[];
}

/** Items that share a rank stand together, the best rank first. */
export function groupsOf(settings: Settings, order: Order | null): Group[] {
  const ranks = ranksOf(order);
  const groups = new Map<number, string[]>();
  for (const { value } of settings.options) {
    const rank = ranks.get(value);
    if (rank !== undefined) groups.set(rank, [...(groups.get(rank) ?? []), value]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([rank, values]) => ({ rank, values }));
}

export function unrankedOf(settings: Settings, order: Order | null): string[] {
  const ranks = ranksOf(order);
  return settings.options.map(({ value }) => value).filter((value) => !ranks.has(value));
}

/** Gives one item a rank, or takes it away; the others keep theirs. */
export function withRank(
  settings: Settings,
  order: Order | null,
  one: string,
  rank: number | null,
): Order | null {
  const ranks = ranksOf(order);
  return clean(settings, (value) => (value === one ? rank : (ranks.get(value) ?? null)));
}

/** Where an item is put down. */
export type Drop =
  /** Ties with this item. */
  | { kind: 'on'; value: string }
  /** Alone, before the group of this place; after all of them at the last. */
  | { kind: 'before'; at: number }
  | { kind: 'out' };

/** The order after `one` was put down. Ranks of others change only where there is no room. */
export function dropped(
  settings: Settings,
  order: Order | null,
  one: string,
  drop: Drop,
): Order | null {
  if (drop.kind === 'out') return withRank(settings, order, one, null);
  if (drop.kind === 'on') {
    const rank = ranksOf(order).get(drop.value);
    return drop.value === one || rank === undefined ? order : withRank(settings, order, one, rank);
  }
  const all = groupsOf(settings, order);
  const behind = all[drop.at]?.values.some((value) => value !== one)
    ? all[drop.at]
    : all[drop.at + 1];
  const rest = all
    .map((group) => ({ ...group, values: group.values.filter((value) => value !== one) }))
    .filter((group) => group.values.length > 0);
  const found = rest.findIndex((group) => group.rank === behind?.rank);
  const place = found < 0 ? rest.length : found;
  const before = rest[place - 1]?.rank ?? 0;
  const groups = rest.toSpliced(place, 0, { rank: before + 1, values: [one] });
  // Ranks without gaps stay so; where a person left gaps, others move only if they must.
  const whole = all.every((group, at) => group.rank === at + 1);
  return numbered(settings, groups, whole);
}

function numbered(settings: Settings, sorted: Group[], whole: boolean): Order | null {
  let last = 0;
  let groups = sorted.map((group) => ({ ...group, rank: (last = Math.max(group.rank, last + 1)) }));
  if (whole || last > settings.options.length) {
    groups = groups.map((group, place) => ({ ...group, rank: place + 1 }));
  }
  const ranks = new Map(groups.flatMap(({ rank, values }) => values.map((value) => [value, rank])));
  return clean(settings, (value) => ranks.get(value) ?? null);
}

/** One place up or down past whole groups: a tied item leaves its group first. */
export function stepped(
  settings: Settings,
  order: Order | null,
  one: string,
  by: -1 | 1,
): Order | null {
  const groups = groupsOf(settings, order);
  const at = groups.findIndex((group) => group.values.includes(one));
  if (at < 0)
    return by < 0 ? dropped(settings, order, one, { kind: 'before', at: groups.length }) : order;
  const tied = (groups[at]?.values.length ?? 0) > 1;
  if (!tied && (by < 0 ? at === 0 : at === groups.length - 1)) return order;
  const to = by < 0 ? (tied ? at : at - 1) : tied ? at + 1 : at + 2;
  return dropped(settings, order, one, { kind: 'before', at: to });
}

/** As `stepped`, but stops on every group on the way: ties without a pointer. */
export function crept(
  settings: Settings,
  order: Order | null,
  one: string,
  by: -1 | 1,
): Order | null {
  const groups = groupsOf(settings, order);
  const at = groups.findIndex((group) => group.values.includes(one));
  const tied = (groups[at]?.values.length ?? 0) > 1;
  const next = groups[at + by];
  const [partner] = next?.values ?? [];
  if (at < 0 || tied || partner === undefined) return stepped(settings, order, one, by);
  return dropped(settings, order, one, { kind: 'on', value: partner });
}
