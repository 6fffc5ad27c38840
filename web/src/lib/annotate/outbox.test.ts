import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api';
import { response } from './fixtures';
import { offline, open, posting, rows, run, server, stored } from './outbox.fixtures';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

describe('sending', () => {
  it('waits 300 ms for more and sends one request in order', async () => {
    const { outbox } = await open();
    await outbox.put(posting('r1'));
    await run(100);
    await outbox.put(posting('r2', 2));
    expect([outbox.state, outbox.waiting.length, server.batches.length]).toEqual(['waiting', 2, 0]);
    await run(200);
    expect(server.batches.map((batch) => batch.map((one) => one.record_id))).toEqual([
      ['r1', 'r2'],
    ]);
    expect([outbox.state, outbox.items, outbox.savedAt]).toEqual(['idle', [], Date.now()]);
    expect(rows.size).toBe(0);
  });

  it('sends at most 20 in one request, at once when there are as many', async () => {
    const { outbox } = await open();
    for (let at = 0; at < 45; at += 1) void outbox.put(posting(`r${at}`));
    await run(1);
    expect(server.batches[0]?.length).toBe(20);
    await run(300);
    expect(server.batches.map((batch) => batch.length)).toEqual([20, 20, 5]);
    expect(server.batches.flat().map((one) => one.record_id)).toEqual(
      Array.from({ length: 45 }, (_, at) => `r${at}`),
    );
  });

  it('sends only the last of several answers to one record', async () => {
    const { outbox } = await open();
    await outbox.put(posting('r1', 1, { status: 'draft' }));
    await outbox.put(posting('r1', 2, { status: 'draft' }));
    await outbox.put(posting('r1', 3));
    await run(300);
    expect([server.batches.length, stored('r1')]).toEqual([1, 3]);
  });

  it('says what it replaces, and tells whoever asks', async () => {
    const { outbox } = await open();
    const told = vi.fn();
    outbox.saved.add(told);
    const before = server.write('r1', { clear: 1 });
    await outbox.put(posting('r1', 2, { base: before }));
    await run(300);
    expect(server.batches[0]?.[0]?.based_on).toBe(before.updated_at);
    expect(told).toHaveBeenCalledWith('r1', server.answers.get('r1'));
  });

  it('takes an answer away', async () => {
    const { outbox } = await open();
    const before = server.write('r1', { clear: 1 });
    await outbox.put(posting('r1', 0, { status: 'none', values: null, base: before }));
    await outbox.put(posting('r2'));
    await run(600);
    expect([server.removed, server.answers.size]).toEqual([[before.id], 1]);
    await outbox.put(posting('r3', 0, { status: 'none', base: response('r3', {}) }));
    await run(300);
    expect([outbox.items, outbox.state]).toEqual([[], 'idle']);
  });

  it('keeps what is put while the one before arrives, though the device is slow', async () => {
    const { outbox, shelf } = await open();
    const before = server.write('r1', { clear: 1 });
    await outbox.put(posting('r1', 0, { status: 'none', values: null, base: before }));
    const update = shelf.update.bind(shelf);
    let write = (): void => undefined;
    const slow = new Promise<void>((done) => (write = done));
    shelf.update = async (id, change) => {
      shelf.update = update;
      await slow;
      return update(id, change);
    };
    const put = outbox.put(posting('r1', 3, { base: before }));
    await run(300);
    write();
    await put;
    await run(600);
    expect([stored('r1'), outbox.items, outbox.state]).toEqual([3, [], 'idle']);
  });

  it('does not take away what another window has written meanwhile', async () => {
    const { outbox } = await open();
    const before = server.write('r1', { clear: 1 });
    const theirs = server.write('r1', { clear: 5 });
    await outbox.put(posting('r1', 0, { status: 'none', values: null, base: before }));
    await run(300);
    const problem = { kind: 'conflict', detail: 'changed meanwhile', stored: theirs };
    expect([stored('r1'), outbox.troubled[0]?.problem]).toEqual([5, problem]);
  });

  it('goes on with a change made while the one before is under way', async () => {
    const { outbox } = await open();
    await outbox.put(posting('r1', 1, { status: 'draft' }));
    vi.advanceTimersByTime(300);
    await outbox.put(posting('r1', 2));
    await run(600);
    expect(server.batches.map(([one]) => [one?.status, one?.based_on])).toEqual([
      ['draft', null],
      ['submitted', 't1'],
    ]);
    expect([stored('r1'), outbox.items]).toEqual([2, []]);
  });
});

describe('a lost connection', () => {
  it('tries again after 1, 2, 4 ... 30 seconds and loses nothing', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: false };
    await outbox.put(posting('r1'));
    await run(300);
    expect(outbox.state).toBe('offline');
    const gaps: number[] = [];
    for (let at = 1; at <= 7; at += 1) {
      const began = Date.now();
      while (server.batches.length <= at) await run(250);
      gaps.push(Math.round((Date.now() - began) / 1000));
    }
    expect(gaps).toEqual([1, 2, 4, 8, 16, 30, 30]);
    server.failing = null;
    await outbox.put(posting('r2', 2));
    await run(30_000);
    expect([stored('r1'), stored('r2'), outbox.items]).toEqual([1, 2, []]);
  });

  it('tries at once when it is back', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: false };
    await outbox.put(posting('r1'));
    await run(300 + 1000 + 2000 + 4000);
    server.failing = null;
    outbox.wake();
    await run(1);
    expect([outbox.state, stored('r1')]).toEqual(['idle', 1]);
  });

  it('waits as long as the server asks', async () => {
    const { outbox } = await open();
    server.failing = { cause: new ApiError(429, '', 'slow', '', [], 7000), done: false };
    await outbox.put(posting('r1'));
    await run(300);
    server.failing = null;
    await run(6900);
    expect(server.batches.length).toBe(1);
    await run(200);
    expect(stored('r1')).toBe(1);
  });

  it('does not double what arrived without an answer', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: true };
    await outbox.put(posting('r1'));
    await run(300);
    server.failing = null;
    await run(2000);
    expect([server.batches.length, stored('r1'), outbox.items]).toEqual([2, 1, []]);
  });

  it('knows its own earlier answer again and goes on from it', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: true };
    await outbox.put(posting('r1', 1, { status: 'draft' }));
    await run(300);
    server.failing = null;
    await outbox.put(posting('r1', 2));
    await run(5000);
    expect([stored('r1'), outbox.items, outbox.troubled]).toEqual([2, [], []]);
  });

  it('knows it also after having tried in vain for long', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: true };
    await outbox.put(posting('r1', 1, { status: 'draft' }));
    await run(300);
    server.failing = { cause: offline, done: false };
    await outbox.put(posting('r1', 2));
    await run(200_000);
    server.failing = null;
    await run(40_000);
    expect([stored('r1'), outbox.items]).toEqual([2, []]);
  });
});

describe('what is said to be saved', () => {
  it('is only what the server has taken', async () => {
    const { outbox } = await open();
    server.refused.set('r1', 'no');
    await outbox.put(posting('r1'));
    await run(300);
    expect([outbox.troubled.length, outbox.savedAt]).toEqual([1, null]);
  });
});

describe('a session that ended', () => {
  it('waits for signing in', async () => {
    const { outbox } = await open();
    server.failing = { cause: new ApiError(401, '', 'no'), done: false };
    await outbox.put(posting('r1'));
    await run(60_000);
    expect([outbox.state, server.batches.length]).toEqual(['signedOut', 1]);
    server.failing = null;
    outbox.wake();
    await run(1);
    expect([outbox.state, stored('r1')]).toEqual(['idle', 1]);
  });
});

describe('what the server does not take', () => {
  it('stays with its reason and holds up nothing', async () => {
    const { outbox } = await open();
    server.refused.set('r1', 'label `x` no longer exists');
    server.refused.set('r2', 'Record with id `r2` not found');
    await outbox.put(posting('r1'));
    await outbox.put(posting('r2'));
    await outbox.put(posting('r3'));
    await run(300);
    expect(outbox.troubled.map((item) => item.problem?.kind)).toEqual(['refused', 'gone']);
    expect([stored('r3'), outbox.state, rows.size]).toEqual([1, 'idle', 2]);
    await run(60_000);
    expect(server.batches.length).toBe(1);
    await outbox.drop('r1');
    expect([outbox.items.length, rows.size]).toEqual([1, 1]);
  });

  it('is found where one fails the whole request', async () => {
    const { outbox } = await open();
    const upsert = server.upsert.bind(server);
    server.upsert = (items) =>
      items.some((item) => item.record_id === 'r2')
        ? Promise.reject(new ApiError(422, '', 'bad values'))
        : upsert(items);
    for (const record of ['r1', 'r2', 'r3']) await outbox.put(posting(record));
    await run(300);
    expect(outbox.troubled.map((item) => [item.record, item.problem?.detail])).toEqual([
      ['r2', 'bad values'],
    ]);
    expect([stored('r1'), stored('r3')]).toEqual([1, 1]);
  });

  it('is a conflict where somebody else wrote, and goes through once settled', async () => {
    const { outbox } = await open();
    const theirs = server.write('r1', { clear: 5 });
    await outbox.put(posting('r1', 2));
    await run(300);
    expect(outbox.troubled[0]?.problem).toEqual({
      kind: 'conflict',
      detail: 'changed meanwhile',
      stored: theirs,
    });
    await outbox.put(posting('r1', 2, { base: theirs }));
    await run(300);
    expect([stored('r1'), outbox.items]).toEqual([2, []]);
  });

  it('is no conflict where the same stands there', async () => {
    const { outbox } = await open();
    server.write('r1', { clear: 2 });
    await outbox.put(posting('r1', 2));
    await run(300);
    expect(outbox.items).toEqual([]);
  });
});

describe('undo', () => {
  it('takes back what was not sent, and not what was', async () => {
    const { outbox } = await open();
    await outbox.put(posting('r1'));
    expect((await outbox.take('r1'))?.record).toBe('r1');
    await run(1000);
    expect([server.batches.length, rows.size, outbox.items]).toEqual([0, 0, []]);
    server.failing = { cause: offline, done: true };
    await outbox.put(posting('r2'));
    await run(300);
    expect(await outbox.take('r2')).toBeNull();
    expect(await outbox.take('r9')).toBeNull();
  });
});

describe('signing out', () => {
  it('waits for the last answers', async () => {
    const { outbox } = await open();
    await outbox.put(posting('r1'));
    await Promise.all([outbox.emptied(), run()]);
    expect([stored('r1'), outbox.items]).toEqual([1, []]);
    await outbox.emptied();
  });

  it('does not wait where nothing can be sent', async () => {
    const { outbox } = await open();
    server.failing = { cause: offline, done: false };
    await outbox.put(posting('r1'));
    await Promise.all([outbox.emptied(), run()]);
    expect([outbox.state, outbox.items.length]).toEqual(['offline', 1]);
  });
});
