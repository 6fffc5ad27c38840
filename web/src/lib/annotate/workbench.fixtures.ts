/** A workbench on a server of records, anew for every test. */
import { afterEach, beforeEach, vi } from 'vitest';
import { ApiError, type DatasetRecord } from '../api';
import { Drafts, type Typed } from './drafts.svelte';
import { AnswerServer, MemoryShelf, Tabs, ratingQuestion, record, suggestion } from './fixtures';
import type { Opened } from './opening';
import { Outbox } from './outbox.svelte';
import type { Posted } from './posted';
import { Presence } from './presence.svelte';
import { plainView, type View } from './view';
import { Workbench } from './workbench.svelte';

const dataset = { id: 'd', name: 'd', guidelines: null } as Opened['dataset'];
export const opened: Opened = {
  dataset,
  fields: [],
  questions: [ratingQuestion('clear'), ratingQuestion('kind', false)],
  metadata: [],
  vectors: [],
  progress: { total: 8, completed: 0 },
  mine: { pending: 8, draft: 0, submitted: 0, discarded: 0 },
};

export let server: AnswerServer;
/** What the server has; tests change it in place. */
export let records: DatasetRecord[];
/** Records that cannot be had just now. */
export const lost = new Set<string>();
export const offline = new ApiError(0, 'offline', 'no');
export let bench: Workbench;
let tabs: Tabs;
let outboxRows: Map<string, Posted>;
let draftRows: Map<string, Typed>;
let ends: (() => void)[];
export const run = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

function answered(one: DatasetRecord): DatasetRecord {
  const answer = server.answers.get(one.id);
  return { ...one, responses: answer ? [answer] : [] };
}

/** A tab of the browser. */
export async function open(what = opened): Promise<Workbench> {
  const parts = { user: 'ana', channel: tabs.channel() };
  const outbox = new Outbox({
    ...parts,
    shelf: new MemoryShelf<Posted>(outboxRows),
    transport: server,
    lead: tabs.lead,
  });
  const drafts = new Drafts({ ...parts, shelf: new MemoryShelf<Typed>(draftRows), outbox });
  const presence = new Presence(parts);
  ends.push(await outbox.start(), await drafts.start('d'), presence.start());
  const status = (one: DatasetRecord) => server.answers.get(one.id)?.status ?? 'pending';
  const find = (_id: string, view: View, offset: number, limit: number) => {
    const all = records.filter((one) => status(one) === view.status);
    const page = all.slice(offset, offset + limit).map(answered);
    return Promise.resolve({ records: page, total: all.length });
  };
  const findOne = (_id: string, wanted: string) => {
    if (lost.has(wanted)) return Promise.reject(offline);
    const found = records.find((one) => one.id === wanted);
    return Promise.resolve(found ? answered(found) : null);
  };
  const made = new Workbench({
    opened: what,
    outbox,
    drafts,
    presence,
    transport: server,
    find,
    findOne,
  });
  ends.push(() => made.stop());
  await made.show(plainView);
  return made;
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new AnswerServer();
  tabs = new Tabs();
  outboxRows = new Map();
  draftRows = new Map();
  ends = [];
  lost.clear();
  records = Array.from({ length: 8 }, (_, at) =>
    record(`r${at + 1}`, { suggestions: at === 1 ? [suggestion('clear', 4)] : [] }),
  );
  bench = await open();
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});
