import { describe, expect, it } from 'vitest';
import type { OverviewItem } from '../api';
import { readView, shown, sortedBy, toContinue, writeView } from './view';

function responses(pending: number, submitted: number): OverviewItem['responses'] {
  return { total: 10, pending, draft: 0, submitted, discarded: 0 };
}

function dataset(name: string, more: Partial<OverviewItem> = {}): OverviewItem {
  return {
    id: name,
    name,
    status: 'ready',
    workspace: { id: 'w1', name: 'default' },
    distribution: { strategy: 'overlap', min_submitted: 1 },
    has_guidelines: false,
    fields: { total: 1, types: ['text'] },
    questions: { total: 1, types: ['text'] },
    records: { total: 10, completed: 5, pending: 5 },
    responses: responses(5, 0),
    people: { total: 0, usernames: [] },
    may_manage: false,
    last_activity_at: '2026-11-24T12:00:00',
    inserted_at: '2026-11-01T12:00:00',
    updated_at: '2026-11-01T12:00:00',
    ...more,
  };
}

const names = (datasets: OverviewItem[]) => datasets.map(({ name }) => name);
const view = (text: string) => readView(new URLSearchParams(text));

describe('the address', () => {
  it.each([
    '',
    'q=rev&workspace=w1&status=mine&sort=-left&view=cards',
    'sort=name',
    'sort=activity',
    'status=draft&sort=-name',
  ])('%s is read and written back', (text) => {
    expect(writeView(view(text)).toString()).toBe(text);
  });

  it('drops what it does not know', () => {
    expect(writeView(view('sort=colour&status=odd&view=map')).toString()).toBe('');
  });

  it('turns a sort round when it is chosen again', () => {
    const once = sortedBy(view(''), 'name');
    expect([once.descending, sortedBy(once, 'name').descending]).toEqual([false, true]);
  });
});

describe('shown', () => {
  const all = [
    dataset('reviews-10', { responses: responses(0, 3) }),
    dataset('reviews-9', { last_activity_at: '2026-11-24T13:00:00' }),
    dataset('faq', { status: 'draft', workspace: { id: 'w2', name: 'legal' } }),
  ];

  it.each([
    ['sort=name', ['faq', 'reviews-9', 'reviews-10']],
    ['', ['reviews-9', 'faq', 'reviews-10']],
    ['q=rev', ['reviews-9', 'reviews-10']],
    ['status=draft', ['faq']],
    ['workspace=w2', ['faq']],
    ['status=mine&sort=name', ['faq', 'reviews-9']],
    ['q=nothing', []],
  ])('%s', (text, expected) => {
    expect(names(shown(all, view(text)))).toEqual(expected);
  });
});

it('continues what was begun, before what is new, before what is finished', () => {
  const all = [
    dataset('finished', { responses: responses(0, 9) }),
    dataset('new', { responses: responses(9, 0) }),
    dataset('begun', { responses: responses(4, 5) }),
    dataset('building', { status: 'draft' }),
    dataset('untouched and empty', { responses: responses(0, 0) }),
  ];
  expect(names(toContinue(all))).toEqual(['begun', 'new', 'finished']);
});
