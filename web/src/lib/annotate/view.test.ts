import { describe, expect, it } from 'vitest';
import { isNarrowed, plainView, readView, sameList, writeView, type View } from './view';

const id = '01a20de1-1abc-7437-b75b-cfc2f65cedc9';
const read = (text: string) => readView(new URLSearchParams(text));

const full: View = {
  view: 'bulk',
  status: 'draft',
  q: 'battery -"two days"',
  field: 'prompt',
  filters: [
    { scope: { entity: 'metadata', name: 'lang' }, op: 'in', values: ['en', 'd,e;f:g.h%'] },
    {
      scope: { entity: 'suggestion', question: 'label', property: 'score' },
      op: 'range',
      ge: '.8',
    },
    { scope: { entity: 'metadata', name: 'length' }, op: 'range', ge: '-1.5', le: '10' },
    { scope: { entity: 'record', property: 'updated_at' }, op: 'range', le: '2026-11-24T10:00' },
    { scope: { entity: 'response', question: 'a.b' }, op: 'in', values: ['1'] },
  ],
  sorts: [{ scope: { entity: 'record', property: 'inserted_at' }, order: 'desc' }],
  similar: { record: id, vector: 'mini', order: 'least_similar', limit: 100 },
  page: 3,
};

describe('the view in the address', () => {
  it('is as usual where nothing stands there', () => {
    expect(read('')).toEqual({ view: plainView, dropped: [] });
    expect(writeView(plainView).toString()).toBe('');
  });

  it('comes back as it was', () => {
    expect(read(writeView(full).toString())).toEqual({ view: full, dropped: [] });
  });

  it('is short and readable', () => {
    const { view } = read('f=meta.lang:in:en,de;sug.label.score:ge:.8&sort=meta.length:asc');
    expect(view.filters).toEqual([
      { scope: { entity: 'metadata', name: 'lang' }, op: 'in', values: ['en', 'de'] },
      full.filters[1],
    ]);
    expect(decodeURIComponent(writeView(view).toString())).toBe(
      'f=meta.lang:in:en,de;sug.label.score:ge:%2e8&sort=meta.length:asc',
    );
  });

  it.each([
    ['what=1', 'what'],
    ['status=done', 'status=done'],
    ['view=grid', 'view=grid'],
    ['page=0', 'page=0'],
    ['f=meta.lang:is:en', 'f=meta.lang:is:en'],
    ['f=rec.fields:in:a', 'f=rec.fields:in:a'],
    ['f=meta.a.b:in:a', 'f=meta.a.b:in:a'],
    ['sort=meta.a:up', 'sort=meta.a:up'],
    ['similar=1,mini', 'similar=1,mini'],
    [`similar=${id},mini,most,5000`, `similar=${id},mini,most,5000`],
  ])('%s is dropped with a notice', (text, dropped) => {
    expect(read(text)).toEqual({ view: plainView, dropped: [dropped] });
  });

  it('keeps what can be read beside what cannot', () => {
    const { view, dropped } = read('f=nothing;meta.lang:in:en');
    expect([view.filters.length, dropped]).toEqual([1, ['f=nothing']]);
  });

  it('knows whether two views list the same', () => {
    expect(sameList(full, { ...full, view: 'focus', page: 1 })).toBe(true);
    expect(sameList(full, { ...full, q: '' })).toBe(false);
    expect([isNarrowed(full), isNarrowed(plainView)]).toEqual([true, false]);
  });
});
