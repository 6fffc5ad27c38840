import { describe, expect, it } from 'vitest';
import { ratingQuestion, record, response, spanQuestion, suggestion } from './fixtures';
import type { SuggestionMode } from '../preferences/annotating';
import { Form } from './form.svelte';

const questions = [ratingQuestion('clear'), ratingQuestion('kind', false), ratingQuestion('true')];

function made(mode: SuggestionMode = 'prefill', with2 = true): Form {
  const form = new Form(questions, mode);
  const suggestions = [suggestion('clear', 4), ...(with2 ? [suggestion('kind', 2)] : [])];
  form.load(record('r', { suggestions }), null);
  return form;
}

const values = (form: Form) => form.entries.map((entry) => entry.value);
const origins = (form: Form) => form.entries.map((entry) => form.origin(entry));

describe('suggestions', () => {
  it('stand in the form, not as mine', () => {
    const form = made();
    expect([values(form), origins(form)]).toEqual([
      [4, 2, null],
      ['suggested', 'suggested', 'none'],
    ]);
    expect([form.isDirty, form.isEmpty]).toEqual([false, true]);
    expect(form.values(false)).toEqual({});
    expect(form.values(true)).toEqual({ clear: { value: 4 }, kind: { value: 2 } });
  });

  it('are accepted one by one or together', () => {
    const form = made();
    expect(form.accept('clear')).toBe(true);
    expect(form.accept('clear')).toBe(false);
    expect(form.accept('true')).toBe(false);
    expect(origins(form)).toEqual(['mine', 'suggested', 'none']);
    expect(form.acceptAll()).toBe(1);
    expect(form.values(false)).toEqual({ clear: { value: 4 }, kind: { value: 2 } });
  });

  it('never replace what I answered otherwise', () => {
    const form = made();
    form.change('clear', 1);
    form.acceptAll();
    expect(values(form)).toEqual([1, 2, null]);
  });

  it('stand beside an empty form', () => {
    const form = made('beside');
    expect(values(form)).toEqual([null, null, null]);
    expect(form.shownNames()).toEqual(['clear', 'kind']);
    form.accept('clear');
    expect(origins(form)[0]).toBe('mine');
  });

  it('are hidden until I answer', () => {
    const form = made('hidden');
    expect(form.shownNames()).toEqual([]);
    form.change('clear', 3);
    expect(form.shownNames()).toEqual(['clear']);
    form.change('kind', 2);
    const compared = form.entries.map((entry) => form.comparison(entry));
    expect(compared).toEqual(['differs', 'same', null]);
    // What was seen was seen.
    form.change('clear', null);
    expect(form.shownNames()).toEqual(['clear', 'kind']);
  });

  it('are not taken while they are hidden', () => {
    const form = made('hidden');
    expect([form.accept('clear'), form.acceptAll()]).toEqual([false, 0]);
    expect(values(form)).toEqual([null, null, null]);
  });

  it('stay hidden while an answer of several parts is given', () => {
    const form = new Form([spanQuestion('where'), ratingQuestion('clear')], 'hidden');
    const marks = [{ label: 'a', start: 0, end: 3 }];
    const suggestions = [{ ...suggestion('where', 0), value: marks }];
    form.load(record('r', { suggestions }), null);
    form.change('where', marks);
    expect(form.shownNames()).toEqual([]);
    form.activate(1);
    expect(form.shownNames()).toEqual(['where']);
    form.load(record('other', { suggestions }), null);
    expect(form.shownNames()).toEqual([]);
    // It is seen by who comes back to their answer.
    const values = { where: { value: marks } };
    form.load(record('r', { suggestions }), { ...response('r', {}), values });
    expect(form.shownNames()).toEqual(['where']);
  });

  it('are shown in another way without touching what I answered', () => {
    const form = made();
    form.change('kind', 1);
    form.present('beside');
    expect([values(form), origins(form)]).toEqual([
      [null, 1, null],
      ['none', 'mine', 'none'],
    ]);
    form.present('prefill');
    expect([values(form), origins(form)]).toEqual([
      [4, 1, null],
      ['suggested', 'mine', 'none'],
    ]);
    const taken = form.snapshot();
    form.present('hidden');
    form.restore(taken);
    expect(values(form)).toEqual([null, 1, null]);
  });

  it('do not come back into a finished answer', () => {
    const form = new Form(questions, 'prefill');
    form.load(
      record('r', { suggestions: [suggestion('kind', 2)] }),
      response('r', { clear: 5, true: 1 }),
    );
    expect(values(form)).toEqual([5, null, 1]);
    form.load(
      record('r', { suggestions: [suggestion('kind', 2)] }),
      response('r', { clear: 5 }, { status: 'draft' }),
    );
    expect(values(form)).toEqual([5, 2, null]);
  });

  it('that no longer fit are shown as none', () => {
    const form = new Form(questions, 'prefill');
    form.load(record('r', { suggestions: [suggestion('clear', 9)] }), null);
    expect([values(form)[0], form.accept('clear')]).toEqual([null, false]);
  });
});

describe('the form', () => {
  it('goes back to the answer that was given', () => {
    const form = new Form(questions, 'prefill');
    form.load(record('r'), response('r', { clear: 5, true: 1 }));
    expect(form.restoreSaved()).toBe(false);
    form.change('clear', 2);
    form.change('kind', 3);
    expect(form.restoreSaved()).toBe(true);
    expect([values(form), form.isDirty]).toEqual([[5, null, 1], false]);
  });

  it('says the first question that is missing', () => {
    const form = made();
    expect(form.missing?.entry.question.name).toBe('true');
    expect(form.validate()).toBe(2);
    expect(form.entries[2]?.error).toEqual({ key: 'question.choose.one' });
    form.change('true', 1);
    expect([form.missing, form.entries[2]?.error, form.validate()]).toEqual([null, null, null]);
  });

  it('does not ask for optional answers', () => {
    const form = made('prefill', false);
    form.change('true', 1);
    expect(form.missing).toBeNull();
  });

  it('knows mine from edited', () => {
    const form = new Form(questions, 'prefill');
    form.load(record('r'), response('r', { clear: 5, true: 1 }));
    expect([origins(form), form.isDirty]).toEqual([['mine', 'none', 'mine'], false]);
    form.change('clear', 4);
    expect([origins(form)[0], form.isDirty]).toEqual(['edited', true]);
    form.took(response('r', { clear: 4, true: 1 }));
    expect([origins(form)[0], form.isDirty]).toEqual(['mine', false]);
  });

  it('resets a question to what was saved or suggested', () => {
    const form = made();
    expect(form.reset('clear')).toBe(false);
    form.change('clear', 1);
    expect(form.reset('clear')).toBe(true);
    expect(origins(form)[0]).toBe('suggested');
    form.load(record('r'), response('r', { clear: 5 }));
    form.change('clear', null);
    form.reset('clear');
    expect(values(form)[0]).toBe(5);
  });

  it('comes back from a snapshot, as far as it still fits', () => {
    const form = made();
    form.change('true', 3);
    const shot = form.snapshot();
    form.change('true', 1);
    form.change('clear', null);
    form.restore(shot);
    expect([values(form), origins(form)]).toEqual([
      [4, 2, 3],
      ['suggested', 'suggested', 'mine'],
    ]);
    form.load(record('r'), null, { values: { clear: 77, true: 2 }, origins: {}, how: 'key' });
    expect(values(form)).toEqual([null, null, 2]);
  });

  it('keeps the active question within bounds', () => {
    const form = made();
    form.activate(9);
    expect(form.active).toBe(2);
    form.activate(-1);
    expect(form.active).toBe(0);
  });
});

describe('marks that the text has no place for', () => {
  const mark = (start: number, end: number) => ({ label: 'place', start, end });
  // Four characters as people and the server count them, five as JavaScript does.
  const opened = (marks: unknown) => {
    const form = new Form([ratingQuestion('clear'), spanQuestion('where')], 'prefill');
    const stored = response('r', { clear: 3, where: marks });
    form.load(record('r', { fields: { text: 'a😀bc' } }), stored);
    return form;
  };

  it('are said and keep the answer from being submitted', () => {
    const form = opened([mark(0, 2), mark(3, 5)]);
    expect(form.validate()).toBe(1);
    expect(form.entries[1]?.error).toEqual({
      key: 'spans.outside',
      values: { label: 'place', start: 3, end: 5, points: 4 },
    });
    form.change('where', [mark(0, 2)]);
    expect([form.missing, form.validate()]).toEqual([null, null]);
  });

  it('are counted in whole characters', () => {
    expect(opened([mark(3, 4)]).validate()).toBeNull();
    expect(opened([mark(4, 5)]).validate()).toBe(1);
  });

  it('are all of them where the record has no such text', () => {
    const form = new Form([spanQuestion('where', 'gone')], 'prefill');
    form.load(record('r'), response('r', { where: [mark(0, 1)] }));
    expect(form.validate()).toBe(0);
  });
});
