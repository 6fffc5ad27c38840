import type { DatasetRecord, Response } from '../api';
import type { Drafts } from './drafts.svelte';
import type { WireValues } from './form.svelte';
import type { Counts, Opened } from './opening';
import { sameAnswer } from './outcome';
import type { Outbox } from './outbox.svelte';
import type { Activity } from './transport';

/** My answers to the records met so far: as the server has them, and as they will be. */
export class Answers {
  counts = $state.raw<Counts>({ pending: 0, draft: 0, submitted: 0, discarded: 0 });
  progress = $state.raw<Opened['progress']>({ total: 0, completed: 0 });
  readonly #known = new Map<string, Response | null>();
  /** When an answer was told, so that an older list does not bring back what stood before it. */
  readonly #told = new Map<string, number>();
  #moment = 0;
  readonly #dataset: string;
  readonly #outbox: Outbox;
  readonly #drafts: Drafts;

  constructor(opened: Opened, outbox: Outbox, drafts: Drafts) {
    this.#dataset = opened.dataset.id;
    this.#outbox = outbox;
    this.#drafts = drafts;
    this.counts = opened.mine;
    this.progress = opened.progress;
  }

  /** The present, to be given to `met` with what is asked for now. */
  get moment(): number {
    return this.#moment;
  }

  /** Takes my answers from records that the server has sent, as it was asked `since`. */
  met<P extends { records: readonly DatasetRecord[] }>(page: P, since = this.#moment): P {
    for (const { id, responses } of page.records) {
      if ((this.#told.get(id) ?? 0) <= since) this.#known.set(id, responses?.[0] ?? null);
    }
    return page;
  }

  set(record: string, answer: Response | null): void {
    this.#known.set(record, answer);
    this.#told.set(record, (this.#moment += 1));
  }

  isKnown(record: string): boolean {
    return this.#known.has(record);
  }

  /** My answer as the server has it. */
  of(record: string): Response | null {
    return this.#known.get(record) ?? null;
  }

  statusOf(record: string): keyof Counts {
    const status = this.#outbox.of(record)?.status ?? this.of(record)?.status;
    return status === undefined || status === 'none' ? 'pending' : status;
  }

  /** My answer, with what is on its way taken as if it had arrived. */
  standing(record: string): Response | null {
    const answer = this.of(record);
    const posted = this.#outbox.of(record);
    if (!posted || posted.problem?.kind === 'conflict') return answer;
    if (posted.status === 'none') return null;
    const at = new Date(posted.at).toISOString();
    const blank = { id: '', user_id: posted.user, inserted_at: at, updated_at: at };
    const values = posted.values as NonNullable<Response['values']> | null;
    return { ...blank, ...answer, record_id: record, status: posted.status, values };
  }

  /** What a new answer to the record takes the place of. */
  base(record: string): Response | null {
    const typed = this.#drafts.find(record);
    return typed ? this.#drafts.baseFor(typed, this.of(record)) : this.of(record);
  }

  /** Puts an answer on its way; done when it would survive a crash. */
  async send(
    record: string,
    status: Response['status'] | 'none',
    values: WireValues | null,
    activity: Activity | null,
  ): Promise<void> {
    const seen = this.#drafts.find(record);
    // Only then it would survive a crash without what was typed; what was typed on stays.
    if (await this.#put(record, status, values, activity)) await this.#drafts.forget(record, seen);
  }

  #put(
    record: string,
    status: Response['status'] | 'none',
    values: WireValues | null,
    activity: Activity | null,
  ): Promise<boolean> {
    const before = this.statusOf(record);
    const [dataset, base] = [this.#dataset, this.base(record)];
    const put = this.#outbox.put({ dataset, record, status, values, base, activity });
    this.#count(before, status === 'none' ? 'pending' : status);
    return put;
  }

  /** Writes the state before an act again, or takes the act from the outbox. What is typed stays. */
  async restore(record: string, stored: Response | null): Promise<void> {
    const before = this.statusOf(record);
    const answer = this.of(record);
    const unsent = await this.#outbox.take(record);
    // Answered again meanwhile: that is what holds.
    if (unsent !== null && this.#outbox.of(record)) return;
    const isBack = unsent !== null && isSame(answer, stored);
    if (isBack) this.#count(before, stored?.status ?? 'pending');
    else await this.#put(record, stored?.status ?? 'none', stored?.values ?? null, null);
  }

  /** Numbers from the server; what is on its way is not in them yet. */
  heard(progress: Opened['progress'], mine: Counts): void {
    this.progress = progress;
    if (this.#outbox.items.length === 0) this.counts = mine;
  }

  #count(from: keyof Counts, to: keyof Counts): void {
    if (from === to) return;
    const { counts } = this;
    this.counts = { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
  }
}

function isSame(one: Response | null, other: Response | null): boolean {
  if (one === null || other === null) return one === other;
  return sameAnswer(one, { status: other.status, values: other.values ?? null });
}
