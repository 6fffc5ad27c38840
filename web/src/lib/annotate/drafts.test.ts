import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Response } from '../api';
import { Drafts, type Noted, type Typed } from './drafts.svelte';
import { AnswerServer, MemoryShelf, Tabs, response } from './fixtures';
import { Outbox } from './outbox.svelte';
import type { Posted } from './posted';

vi.mock('$app/navigation', () => ({ goto: vi.fn(), replaceState: vi.fn() }));
vi.mock('$app/paths', () => ({ base: '' }));

let server: AnswerServer;
let typed: Map<string, Typed>;
let posted: Map<string, Posted>;
let tabs: Tabs;
let ends: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new AnswerServer();
  typed = new Map();
  posted = new Map();
  tabs = new Tabs();
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

async function open() {
  const parts = { user: 'ana', channel: tabs.channel() };
  const outbox = new Outbox({
    ...parts,
    shelf: new MemoryShelf<Posted>(posted),
    transport: server,
    lead: tabs.lead,
  });
  const shelf = new MemoryShelf<Typed>(typed);
  const drafts = new Drafts({ ...parts, channel: tabs.channel(), shelf, outbox });
  const stops = [await outbox.start(), await drafts.start('d')];
  const crash = () => stops.forEach((stop) => stop());
  ends.push(crash);
  return { outbox, drafts, shelf, crash };
}

const run = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const noted = (record: string, value: unknown, base: Response | null = null): Noted => ({
  dataset: 'd',
  record,
  snapshot: {
    values: value === null ? {} : { clear: value },
    origins: value === null ? {} : { clear: 'mine' },
    how: 'typing',
  },
  values: value === null ? {} : { clear: { value } },
  base,
  activity: null,
  activeMs: 100,
});
const stored = (record: string) => {
  const answer = server.answers.get(record);
  return answer ? [answer.status, answer.values?.['clear']?.value] : null;
};

describe('what is typed', () => {
  it('is on the device at once and a draft of the server after two seconds', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1));
    expect(typed.get('ana/r1')?.values).toEqual({ clear: { value: 1 } });
    await run(1900);
    await drafts.note(noted('r1', 2));
    await run(1900);
    expect(server.batches.length).toBe(0);
    await run(500);
    expect([stored('r1'), typed.size, drafts.find('r1')]).toEqual([['draft', 2], 0, null]);
  });

  it('goes on from the draft before', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1));
    await run(2400);
    await drafts.note(noted('r1', 2, server.answers.get('r1') ?? null));
    await run(2400);
    expect([stored('r1'), server.batches[1]?.[0]?.based_on]).toEqual([['draft', 2], 't1']);
  });

  it('typed while its draft is under way is kept, on the new ground', async () => {
    const { drafts, outbox } = await open();
    await drafts.note(noted('r1', 1));
    await run(2100);
    await drafts.note(noted('r1', 2));
    await run(300);
    expect([stored('r1'), drafts.find('r1')?.base?.updated_at]).toEqual([['draft', 1], 't1']);
    await run(2400);
    expect([stored('r1'), outbox.troubled]).toEqual([['draft', 2], []]);
  });

  it('is written at once when the record is left', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1));
    await drafts.flush('r1');
    await run(300);
    expect(stored('r1')).toEqual(['draft', 1]);
  });

  it('emptied again takes the draft away', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1));
    await run(2400);
    await drafts.note(noted('r1', null, server.answers.get('r1') ?? null));
    await run(2400);
    expect([stored('r1'), typed.size]).toEqual([null, 0]);
    await drafts.note(noted('r2', null));
    await run(2400);
    expect([server.batches.length, server.removed.length]).toEqual([1, 1]);
  });

  it('into a submitted answer stays on the device', async () => {
    const { drafts } = await open();
    for (const status of ['submitted', 'discarded'] as const) {
      const base = server.write('r1', { clear: 5 }, status);
      await drafts.note(noted('r1', 1, base));
      await run(10_000);
      await drafts.flush('r1');
      await run(10_000);
      expect([stored('r1'), typed.size]).toEqual([[status, 5], 1]);
    }
  });

  it('never turns an answer on its way into a draft', async () => {
    const { drafts, outbox } = await open();
    await drafts.note(noted('r1', 1));
    const { dataset, record, values, base } = noted('r1', 1);
    await outbox.put({ dataset, record, values, base, status: 'submitted', activity: null });
    await drafts.flush('r1');
    await run(300);
    expect(stored('r1')).toEqual(['submitted', 1]);
  });

  it('is forgotten once it was submitted', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1));
    await drafts.forget('r1');
    await run(5000);
    expect([typed.size, server.batches.length]).toEqual([0, 0]);
  });
});

describe('a page that ends', () => {
  it('leaves what was typed for the next', async () => {
    const first = await open();
    await first.drafts.note(noted('r1', 1));
    first.crash();
    await run(1000);
    const { drafts } = await open();
    expect(drafts.find('r1')?.snapshot.values).toEqual({ clear: 1 });
    expect(server.batches.length).toBe(0);
  });

  it('has its old drafts sent by the next', async () => {
    const first = await open();
    await first.drafts.note(noted('r1', 1));
    first.crash();
    await run(20_000);
    await open();
    await run(400);
    expect([stored('r1'), typed.size]).toEqual([['draft', 1], 0]);
  });

  it('hands all over in one turn when it is hidden', async () => {
    const { drafts, outbox } = await open();
    await drafts.note(noted('r1', 1));
    await drafts.note(noted('r2', 2));
    drafts.flushAll();
    expect(outbox.leaving().map((item) => [item.record_id, item.status])).toEqual([
      ['r1', 'draft'],
      ['r2', 'draft'],
    ]);
  });

  it('knows the draft again that it had sent without hearing of it', async () => {
    const first = await open();
    await first.drafts.note(noted('r1', 1));
    await first.drafts.flush('r1');
    first.crash();
    posted.clear();
    const own = server.write('r1', { clear: 1 }, 'draft');
    const { drafts } = await open();
    const row = drafts.find('r1');
    expect(row && drafts.baseFor(row, own)).toBe(own);
    const other = response('r1', { clear: 4 }, { status: 'draft' });
    expect(row && drafts.baseFor(row, other)).toBeNull();
  });
});

describe('two tabs', () => {
  it('follow the newest change', async () => {
    const one = await open();
    const other = await open();
    const told = vi.fn();
    other.drafts.changed.add(told);
    await one.drafts.note(noted('r1', 1));
    await run(1);
    expect(told.mock.calls[0]?.[1]?.values).toEqual({ clear: { value: 1 } });
    await other.drafts.note(noted('r1', 2));
    await run(2400);
    expect([stored('r1'), typed.size]).toEqual([['draft', 2], 0]);
    await one.drafts.forget('r1');
  });
});

it('says that the device is full', async () => {
  const { drafts, shelf } = await open();
  shelf.broken = true;
  await drafts.note(noted('r1', 1));
  expect(drafts.full).toBe(true);
  await run(2400);
  expect(stored('r1')).toEqual(['draft', 1]);
});

describe('signing out', () => {
  it('hands on drafts, and says what cannot be handed on', async () => {
    const { drafts, outbox } = await open();
    await drafts.note(noted('r1', 3));
    await drafts.note(noted('r2', null));
    const finished = response('r3', { clear: 1 });
    await drafts.note(noted('r3', 4, finished));
    expect((await drafts.handOver()).map(({ record }) => record)).toEqual(['r3']);
    await Promise.all([outbox.emptied(), run(400)]);
    expect([stored('r1'), outbox.items]).toEqual([['draft', 3], []]);
  });

  it('takes everything out of the other tabs', async () => {
    const [one, other] = [await open(), await open()];
    await one.drafts.note(noted('r1', 3));
    await run();
    expect(other.drafts.find('r1')).not.toBeNull();
    const told: string[] = [];
    other.drafts.changed.add((record) => told.push(record));
    tabs.channel().tell({ kind: 'left', user: 'ana' });
    await run(10_000);
    expect([other.drafts.find('r1'), told, other.outbox.items]).toEqual([null, ['r1'], []]);
  });
});

describe('what is typed at the wrong moment', () => {
  it('stays while the answer before it is put away', async () => {
    const { drafts } = await open();
    await drafts.note(noted('r1', 1), false);
    const sent = drafts.find('r1');
    // Typed on while the device was writing the answer.
    await drafts.note(noted('r1', 2), false);
    await drafts.forget('r1', sent);
    expect(drafts.find('r1')?.values).toEqual({ clear: { value: 2 } });
    expect(typed.get('ana/r1')?.values).toEqual({ clear: { value: 2 } });
  });

  it('is not taken away by a tab that has not seen it', async () => {
    const one = await open();
    const other = await open();
    await one.drafts.note(noted('r1', 1), false);
    await run(1);
    const seen = other.drafts.find('r1');
    void one.drafts.note(noted('r1', 2), false);
    await other.drafts.forget('r1', seen);
    await run(1);
    expect(one.drafts.find('r1')?.values).toEqual({ clear: { value: 2 } });
    expect(typed.get('ana/r1')?.values).toEqual({ clear: { value: 2 } });
  });

  it('is kept though the clock of the device was put back', async () => {
    const first = await open();
    await first.drafts.note(noted('r1', 1, response('r1', { clear: 9 })));
    first.crash();
    vi.setSystemTime(500);
    const { drafts } = await open();
    await drafts.note(noted('r1', 2, response('r1', { clear: 9 })));
    expect(typed.get('ana/r1')?.values).toEqual({ clear: { value: 2 } });
  });

  it('stays on the page when the device cannot be read', async () => {
    const one = await open();
    const other = await open();
    const told = vi.fn();
    one.drafts.changed.add(told);
    await one.drafts.note(noted('r1', 1), false);
    await run(1);
    one.shelf.all = () => Promise.reject(new Error('closed'));
    await other.drafts.note(noted('r1', 1), false);
    await run(1);
    expect([one.drafts.find('r1')?.values, told.mock.calls]).toEqual([{ clear: { value: 1 } }, []]);
  });

  it('stays on both pages when the device takes nothing', async () => {
    const one = await open();
    const other = await open();
    one.shelf.broken = other.shelf.broken = true;
    await one.drafts.note(noted('r1', 1), false);
    await other.drafts.note(noted('r1', 2), false);
    await run(1);
    expect([one.drafts.find('r1')?.values, other.drafts.find('r1')?.values]).toEqual([
      { clear: { value: 1 } },
      { clear: { value: 2 } },
    ]);
  });
});
