import type { DatasetRecord } from '../api';

/** One page of what the server finds for the view. */
export interface Page {
  records: readonly DatasetRecord[];
  total: number;
}

export type FetchPage = (offset: number, limit: number, signal: AbortSignal) => Promise<Page>;

/** What of a record at hand is known beside the server's list. */
export interface Whereabouts {
  /** An answer that is on its way: the server may count it either way. */
  isMoving(record: string): boolean;
  /** One that takes the record out of this list, whatever the server says yet. */
  isLeaving?(record: string): boolean;
}

export type QueueState = 'loading' | 'ready' | 'empty' | 'failed';

/**
 * The records of a view around the present one. Answered records leave the list on the server, so
 * the place to ask at is counted from what is surely still in it, never from a page number.
 */
export class Queue {
  static readonly back = 10;
  static readonly refillAt = 3;
  static readonly sweepLimit = 50;
  records = $state.raw<readonly DatasetRecord[]>([]);
  index = $state(0);
  state = $state<QueueState>('loading');
  error = $state.raw<unknown>(null);
  /** How many the server last found. */
  found = $state(0);
  /** Records that stood before the first one at hand. */
  passed = $state(0);
  isFilling = $state(false);
  readonly current = $derived(this.records[this.index] ?? null);
  readonly next = $derived(this.records[this.index + 1] ?? null);
  readonly position = $derived(this.passed + this.index + 1);
  /** Records that left the list since we began. */
  #left = $state(0);
  /** Records of this view, with those that left it while we went through. */
  readonly total = $derived(Math.max(this.found + this.#left, this.passed + this.records.length));
  /** Ids at hand or seen that the server still lists, as far as we know. */
  readonly #listed = new Set<string>();
  readonly #seen = new Set<string>();
  #aborter = new AbortController();
  #filling: Promise<void> | null = null;
  #ended = false;
  readonly #fetch: FetchPage;
  readonly #where: Whereabouts;

  constructor(fetch: FetchPage, where: Whereabouts = { isMoving: () => false }) {
    this.#fetch = fetch;
    this.#where = where;
  }

  /** Begins with the server's first records, after `first` if one was asked for. */
  async start(first: DatasetRecord | null = null): Promise<void> {
    this.records = first ? [first] : [];
    if (first) this.#seen.add(first.id);
    this.state = first ? 'ready' : 'loading';
    await this.fill(first);
    // How many are held is known only from how long they are.
    if (!this.#ended && this.#ahead < this.depth) void this.fill();
  }

  /** Holds enough records ahead. Says nothing where it fails while records are left. */
  fill(first: DatasetRecord | null = null): Promise<void> {
    this.#filling ??= this.#fill(first).finally(() => {
      this.#filling = null;
      this.isFilling = false;
    });
    return this.#filling;
  }

  /** Asks again if the last time failed; whether it did. */
  async resume(): Promise<boolean> {
    if (this.error === null) return false;
    await this.fill();
    return true;
  }

  /** Whether there is a next one at hand; asks for more before it is needed. */
  forward(): boolean {
    const ahead = this.index + 1 < this.records.length;
    if (ahead) this.index += 1;
    this.#trim();
    this.#refill();
    return ahead;
  }

  /** Past the last one: what comes next stands here. */
  finish(): void {
    this.index = this.records.length;
  }

  backward(): boolean {
    if (this.index === 0) return false;
    this.index -= 1;
    return true;
  }

  /** Goes to a record at hand. */
  goTo(record: string): boolean {
    const at = this.records.findIndex((one) => one.id === record);
    if (at !== -1) this.index = at;
    return at !== -1;
  }

  /** Shows a record that is not at hand, in the place before the present one. */
  insert(record: DatasetRecord): void {
    if (this.goTo(record.id)) return;
    this.#seen.add(record.id);
    this.records = this.records.toSpliced(this.index, 0, record);
    this.state = 'ready';
  }

  /** The server has written something: whether the record is still in this list. */
  noteSaved(record: string, stays: boolean): void {
    if (stays) {
      if (!this.#listed.has(record) && this.#seen.has(record)) {
        this.#listed.add(record);
        this.found += 1;
        this.#left = Math.max(0, this.#left - 1);
      }
    } else if (this.#listed.delete(record)) {
      this.found = Math.max(0, this.found - 1);
      this.#left += 1;
    }
  }

  /** A newer version of a record at hand. */
  replace(record: DatasetRecord): void {
    this.records = this.records.map((one) => (one.id === record.id ? record : one));
  }

  /** A record that was deleted; the next one takes its place. */
  drop(record: string): void {
    const at = this.records.findIndex((one) => one.id === record);
    if (this.#listed.delete(record)) this.found = Math.max(0, this.found - 1);
    if (at === -1) return;
    this.records = this.records.toSpliced(at, 1);
    if (at < this.index) this.index -= 1;
    this.#refill();
  }

  /** New records have come on the server. */
  grew(by: number): void {
    this.found += by;
    this.#ended = false;
    this.#refill();
  }

  stop(): void {
    this.#aborter.abort();
    this.#aborter = new AbortController();
  }

  /** How many to hold ahead: many short ones, few long ones. */
  get depth(): number {
    const sample = this.records.slice(-5);
    const sizes = sample.map((record) => JSON.stringify(record.fields).length);
    const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
    return mean > 100_000 ? 2 : mean < 2000 && sample.length > 0 ? 20 : 5;
  }

  get #ahead(): number {
    return this.records.length - this.index - 1;
  }

  #refill(): void {
    if (!this.#ended && this.#ahead <= Math.min(Queue.refillAt, this.depth)) void this.fill();
  }

  #trim(): void {
    const spare = this.index - Queue.back;
    if (spare <= 0) return;
    this.records = this.records.slice(spare);
    this.index -= spare;
    this.passed += spare;
  }

  async #fill(first: DatasetRecord | null): Promise<void> {
    this.isFilling = true;
    const { signal } = this.#aborter;
    try {
      const wanted = this.depth - this.#ahead;
      // A record on its way to the server may or may not be listed any more: it is not counted, and
      // as many more are asked for.
      const moving = [...this.#listed].filter((id) => this.#where.isMoving(id)).length;
      const offset = this.#listed.size - moving;
      const page = await this.#fetch(offset, Math.max(wanted, 1) + moving, signal);
      let fresh = this.#take(page);
      const hidden = page.total > this.#listed.size;
      if (fresh === 0 && hidden && moving === 0) fresh = await this.#sweep(signal);
      this.#ended = fresh === 0 && moving === 0;
      this.error = null;
      this.state = this.records.length === 0 && first === null ? 'empty' : 'ready';
    } catch (cause) {
      if (signal.aborted) return;
      this.error = cause;
      if (this.records.length === 0) this.state = 'failed';
    }
  }

  /** Looks for records that slipped past, from the beginning, once. */
  async #sweep(signal: AbortSignal): Promise<number> {
    const limit = Queue.sweepLimit;
    for (let offset = 0; ; offset += limit) {
      const page = await this.#fetch(offset, limit, signal);
      const fresh = this.#take(page);
      if (fresh > 0 || page.records.length < limit) return fresh;
    }
  }

  #take(page: Page): number {
    this.found = page.total;
    for (const { id } of page.records) this.#listed.add(id);
    const fresh = page.records.filter(
      ({ id }) => !this.#seen.has(id) && this.#where.isLeaving?.(id) !== true,
    );
    for (const { id } of fresh) this.#seen.add(id);
    if (fresh.length > 0) this.records = [...this.records, ...fresh];
    return fresh.length;
  }
}
