/** A server, a device and pages of a browser, anew for every test of the outbox. */
import { afterEach, beforeEach, vi } from 'vitest';
import { ApiError } from '../api';
import { AnswerServer, MemoryShelf, Tabs } from './fixtures';
import { Outbox } from './outbox.svelte';
import type { Posted, Posting } from './posted';

export let server: AnswerServer;
export let rows: Map<string, Posted>;
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
export async function open(shelf = new MemoryShelf<Posted>(rows), may = () => true) {
  const outbox = new Outbox({
    user: 'ana',
    shelf,
    transport: server,
    channel: tabs.channel(),
    lead: tabs.lead,
    may,
    random: () => 0.5,
  });
  const end = await outbox.start();
  ends.push(end);
  return { outbox, shelf, crash: end };
}

export const posting = (
  record: string,
  value: unknown = 1,
  more: Partial<Posting> = {},
): Posting => ({
  dataset: 'd',
  record,
  status: 'submitted',
  values: { clear: { value } },
  base: null,
  activity: null,
  ...more,
});
export const run = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
export const stored = (record: string) => server.answers.get(record)?.values?.['clear']?.value;
export const offline = new ApiError(0, 'offline', 'no');
