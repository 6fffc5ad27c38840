import { errorOf, type ApiError, type Response } from '../api';
import { carry, type Carrier } from './carry';
import { lead } from './device';
import { Keeping } from './keeping.svelte';
import type { Verdict } from './outcome';
import {
  firstOf,
  later,
  retryMs,
  rowAfter,
  wireOf,
  withSent,
  withShown,
  type OutboxParts,
  type OutboxState,
  type Posted,
  type Posting,
} from './posted';
import type { Upsert } from './transport';

/** Answers on their way to the server: kept on the device first, sent in order, never lost. */
export class Outbox {
  static readonly batchMax = 20;
  static readonly batchMs = 300;
  static readonly lastMs = 5000; // how long signing out waits for the last answers
  /** All that is not on the server yet, oldest first, of every tab. */
  items = $state.raw<readonly Posted[]>([]);
  state = $state<OutboxState>('idle');
  savedAt = $state<number | null>(null);
  /** Told of every answer the server has taken, in whichever tab it was sent. */
  readonly saved = new Set<(record: string, response: Response | null) => void>();
  readonly #parts: Required<OutboxParts>;
  readonly #flying = new Set<string>();
  readonly #keeping: Keeping;
  /** What the server last took, by record: what is put at that very moment does not know of it. */
  readonly #written = new Map<string, Response | null>();
  readonly #carrier: Carrier;
  #leading = false;
  #sending = false;
  #attempts = 0;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void)[] = [];
  #awaited: (() => void)[] = [];

  constructor(parts: OutboxParts) {
    this.#parts = { lead, may: () => true, now: Date.now, random: Math.random, ...parts };
    this.#carrier = {
      transport: parts.transport,
      baseOf: (item) => later(item.base, this.#written.get(item.record) ?? null),
      settle: (item, verdict) => this.#settle(item, verdict),
    };
    this.#keeping = new Keeping(parts.shelf, (record) => this.of(record));
  }

  /** The device takes no more: nothing may go on before it is sent. */
  get full(): boolean {
    return this.#keeping.full;
  }

  // Not derived state: that would end with the page that made this, and this goes on.
  get waiting(): readonly Posted[] {
    return this.items.filter((item) => item.problem === null);
  }

  get troubled(): readonly Posted[] {
    return this.items.filter((item) => item.problem !== null);
  }

  /** Takes up what earlier pages left. The answer ends it. */
  async start(): Promise<() => void> {
    const { channel, user } = this.#parts;
    const hear = channel.listen((message) => {
      if (message.user !== user) return;
      if (message.kind === 'posted') void this.#read().then(() => this.#schedule(Outbox.batchMs));
      if (message.kind === 'changed') void this.#read();
      if (message.kind === 'left') this.wiped();
      if (message.kind === 'sending') this.#heard(message.state);
      if (message.kind !== 'saved') return;
      this.savedAt = this.#parts.now();
      void this.#read();
      this.#tell(message.record, message.response as Response | null);
    });
    const give = this.#parts.lead(`variorum-outbox-${user}`, () => {
      this.#leading = true;
      void this.#read().then(() => this.waiting.length > 0 && this.wake());
    });
    this.#end = [hear, give, () => clearTimeout(this.#timer)];
    await this.#read();
    if (!this.#leading) channel.tell({ kind: 'sending', user, state: null });
    return () => this.stop();
  }

  stop(): void {
    this.#leading = false;
    for (const end of this.#end.splice(0)) end();
  }

  of(record: string): Posted | null {
    return this.items.find((item) => item.record === record) ?? null;
  }

  /** Keeps an answer and sends it soon. Whether it would survive a crash. */
  async put(posting: Posting): Promise<boolean> {
    const { user, now, channel } = this.#parts;
    const before = this.of(posting.record);
    this.#last = Math.max(this.#last + 1, now());
    const item: Posted = {
      ...posting,
      id: `${user}/${posting.record}`,
      user,
      version: `${this.#last}-${Math.floor(this.#parts.random() * 1e9).toString(36)}`,
      at: this.#last,
      base: before && before.problem === null ? before.base : posting.base,
      sent: before?.sent ?? [],
      problem: null,
    };
    this.#show(item);
    const isKept = await this.#keeping.keep(item);
    // Where there is room again, what found none is kept as well.
    const rest = isKept ? this.items.filter(({ id }) => this.#keeping.lacks(id)) : [];
    for (const one of rest) await this.#keeping.keep(one);
    channel.tell({ kind: 'posted', user });
    const many = this.waiting.length >= Outbox.batchMax && this.#attempts === 0;
    this.#schedule(many ? 0 : Outbox.batchMs, many);
    return isKept;
  }

  /** The device was wiped: what is under way is not written there again. */
  wiped(): void {
    this.items = [];
    this.#keeping.wiped();
  }

  /** Takes back what was not sent yet; `null` if it is too late for that. */
  async take(record: string): Promise<Posted | null> {
    const item = this.of(record);
    if (!item || this.#flying.has(item.id) || item.sent.length > 0) return null;
    let taken = false;
    const { items } = this;
    this.items = items.filter((one) => one !== item);
    try {
      await this.#parts.shelf.update(item.id, (old) => {
        taken = old === null || (old.version === item.version && old.sent.length === 0);
        return taken ? null : old;
      });
    } catch {
      // It is on the device for good: what takes it back has to be written over it.
      if (!this.of(record)) this.items = items.filter((one) => one === item || this.of(one.record));
      return null;
    }
    if (!taken) await this.#read();
    this.#parts.channel.tell({ kind: 'changed', user: this.#parts.user });
    return taken ? item : null;
  }

  /** Gives up an answer that the server did not take. */
  async drop(record: string): Promise<void> {
    const item = this.of(record);
    if (!item) return;
    this.items = this.items.filter((one) => one !== item);
    await this.#parts.shelf.update(item.id, (old) => (old?.version === item.version ? null : old));
    this.#parts.channel.tell({ kind: 'changed', user: this.#parts.user });
  }

  /** The connection, the session or the user is back: try at once. */
  wake(): void {
    // Else another tab sends, and says how it goes.
    if (!this.#leading) return;
    this.#attempts = 0;
    if (this.state === 'signedOut' || this.state === 'offline') this.#turn('waiting');
    this.#schedule(0, true);
  }

  /** Tries at once; done when nothing waits any more, or nothing can be sent now. */
  emptied(): Promise<void> {
    this.wake();
    return new Promise((done) => {
      const late = setTimeout(done, Outbox.lastMs);
      this.#awaited.push(() => {
        clearTimeout(late);
        done();
      });
      if (this.waiting.length === 0) this.#answer();
    });
  }

  #answer(): void {
    for (const done of this.#awaited.splice(0)) done();
  }

  /** What may be sent while the page goes away; it stays here until its arrival is known. */
  leaving(): Upsert[] {
    if (!this.#parts.may()) return [];
    const free = this.waiting.filter((one) => !this.#flying.has(one.id) && one.status !== 'none');
    for (const { id } of free) {
      void this.#parts.shelf.update(id, (old) => old && withSent(old)).catch(() => null);
    }
    return free.map(wireOf);
  }

  #show(item: Posted): void {
    this.items = [...this.items.filter((one) => one.id !== item.id), item];
    if (this.state === 'idle') this.#turn('waiting');
  }

  async #read(): Promise<void> {
    const stored = await this.#parts.shelf.all(this.#parts.user).catch(() => null);
    if (stored === null) return;
    const keeping = this.#keeping;
    const isHere = (id: string) => keeping.lacks(id) || keeping.isWriting(id);
    this.items = withShown(stored, this.items, isHere);
    this.#last = Math.max(this.#last, this.items.at(-1)?.at ?? 0);
    if (this.waiting.length > 0 || this.#sending) return;
    this.#turn('idle');
    this.#answer();
  }

  #schedule(ms: number, anew = false): void {
    if (!this.#leading || this.#sending || (this.#timer !== undefined && !anew)) return;
    if (this.state === 'signedOut') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, ms);
  }

  async #send(): Promise<void> {
    if (this.waiting.length > 0 && !this.#parts.may()) return this.#signedOut();
    const batch = firstOf(this.waiting, Outbox.batchMax);
    if (batch.length === 0 || this.#sending) {
      if (this.waiting.length === 0) this.#turn('idle');
      return;
    }
    this.#sending = true;
    if (this.#attempts === 0) this.#turn('sending');
    for (const item of batch) this.#flying.add(item.id);
    try {
      const marked = await this.#mark(batch);
      if (marked.length > 0) await carry(marked, this.#carrier);
      this.#attempts = 0;
    } catch (cause) {
      this.#wait(errorOf(cause));
      return;
    } finally {
      this.#sending = false;
      this.#flying.clear();
    }
    this.#turn(this.waiting.length > 0 ? 'sending' : 'idle');
    if (this.waiting.length > 0) this.#schedule(0);
    else this.#answer();
  }

  /**
   * Notes on the device what is about to be sent: after a crash it is known again. What another tab
   * has taken back is not sent; what it has changed goes as it is now, what is being written later.
   */
  async #mark(batch: readonly Posted[]): Promise<Posted[]> {
    const marked: Posted[] = [];
    for (const item of batch.filter(({ id }) => !this.#keeping.isWriting(id))) {
      const update = (old: Posted | null) => old && withSent(old);
      const onDevice = await this.#parts.shelf.update(item.id, update).catch(() => undefined);
      const row =
        onDevice === undefined || this.#keeping.lacks(item.id)
          ? withSent(this.of(item.record) ?? item)
          : onDevice;
      if (row) marked.push(row);
      this.items = this.items.flatMap((one) => (one.id !== item.id ? [one] : row ? [row] : []));
    }
    return marked;
  }

  async #settle(item: Posted, verdict: Verdict): Promise<void> {
    const { shelf, channel, user } = this.#parts;
    if ('saved' in verdict) {
      this.#written.set(item.record, verdict.saved);
      this.savedAt = this.#parts.now();
    }
    const kept = await shelf
      .update(item.id, (old) => rowAfter(old ?? this.of(item.record), item, verdict))
      .catch(() => rowAfter(this.of(item.record), item, verdict));
    const newer = this.of(item.record);
    // What was put meanwhile may not be on the device yet: it stays, on the new ground.
    const isNewer = newer !== null && newer.version !== item.version && newer.at > (kept?.at ?? 0);
    const shown = isNewer ? rowAfter(newer, item, verdict) : kept;
    this.items = this.items.flatMap((one) => (one.id !== item.id ? [one] : shown ? [shown] : []));
    if (!shown) this.#keeping.done(item.id);
    if (!('saved' in verdict)) return channel.tell({ kind: 'changed', user });
    channel.tell({ kind: 'saved', user, record: item.record, response: verdict.saved });
    this.#tell(item.record, verdict.saved);
  }

  #wait(error: ApiError): void {
    if (error.status === 401 || error.status === 403) return this.#signedOut();
    this.#answer();
    this.#turn('offline');
    const ms = error.retryAfterMs ?? retryMs(this.#attempts, this.#parts.random());
    this.#attempts += 1;
    this.#sending = false;
    this.#schedule(ms);
  }

  /** Other tabs say of what waits what this one knows, which sends it. */
  #turn(state: OutboxState): void {
    if (this.state === state) return;
    this.state = state;
    const { channel, user } = this.#parts;
    if (this.#leading) channel.tell({ kind: 'sending', user, state });
  }

  #heard(state: OutboxState | null): void {
    const { channel, user } = this.#parts;
    if (state !== null) {
      if (!this.#leading) this.state = state;
    } else if (this.#leading) channel.tell({ kind: 'sending', user, state: this.state });
  }

  #signedOut(): void {
    this.#answer();
    this.#turn('signedOut');
  }

  #tell(record: string, response: Response | null): void {
    for (const told of this.saved) told(record, response);
  }
}
