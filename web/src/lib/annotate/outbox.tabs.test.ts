import { describe, expect, it, vi } from 'vitest';
import { MemoryShelf } from './fixtures';
import { offline, open, posting, rows, run, server, stored } from './outbox.fixtures';
import type { Posted } from './posted';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

describe('a crash', () => {
  it('before sending loses nothing', async () => {
    const first = await open();
    await first.outbox.put(posting('r1'));
    await first.outbox.put(posting('r2', 2));
    first.crash();
    const { outbox } = await open();
    expect(outbox.items.map((item) => item.record)).toEqual(['r1', 'r2']);
    await run(1);
    expect([stored('r1'), stored('r2'), rows.size]).toEqual([1, 2, 0]);
  });

  it('in the middle of sending doubles nothing', async () => {
    const first = await open();
    await first.outbox.put(posting('r1'));
    server.failing = { cause: offline, done: true };
    await run(300);
    first.crash();
    server.failing = null;
    const { outbox } = await open();
    await outbox.put(posting('r1', 4));
    await run(1000);
    expect([stored('r1'), outbox.items]).toEqual([4, []]);
    expect(server.answers.size).toBe(1);
  });

  it('keeps the order over pages', async () => {
    const first = await open();
    await first.outbox.put(posting('r1'));
    first.crash();
    vi.setSystemTime(500);
    const { outbox } = await open();
    await outbox.put(posting('r2'));
    await run(300);
    expect(server.batches.flat().map((one) => one.record_id)).toEqual(['r1', 'r2']);
  });
});

describe('two tabs', () => {
  it('send by one of them', async () => {
    const one = await open();
    const other = await open();
    await one.outbox.put(posting('r1'));
    await other.outbox.put(posting('r2', 2));
    await run(600);
    expect(server.batches.flat().map((item) => item.record_id)).toEqual(['r1', 'r2']);
    expect([one.outbox.items, other.outbox.items, other.outbox.state]).toEqual([[], [], 'idle']);
  });

  it('the other goes on when the first is closed', async () => {
    const one = await open();
    const other = await open();
    await other.outbox.put(posting('r1'));
    one.crash();
    await run(400);
    expect([stored('r1'), other.outbox.items]).toEqual([1, []]);
  });

  it('take the newest change of one record', async () => {
    const one = await open();
    const other = await open();
    await one.outbox.put(posting('r1', 1));
    await run(10);
    await other.outbox.put(posting('r1', 2));
    await run(600);
    expect([stored('r1'), one.outbox.items, other.outbox.items]).toEqual([2, [], []]);
  });

  it('both say that there is no connection, and that it is back', async () => {
    const one = await open();
    const other = await open();
    server.failing = { cause: offline, done: false };
    await other.outbox.put(posting('r1', 1));
    await run(700);
    const late = await open();
    await run(1);
    expect([one, other, late].map(({ outbox }) => outbox.state)).toEqual(
      Array.from({ length: 3 }, () => 'offline'),
    );
    server.failing = null;
    await run(2000);
    expect([one, other, late].map(({ outbox }) => outbox.state)).toEqual(
      Array.from({ length: 3 }, () => 'idle'),
    );
  });

  it('do not send what the other has taken back', async () => {
    const one = await open();
    const other = await open();
    await one.outbox.put(posting('r1', 1));
    await run(10);
    expect(await other.outbox.take('r1')).not.toBeNull();
    await run(600);
    expect(server.answers.size).toBe(0);
  });
});

describe('a full device', () => {
  it('is told, and what it could not keep is sent all the same', async () => {
    const shelf = new MemoryShelf<Posted>(rows);
    const { outbox } = await open(shelf);
    shelf.broken = true;
    await outbox.put(posting('r1'));
    expect(outbox.full).toBe(true);
    await run(300);
    expect([stored('r1'), outbox.items]).toEqual([1, []]);
    shelf.broken = false;
    await outbox.put(posting('r2'));
    expect(outbox.full).toBe(false);
  });

  it('loses nothing of what it could not keep when it takes more again', async () => {
    const shelf = new MemoryShelf<Posted>(rows);
    const { outbox } = await open(shelf);
    server.failing = { cause: offline, done: false };
    shelf.broken = true;
    await outbox.put(posting('r1', 1));
    shelf.broken = false;
    await outbox.put(posting('r2', 2));
    expect([outbox.full, [...rows.keys()].sort()]).toEqual([false, ['ana/r1', 'ana/r2']]);
    // Another tab says that something was put, and all is read again.
    const other = await open();
    await other.outbox.put(posting('r3', 3));
    server.failing = null;
    await run(5000);
    expect(['r1', 'r2', 'r3'].map(stored)).toEqual([1, 2, 3]);
    expect([outbox.items, rows.size]).toEqual([[], 0]);
  });

  it('is still told while one is not kept, and that one is sent', async () => {
    const shelf = new MemoryShelf<Posted>(rows);
    const update = shelf.update.bind(shelf);
    // Too large for what is left, while smaller ones still find room.
    shelf.update = (id, change) =>
      id === 'ana/r1' ? Promise.reject(new Error('full')) : update(id, change);
    const { outbox } = await open(shelf);
    await outbox.put(posting('r1', 1));
    await outbox.put(posting('r2', 2));
    expect(outbox.full).toBe(true);
    await run(600);
    expect([stored('r1'), stored('r2'), outbox.items, outbox.full]).toEqual([1, 2, [], false]);
  });

  it('does not send an older answer over the one it found no room for', async () => {
    const shelf = new MemoryShelf<Posted>(rows);
    const { outbox } = await open(shelf);
    await outbox.put(posting('r1', 1));
    shelf.broken = true;
    await outbox.put(posting('r1', 2));
    shelf.broken = false;
    await run(5000);
    expect([server.batches.length, stored('r1'), rows.size]).toEqual([1, 2, 0]);
  });

  it('does not forget what could not be taken back', async () => {
    const shelf = new MemoryShelf<Posted>(rows);
    const { outbox } = await open(shelf);
    await outbox.put(posting('r1'));
    shelf.broken = true;
    expect(await outbox.take('r1')).toBeNull();
    expect(outbox.of('r1')?.values).toEqual({ clear: { value: 1 } });
  });
});

describe('who is signed in', () => {
  it('sends nothing in the name of another', async () => {
    let isMe = false;
    const { outbox } = await open(new MemoryShelf<Posted>(rows), () => isMe);
    await outbox.put(posting('r1'));
    await run(1000);
    outbox.wake();
    await run(1000);
    expect([server.batches.length, outbox.leaving(), outbox.state]).toEqual([0, [], 'signedOut']);
    isMe = true;
    outbox.wake();
    await run(10);
    expect([stored('r1'), outbox.items]).toEqual([1, []]);
  });

  it('leaves nothing on a device that was wiped, though an answer was under way', async () => {
    const { outbox } = await open();
    server.refused.set('r1', 'no');
    await outbox.put(posting('r1'));
    vi.advanceTimersByTime(300);
    outbox.wiped();
    rows.clear();
    await run(1000);
    expect([rows.size, outbox.items]).toEqual([0, []]);
  });
});

it('sends to a server that knows no precondition', async () => {
  server.checks = false;
  const { outbox } = await open();
  server.write('r1', { clear: 5 });
  await outbox.put(posting('r1', 2));
  await run(300);
  expect([stored('r1'), outbox.items]).toEqual([2, []]);
});
