import type { Response } from '../api';
import type { Channel, Row, Shelf } from './device';
import type { Form, Snapshot, WireValues } from './form.svelte';
import { sameAnswer } from './outcome';
import type { Outbox } from './outbox.svelte';
import type { Activity } from './transport';

/** What was typed for a record and is not on the server. */
export interface Typed extends Row {
  dataset: string;
  record: string;
  snapshot: Snapshot;
  /** The answers that are mine, as a draft would have them. */
  values: WireValues;
  /** The answer of the server that it began with. */
  base: Response | null;
  /** The draft that was last handed to the outbox. */
  flushed: WireValues | null;
  activity: Activity | null;
  activeMs: number;
  at: number;
}

export type Noted = Pick<
  Typed,
  'dataset' | 'record' | 'snapshot' | 'values' | 'base' | 'activity' | 'activeMs'
>;

export interface DraftParts {
  user: string;
  shelf: Shelf<Typed>;
  outbox: Pick<Outbox, 'put' | 'of' | 'saved'>;
  channel: Channel;
  now?: () => number;
}

/** Keeps every change on the device at once, and as a draft on the server soon after. */
export class Drafts {
  static readonly quietMs = 2000;
  /** Left by a page that ended: nobody is typing it now. */
  static readonly staleMs = 10_000;
  /** The device takes no more. */
  full = $state(false);
  /** Told when another tab has changed what was typed for a record. */
  readonly changed = new Set<(record: string, typed: Typed | null) => void>();
  readonly #rows = new Map<string, Typed>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #parts: Required<DraftParts>;
  #end: (() => void)[] = [];
  #last = 0;

  constructor(parts: DraftParts) {
    this.#parts = { now: Date.now, ...parts };
  }

  /** Takes up what earlier pages left, and hands on what they could not. The answer ends it. */
  async start(dataset: string | null = null): Promise<() => void> {
    const { channel, outbox, user } = this.#parts;
    const told = (record: string, response: Response | null) => void this.#saved(record, response);
    outbox.saved.add(told);
    const hear = channel.listen((message) => {
      if (message.user !== user) return;
      if (message.kind === 'typed') void this.#reread(message.record, message.gone);
      if (message.kind === 'left') this.#wiped();
    });
    this.#end = [() => outbox.saved.delete(told), hear];
    for (const row of (await this.#stored()) ?? []) {
      this.#rows.set(row.record, row);
      this.#last = Math.max(this.#last, row.at);
    }
    if (dataset !== null) await this.adopt(dataset);
    return () => this.stop();
  }

  /** Hands on what pages that ended long ago have left for a dataset. */
  async adopt(dataset: string): Promise<void> {
    const stale = this.#parts.now() - Drafts.staleMs;
    const left = [...this.#rows.values()].filter(
      (row) => row.dataset === dataset && row.at < stale,
    );
    for (const { record } of left) if (!this.#timers.has(record)) await this.flush(record);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const end of this.#end.splice(0)) end();
  }

  find(record: string): Typed | null {
    return this.#rows.get(record) ?? null;
  }

  ofDataset(dataset: string): readonly Typed[] {
    return [...this.#rows.values()].filter((row) => row.dataset === dataset);
  }

  /** The answer that what was typed is based on, given what the server has now. */
  baseFor(typed: Typed, stored: Response | null): Response | null {
    const own = typed.flushed !== null && stored !== null;
    if (own && sameAnswer(stored, { status: 'draft', values: typed.flushed })) return stored;
    return typed.base;
  }

  /** Keeps what stands in a form; a finished answer that is as it was is nothing to keep. */
  keep(form: Form, noted: Omit<Noted, 'snapshot' | 'values'>, soon: boolean): void {
    if (isFinished(noted.base) && !form.isDirty) return void this.forget(noted.record);
    void this.note({ ...noted, snapshot: form.snapshot(), values: form.values(false) }, soon);
  }

  /** Keeps a change, and makes it a draft `soon`. Done when it would survive a crash. */
  async note(noted: Noted, soon = true): Promise<void> {
    const { user, now, shelf, channel } = this.#parts;
    const before = this.#rows.get(noted.record);
    this.#last = Math.max(this.#last + 1, now());
    const id = `${user}/${noted.record}`;
    const row = { ...noted, id, user, at: this.#last, flushed: before?.flushed ?? null };
    this.#rows.set(noted.record, row);
    if (soon) this.#arm(noted.record);
    else this.#disarm(noted.record);
    try {
      await shelf.update(id, (old) => (old && old.at > row.at ? old : row));
      this.full = false;
    } catch {
      // Other tabs would find nothing of it on the device.
      this.full = true;
      return;
    }
    channel.tell({ kind: 'typed', user, record: noted.record });
  }

  /** Hands a draft to the outbox now. Edits of a finished answer stay here. */
  async flush(record: string): Promise<void> {
    this.#disarm(record);
    const row = this.#rows.get(record);
    if (!row || isFinished(row.base) || sameValues(row.flushed, row.values)) return;
    const { outbox, shelf } = this.#parts;
    const { dataset, values, base, activity } = row;
    const waiting = outbox.of(record);
    // An answer that is on its way already is not turned into a draft behind the user's back.
    if (waiting && waiting.status !== 'draft' && waiting.status !== 'none') return;
    const isEmpty = Object.keys(values).length === 0;
    if (isEmpty && base === null && waiting === null) return;
    const status = isEmpty ? 'none' : 'draft';
    const flushed = { ...row, flushed: values };
    this.#rows.set(record, flushed);
    const put = outbox.put({ dataset, record, status, values, base, activity });
    await shelf
      .update(row.id, (old) => (old && old.at === row.at ? flushed : old))
      .catch(() => (this.full = true));
    await put;
  }

  /** Hands on everything that waits, all of it in this turn: the page may be going away. */
  flushAll(): void {
    for (const record of [...this.#timers.keys()]) void this.flush(record);
  }

  /** Hands on everything that may be sent, before somebody signs out. What stays is not. */
  async handOver(): Promise<readonly Typed[]> {
    for (const record of [...this.#rows.keys()]) await this.flush(record);
    return [...this.#rows.values()].filter(({ base, flushed, values }) => {
      if (isFinished(base)) return true;
      const isNothing = base === null && Object.keys(values).length === 0;
      return !isNothing && !sameValues(flushed, values);
    });
  }

  /**
   * What was typed has become an answer, or is given up: what was `seen` then. What was typed since,
   * here or in another tab, stays.
   */
  async forget(record: string, seen = this.find(record)): Promise<void> {
    const { user, shelf, channel } = this.#parts;
    const row = this.#rows.get(record);
    if (!row || seen === null) return;
    if (row.at <= seen.at) {
      this.#disarm(record);
      this.#rows.delete(record);
    }
    const gone = seen.at;
    const update = (old: Typed | null) => (old && old.at > gone ? old : null);
    await shelf.update(row.id, update).catch(() => null);
    channel.tell({ kind: 'typed', user, record, gone });
  }

  /** The server has it: what was typed since stays, on the new ground. */
  async #saved(record: string, response: Response | null): Promise<void> {
    const row = this.#rows.get(record);
    if (!row) return;
    const isSame =
      response === null
        ? Object.keys(row.values).length === 0
        : sameAnswer(response, { status: 'draft', values: row.values });
    if (isSame) return this.forget(record, row);
    const moved = { ...row, base: response };
    this.#rows.set(record, moved);
    const update = (old: Typed | null) => (old ? { ...old, base: response } : old);
    await this.#parts.shelf.update(row.id, update).catch(() => null);
  }

  async #reread(record: string, gone = 0): Promise<void> {
    const rows = await this.#stored();
    if (rows === null) return;
    const row = rows.find((one) => one.record === record) ?? null;
    // What is typed here next is newer, whatever the clock says.
    this.#last = Math.max(this.#last, row?.at ?? 0);
    const mine = this.#rows.get(record);
    if (mine && mine.at >= (row?.at ?? gone + 1)) return;
    this.#disarm(record);
    if (row) this.#rows.set(record, row);
    else this.#rows.delete(record);
    for (const tell of this.changed) tell(record, row);
  }

  #wiped(): void {
    for (const record of [...this.#rows.keys()]) {
      this.#disarm(record);
      this.#rows.delete(record);
      for (const tell of this.changed) tell(record, null);
    }
  }

  /** What the device has; `null` where it cannot be read. */
  #stored(): Promise<Typed[] | null> {
    return this.#parts.shelf.all(this.#parts.user).catch(() => null);
  }

  #arm(record: string): void {
    this.#disarm(record);
    this.#timers.set(
      record,
      setTimeout(() => void this.flush(record), Drafts.quietMs),
    );
  }

  #disarm(record: string): void {
    clearTimeout(this.#timers.get(record));
    this.#timers.delete(record);
  }
}

export function isFinished(response: Response | null): boolean {
  return response !== null && response.status !== 'draft';
}

function sameValues(one: WireValues | null, other: WireValues): boolean {
  return one !== null && JSON.stringify(one) === JSON.stringify(other);
}
