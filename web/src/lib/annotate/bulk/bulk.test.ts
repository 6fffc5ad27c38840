import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, type Response } from '../../api';
import { AnswerServer, ratingQuestion, response, spanQuestion, suggestion } from '../fixtures';
import { planOf } from './plan';
import { BulkRun, merged, type Target, type Wish } from './run.svelte';
import { Selection } from './selection.svelte';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

const questions = [ratingQuestion('clear'), ratingQuestion('kind', false)];
const target = (id: string, more: Partial<Target> = {}): Target => ({
  id,
  suggestions: [],
  lengths: new Map(),
  stored: null,
  typed: null,
  ...more,
});
const targets = (count: number): Target[] =>
  Array.from({ length: count }, (_, at) =>
    target(`r${at}`, { suggestions: at % 2 === 0 ? [suggestion('clear', 4)] : [] }),
  );
const submit: Wish = { status: 'submitted', values: { clear: { value: 3 } }, keep: false };

describe('accepting', () => {
  const marks = spanQuestion('marks');
  const overlap = [
    { start: 0, end: 3, label: 'person' },
    { start: 2, end: 5, label: 'place' },
  ];
  const outside = [{ start: 4, end: 12, label: 'person' }];
  const inside = [{ start: 0, end: 3, label: 'person' }];

  it('checks every answer against its question and record, as the form of one record does', async () => {
    const server = new AnswerServer();
    const run = new BulkRun({
      questions: [marks, ratingQuestion('clear', false)],
      transport: server,
      of: () => null,
      saved: () => undefined,
      met: () => undefined,
    });
    const idea = (id: string, value: unknown) =>
      target(id, { suggestions: [suggestion('marks', value)], lengths: new Map([['text', 8]]) });
    const draft = response('typed', { marks: outside }, { status: 'draft' });
    const ran = await run.write(
      [
        idea('good', inside),
        idea('overlap', overlap),
        idea('outside', outside),
        target('typed', { stored: draft, lengths: new Map([['text', 8]]) }),
        target('none'),
      ],
      { accept: true },
    );
    expect([...ran.written.keys()]).toEqual(['good']);
    expect([...ran.failures]).toEqual([
      ['overlap', '"marks": Marks may not overlap here. Remove one of them'],
      [
        'outside',
        '"marks": The mark person from 4 to 12 lies outside the text, which has 8 characters. Remove it',
      ],
      [
        'typed',
        '"marks": The mark person from 4 to 12 lies outside the text, which has 8 characters. Remove it',
      ],
      ['none', '"marks" has no answer'],
    ]);
    expect(server.batches.flat().map((one) => one.record_id)).toEqual(['good']);
  });
});

describe('a bulk run', () => {
  let server: AnswerServer;
  let run: BulkRun;
  let known: Map<string, Response | null>;
  beforeEach(() => {
    server = new AnswerServer();
    known = new Map();
    run = new BulkRun({
      questions,
      transport: server,
      of: (record) => known.get(record) ?? null,
      saved: (record, answer) => known.set(record, answer),
      met: (record, answer) => known.set(record, answer),
    });
  });

  it('writes a hundred at a time', async () => {
    const ran = await run.write(targets(250), submit);
    expect(server.batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect([run.done, ran.written.size, ran.failures.size, ran.left.length]).toEqual([
      250, 250, 0, 0,
    ]);
    expect(run.state).toBe('idle');
  });

  it('reads all that match before it writes anything', async () => {
    const all = targets(250);
    const read = vi.fn((offset: number, limit: number) => {
      expect(server.batches).toEqual([]);
      return Promise.resolve({ targets: all.slice(offset, offset + limit), total: all.length });
    });
    const ran = await run.write(read, submit);
    expect([read.mock.calls.length, ran.written.size]).toEqual([3, 250]);
  });

  it('writes nothing if not all could be read', async () => {
    const read = () => Promise.reject(new ApiError(0, 'offline', ''));
    const ran = await run.write(read, submit);
    expect([ran.targets, server.batches.length, ran.trouble !== null]).toEqual([null, 0, true]);
  });

  it('keeps what fails, with its reason', async () => {
    server.refused.set('r1', 'gone');
    const ran = await run.write(targets(3), submit);
    expect([...ran.failures]).toEqual([['r1', 'gone']]);
    expect(server.answers.size).toBe(2);
  });

  it('stops, and says what is left', async () => {
    const writing = run.write(targets(250), submit);
    run.stop();
    const ran = await writing;
    expect([server.batches.length, ran.written.size, ran.left.length]).toEqual([1, 100, 150]);
  });

  it('ends where the connection does', async () => {
    server.failing = { cause: new ApiError(0, 'offline', ''), done: false };
    const ran = await run.write(targets(250), submit);
    expect([ran.left.length, ran.failures.size, ran.trouble !== null]).toEqual([250, 0, true]);
  });

  it('accepts what was suggested to each, and nothing where it is not enough', async () => {
    const ran = await run.write(targets(4), { accept: true });
    expect(server.answers.get('r0')?.values).toEqual({ clear: { value: 4 } });
    expect([...ran.failures.keys()]).toEqual(['r1', 'r3']);
    expect(ran.failures.get('r1')).toContain('clear');
  });

  it('leaves answers alone that it was not told to change', async () => {
    const stored = server.write('r0', { clear: 1, kind: 2 }, 'draft');
    const ran = await run.write([target('r0', { stored })], submit);
    expect(server.answers.get('r0')?.values).toEqual({ clear: { value: 3 }, kind: { value: 2 } });
    expect(ran.written.get('r0')).toBe(stored);
  });

  it('fills only what is empty if it is told to', async () => {
    const stored = server.write('r0', { clear: 1 }, 'draft');
    const all = { clear: { value: 3 }, kind: { value: 5 } };
    const chosen = [target('r0', { stored }), target('r1')];
    await run.write(chosen, { status: 'submitted', values: all, keep: true });
    expect(server.answers.get('r0')?.values).toEqual({ clear: { value: 1 }, kind: { value: 5 } });
    expect(server.answers.get('r1')?.values).toEqual(all);
  });

  it('takes with it what was typed into the row', async () => {
    const typed = { kind: { value: 2 } };
    await run.write([target('r0', { typed })], submit);
    expect(server.answers.get('r0')?.values).toEqual({ ...typed, clear: { value: 3 } });
  });

  it('knows the answer that was in the way, so that the next run gets through', async () => {
    const theirs = server.write('r0', { clear: 1 });
    const first = await run.write([target('r0')], submit);
    expect(first.failures.get('r0')).toBe('changed meanwhile');
    expect(known.get('r0')).toBe(theirs);
  });

  it('is taken back as one step', async () => {
    const stored = server.write('r0', { clear: 1 }, 'draft');
    known.set('r0', stored);
    const all = targets(150).map((one) => (one.id === 'r0' ? { ...one, stored } : one));
    const { written } = await run.write(all, submit);
    expect(server.answers.size).toBe(150);
    const back = await run.takeBack(written);
    expect([back.written.size, server.removed.length]).toEqual([150, 149]);
    expect([...server.answers.values()].map(({ status, values }) => [status, values])).toEqual([
      ['draft', { clear: { value: 1 } }],
    ]);
  });

  it('says what could not be taken back', async () => {
    const { written } = await run.write(targets(3), submit);
    server.failing = { cause: new ApiError(0, 'offline', ''), done: false };
    const back = await run.takeBack(written);
    expect([back.written.size, back.left.length, back.trouble !== null]).toEqual([0, 3, true]);
  });
});

describe('the selection', () => {
  const rows = ['a', 'b', 'c', 'd'];
  it('goes by range, by page and to all that match', () => {
    const chosen = new Selection();
    chosen.toggle('b');
    chosen.extend('d', rows);
    expect([...chosen.ids]).toEqual(['b', 'c', 'd']);
    chosen.toggle('c');
    expect(chosen.has('c')).toBe(false);
    chosen.all(rows);
    expect([chosen.ids.size, chosen.everything]).toEqual([4, false]);
    chosen.all(rows);
    expect(chosen.has('z')).toBe(true);
    chosen.keep(['a']);
    expect([chosen.everything, [...chosen.ids]]).toEqual([false, ['a']]);
  });

  it('takes the page alone once a row is taken out of all that match', () => {
    const chosen = new Selection();
    chosen.all(rows);
    chosen.all(rows);
    chosen.toggle('b');
    expect([chosen.everything, [...chosen.ids]]).toEqual([false, ['a', 'c', 'd']]);
  });
});

it('merges what is equal and counts what differs', () => {
  const answers = [response('a', { clear: 1, kind: 2 }), response('b', { clear: 1 })];
  expect(
    merged(
      questions,
      answers.map(({ values }) => values ?? null),
    ),
  ).toEqual({ values: { clear: { value: 1 } }, mixed: new Map([['kind', 2]]) });
});

it('says what will happen before it does', () => {
  const chosen = [target('a'), target('b', { stored: response('b', { clear: 1 }) }), target('c')];
  const whyNot = ({ id }: Target) => (id === 'c' ? 'clear' : null);
  expect(planOf(chosen, whyNot)).toEqual({
    count: 3,
    fresh: 2,
    changed: 1,
    unready: { count: 1, why: 'clear' },
  });
});
