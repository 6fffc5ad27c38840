import { describe, expect, it } from 'vitest';
import { searchOf, wordsOf } from './query';
import { plainView } from './view';

const own = (status: string) => ({
  type: 'terms',
  scope: { entity: 'response', property: 'status' },
  values: [status],
});
const open = {
  type: 'terms',
  scope: { entity: 'record', property: 'status' },
  values: ['pending'],
};

describe('the search of a view', () => {
  it('lists what is pending for me and for all', () => {
    expect(searchOf(plainView)).toEqual({ filters: { and: [own('pending'), open] } });
    expect(searchOf({ ...plainView, status: 'draft' })).toEqual({
      filters: { and: [own('draft')] },
    });
  });

  it('asks for completed ones where that was chosen', () => {
    const scope = { entity: 'record', property: 'status' } as const;
    const filters = [{ scope, op: 'in', values: ['completed'] }] as const;
    expect(searchOf({ ...plainView, filters })).toEqual({
      filters: { and: [own('pending'), { type: 'terms', scope, values: ['completed'] }] },
    });
  });

  it('says text, ranges and order as the contract does', () => {
    const found = searchOf({
      ...plainView,
      status: 'submitted',
      q: 'battery',
      field: 'prompt',
      filters: [
        { scope: { entity: 'metadata', name: 'score' }, op: 'range', ge: '.8' },
        { scope: { entity: 'record', property: 'inserted_at' }, op: 'range', le: '2026-11-24' },
      ],
      sorts: [{ scope: { entity: 'metadata', name: 'score' }, order: 'asc' }],
    });
    expect(found.query).toEqual({ text: { q: 'battery', field: 'prompt' } });
    expect(found.sort).toEqual([
      { scope: { entity: 'metadata', metadata_property: 'score' }, order: 'asc' },
    ]);
    expect(found.filters?.and?.slice(1)).toEqual([
      { type: 'range', scope: { entity: 'metadata', metadata_property: 'score' }, ge: 0.8 },
      { type: 'range', scope: { entity: 'record', property: 'inserted_at' }, le: '2026-11-24' },
    ]);
  });

  it('leaves the order to similarity', () => {
    const similar = { record: 'r', vector: 'v', order: 'most_similar', limit: 5 } as const;
    const sorts = [{ scope: { entity: 'metadata', name: 'a' }, order: 'asc' }] as const;
    const found = searchOf({ ...plainView, similar, sorts });
    expect([found.sort, found.query]).toEqual([
      undefined,
      { vector: { name: 'v', record_id: 'r', order: 'most_similar' } },
    ]);
  });
});

it('marks the words that are looked for', () => {
  expect(wordsOf('battery "two days" -cheap +good batt* (a | b) fuzz~2')).toEqual([
    'battery',
    'two days',
    'good',
    'batt',
    'a',
    'b',
    'fuzz',
  ]);
});
