import type { SettingsOf, Suggestion } from '../../api';
import { inOrder, MARKS_MAX, overlap, sameMark, type Mark } from '../../spans/types';
import type { QuestionLogic } from '../types';

type Settings = SettingsOf<'span'>;
type Value = readonly Mark[];

/** Positions are code points of the stored text. An empty list is an answer: nothing to mark. */
export const span: QuestionLogic<'span', Value> = {
  type: 'span',
  context: 'span',
  isAnswered: (_settings, value) => value !== null,
  validate(question, value) {
    if (value === null) return question.required ? { key: 'spans.missing' } : null;
    const { settings } = question;
    const known = labelsOf(settings);
    if (value.some((mark) => !known.has(mark.label))) return { key: 'spans.label.gone' };
    if (value.length > MARKS_MAX) return { key: 'spans.said.full' };
    return !settings.allow_overlapping && anyOverlap(value) ? { key: 'spans.overlapping' } : null;
  },
  misfit(settings, value, lengthOf) {
    if (value.length === 0) return null;
    const points = lengthOf(settings.field);
    const mark = firstOutside(value, points);
    if (mark === null) return null;
    const title = settings.options.find((option) => option.value === mark.label)?.text;
    const { start, end } = mark;
    return { key: 'spans.outside', values: { label: title ?? mark.label, start, end, points } };
  },
  fromSuggestion(settings, suggestion) {
    const marks = suggested(settings, suggestion);
    return marks.length === 0 && !isEmptyList(suggestion.value) ? null : marks.map(bare);
  },
  // The answer itself where it is as the API writes it: what is kept of it twice is stored once.
  toWire(value) {
    const marks = ordered(value);
    return marks.every(isBare) ? marks : marks.map(bare);
  },
  // A label that is gone is kept and listed as such: nobody's work disappears.
  fromWire: (_settings, stored) => (isMarks(stored) ? stored.map(bare) : null),
  same(one, other) {
    if (one === other) return true;
    if (one?.length !== other?.length || !one || !other) return false;
    const [a, b] = [ordered(one), ordered(other)];
    return a.every((mark, at) => b[at] !== undefined && sameMark(mark, b[at]));
  },
  // What a digit does depends on the selection: the component sees to it.
  digits: null,
};

export interface SuggestedMark extends Mark {
  score: number | null;
}

/** The marks of a suggestion that have labels, each with its score: one for all or one for each. */
export function suggested(settings: Settings, suggestion: Suggestion): SuggestedMark[] {
  const { value, score } = suggestion;
  if (!isMarks(value)) return [];
  const known = labelsOf(settings);
  return value
    .map((mark, at) => ({ ...bare(mark), score: scoreAt(score, at) }))
    .filter((mark) => known.has(mark.label));
}

/** Why the answer does not fit a text of so many code points. */
export function firstOutside(value: Value, points: number): Mark | null {
  return value.find(({ start, end }) => start < 0 || start >= end || end > points) ?? null;
}

export function keyOf({ start, end, label }: Mark): string {
  return `${start} ${end} ${label}`;
}

function scoreAt(score: Suggestion['score'], at: number): number | null {
  const own: unknown = Array.isArray(score) ? score[at] : score;
  return typeof own === 'number' ? own : null;
}

function bare({ label, start, end }: Mark): Mark {
  return { label, start, end };
}

function labelsOf(settings: Settings): ReadonlySet<string> {
  return new Set(settings.options.map(({ value }) => value));
}

function isBare(mark: Mark): boolean {
  return Object.keys(mark).length === 3;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isMarks(value: unknown): value is Mark[] {
  return Array.isArray(value) && value.every(isMark);
}

function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end, label } = value as Partial<Record<keyof Mark, unknown>>;
  return Number.isInteger(start) && Number.isInteger(end) && typeof label === 'string';
}

function inWireOrder(one: Mark, other: Mark): number {
  if (one.label === other.label) return inOrder(one, other);
  return inOrder(one, other) || (one.label < other.label ? -1 : 1);
}

/** As the API writes it. Nearly always it is in order already, and there may be thousands. */
function ordered(value: Value): Value {
  const isOrdered = value.every((mark, at) => {
    const before = value[at - 1];
    return before === undefined || inWireOrder(before, mark) <= 0;
  });
  return isOrdered ? value : [...value].sort(inWireOrder);
}

/** In order of starts, a mark that reaches into any later one reaches into the next. */
function anyOverlap(value: Value): boolean {
  const sorted = ordered(value);
  return sorted.some((mark, at) => {
    const following = sorted[at + 1];
    return following !== undefined && overlap(mark, following);
  });
}
