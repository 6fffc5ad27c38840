import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api';
import { AnswerServer, MemoryShelf, Tabs } from './fixtures';
import { Outbox } from './outbox.svelte';
import type { Posted, Posting } from './posted';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

let server: AnswerServer;
let rows: Map<string, Posted>;
let tabs: Tabs;
let ends: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new AnswerServer();
  rows = new Map();
  tabs = new Tabs();
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

/** A page of the browser; `crash` leaves what is on the device. */
async function open(shelf = new MemoryShelf<Posted>(rows)) {
  const outbox = new Outbox({
    user: 'ana',
    shelf,
    transport: server,
    channel: tabs.channel(),
    lead: tabs.lead,
    random: () => 0.5,
  });
  const end = await outbox.start();
  ends.push(end);
  return { outbox, shelf, crash: end };
}

const posting = (record: string, value: unknown = 1, more: Partial<Posting> = {}): Posting => ({
  dataset: 'd',
  record,
  status: 'submitted',
  values: { clear: { value } },
  base: null,
  activity: null,
  ...more,
});
const run = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const stored = (record: string) => server.answers.get(record)?.values?.['clear']?.value;
const offline = new ApiError(0, 'offline', 'no');

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
});

it('sends to a server that knows no precondition', async () => {
  server.checks = false;
  const { outbox } = await open();
  server.write('r1', { clear: 5 });
  await outbox.put(posting('r1', 2));
  await run(300);
  expect([stored('r1'), outbox.items]).toEqual([2, []]);
});
