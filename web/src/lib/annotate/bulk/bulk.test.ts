import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api';
import { AnswerServer, ratingQuestion, record, response, suggestion } from '../fixtures';
import { BulkRun, merged, type Target } from './run.svelte';
import { Selection } from './selection.svelte';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

const questions = [ratingQuestion('clear'), ratingQuestion('kind', false)];
const targets = (count: number): Target[] =>
  Array.from({ length: count }, (_, at) => ({
    record: record(`r${at}`, { suggestions: at % 2 === 0 ? [suggestion('clear', 4)] : [] }),
    stored: null,
  }));

describe('a bulk run', () => {
  let server: AnswerServer;
  let run: BulkRun;
  const saved = vi.fn();
  beforeEach(() => {
    server = new AnswerServer();
    run = new BulkRun({
      questions,
      transport: server,
      saved,
      say: () => 'no connection',
      lack: String,
    });
  });
  const submit = { status: 'submitted', values: { clear: { value: 3 } } } as const;

  it('writes a hundred at a time', async () => {
    await run.write(targets(250), submit);
    expect(server.batches.map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect([run.done, run.written.size, run.failures.size, run.state]).toEqual([
      250,
      250,
      0,
      'done',
    ]);
  });

  it('keeps what fails, with its reason', async () => {
    server.refused.set('r1', 'gone');
    await run.write(targets(3), submit);
    expect([...run.failures]).toEqual([['r1', 'gone']]);
    expect(server.answers.size).toBe(2);
  });

  it('stops', async () => {
    const writing = run.write(targets(250), submit);
    run.stop();
    await writing;
    expect([server.batches.length, run.written.size]).toEqual([1, 100]);
  });

  it('ends where the connection does', async () => {
    server.failing = { cause: new ApiError(0, 'offline', ''), done: false };
    await run.write(targets(250), submit);
    expect([run.failures.size, run.failures.get('r0')]).toEqual([100, 'no connection']);
  });

  it('accepts what was suggested to each, and nothing where it is not enough', async () => {
    await run.write(targets(4), { accept: true });
    expect(server.answers.get('r0')?.values).toEqual({ clear: { value: 4 } });
    expect([...run.failures]).toEqual([
      ['r1', 'clear'],
      ['r3', 'clear'],
    ]);
  });

  it('leaves answers alone that it was not told to change', async () => {
    const stored = server.write('r0', { clear: 1, kind: 2 }, 'draft');
    await run.write([{ record: record('r0'), stored }], submit);
    expect(server.answers.get('r0')?.values).toEqual({ clear: { value: 3 }, kind: { value: 2 } });
    expect(run.written.get('r0')).toBe(stored);
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
});

it('merges what is equal and counts what differs', () => {
  const answers = [response('a', { clear: 1, kind: 2 }), response('b', { clear: 1 })];
  expect(merged(questions, answers)).toEqual({
    values: { clear: { value: 1 } },
    mixed: new Map([['kind', 2]]),
  });
});
