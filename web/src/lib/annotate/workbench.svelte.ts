import { errorOf, type ApiError, type DatasetRecord, type Response } from '../api';
import type { ChangedBy } from '../questions';
import { isFinished, type Drafts, type Typed } from './drafts.svelte';
import { Form, type WireValues } from './form.svelte';
import { findRecord, findRecords, openDataset, type Counts, type Opened } from './opening';
import type { Outbox } from './outbox.svelte';
import type { Posted } from './posted';
import { Queue } from './queue.svelte';
import { ActiveTime } from './time';
import type { Activity } from './transport';
import { Undo, type Act } from './undo.svelte';
import { plainView, sameList, type View } from './view';

export const client = 'variorum-web 0.1.0';
export type Finish = 'submitted' | 'discarded';

/** What the page has to say once, beside what stands on it. */
export type Notice =
  | { kind: 'gone'; record: string }
  | { kind: 'changed'; record: DatasetRecord }
  | { kind: 'settings' | 'deleted' | 'guidelines' }
  | { kind: 'dropped'; parts: readonly string[] };

export interface WorkbenchParts {
  opened: Opened;
  outbox: Outbox;
  drafts: Drafts;
  /** Tests have their own records. */
  find?: typeof findRecords;
  findOne?: typeof findRecord;
  now?: () => number;
}

/** One person at work on the records of one dataset: what every key and button does. */
export class Workbench {
  opened = $state.raw() as Opened;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly undo = new Undo();
  readonly time = new ActiveTime();
  readonly form: Form;
  queue = $state.raw<Queue>(new Queue(() => Promise.resolve({ records: [], total: 0 })));
  view = $state.raw<View>(plainView);
  counts = $state.raw<Counts>({ pending: 0, draft: 0, submitted: 0, discarded: 0 });
  progress = $state.raw<Opened['progress']>({ total: 0, completed: 0 });
  notices = $state.raw<readonly Notice[]>([]);
  /** The record that the address asked for is not there. */
  lost = $state(false);
  /** My answers as the server has them, of records met so far. */
  readonly #answers = new Map<string, Response | null>();
  readonly #parts: Required<WorkbenchParts>;
  #ends: (() => void)[] = [];

  constructor(parts: WorkbenchParts) {
    this.#parts = { find: findRecords, findOne: findRecord, now: Date.now, ...parts };
    this.opened = parts.opened;
    this.outbox = parts.outbox;
    this.drafts = parts.drafts;
    this.counts = parts.opened.mine;
    this.progress = parts.opened.progress;
    this.form = new Form(parts.opened.questions, 'prefill');
    const saved = (record: string, response: Response | null) => this.#saved(record, response);
    const typed = (record: string, row: Typed | null) => this.#typed(record, row);
    this.outbox.saved.add(saved);
    this.drafts.changed.add(typed);
    this.#ends = [() => this.outbox.saved.delete(saved), () => this.drafts.changed.delete(typed)];
  }

  stop(): void {
    this.leave();
    this.queue.stop();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Lists the records of a view, beginning with `record` if one was asked for. */
  async show(view: View, record: string | null = null): Promise<void> {
    this.leave();
    this.queue.stop();
    const { find, findOne } = this.#parts;
    const { id } = this.opened.dataset;
    this.view = view;
    this.lost = false;
    const queue = new Queue(
      async (offset, limit, signal) => this.#met(await find(id, view, offset, limit, signal)),
      { isMoving: (one) => this.outbox.of(one) !== null },
    );
    this.queue = queue;
    let first: DatasetRecord | null = null;
    if (record !== null) {
      first = await findOne(id, record).catch(() => null);
      this.lost = first === null;
      if (first) this.#met({ records: [first], total: 1 });
    }
    if (this.queue !== queue) return;
    await queue.start(first);
    if (this.queue === queue) this.#load();
  }

  /** Whether the list on the page is that of the view. */
  lists(view: View): boolean {
    return sameList(this.view, view);
  }

  statusOf(record: string): keyof Counts {
    const status = this.outbox.of(record)?.status ?? this.#answers.get(record)?.status;
    return status === undefined || status === 'none' ? 'pending' : status;
  }

  answerOf(record: string): Response | null {
    return this.#answers.get(record) ?? null;
  }

  change(name: string, value: unknown, how: ChangedBy): void {
    this.#act('choose', name, how, () => {
      this.form.change(name, value);
      return true;
    });
  }

  accept(name: string): boolean {
    return this.#act('accept', name, 'suggestion', () => this.form.accept(name));
  }

  reset(name: string): boolean {
    return this.#act('choose', name, 'key', () => this.form.reset(name));
  }

  /** Goes on with the next record at once; the answer is sent by itself. The first that is missing. */
  async finish(status: Finish): Promise<number | null> {
    const { current } = this.queue;
    if (!current) return null;
    const missing = status === 'submitted' ? this.form.validate() : null;
    if (missing !== null) return missing;
    const values = this.form.values(status === 'submitted');
    const written = this.#post(
      current,
      status,
      values,
      status === 'submitted' ? 'submit' : 'discard',
    );
    if (this.outbox.full) await written;
    this.#advance();
    return null;
  }

  /** Accepts what is suggested and submits. */
  async acceptAll(): Promise<number | null> {
    const name = this.form.entries[this.form.active]?.question.name ?? '';
    this.#act('accept', name, 'suggestion', () => this.form.acceptAll() > 0);
    return this.finish('submitted');
  }

  async saveDraft(): Promise<void> {
    const { current } = this.queue;
    if (current) await this.#post(current, 'draft', this.form.values(false), 'draft');
  }

  /** On to the next record; writes nothing but what was typed. */
  skip(): boolean {
    this.leave();
    return this.#advance();
  }

  previous(): boolean {
    this.leave();
    const moved = this.queue.backward();
    if (moved) this.#load();
    return moved;
  }

  /** Hands what was typed to the server, as the record is left. */
  leave(): void {
    const { current } = this.queue;
    if (current) void this.drafts.flush(current.id);
  }

  async takeBack(): Promise<Act | null> {
    const act = this.undo.back();
    if (act === null) return null;
    if (act.kind === 'bulk') {
      for (const [record, stored] of act.stored) await this.#restore(record, stored);
      return act;
    }
    if ('stored' in act) await this.#restore(act.record, act.stored);
    await this.#goTo(act.record);
    this.form.restore(act.before);
    this.#note(act.kind === 'choose' || act.kind === 'accept');
    return act;
  }

  async doAgain(): Promise<Act | null> {
    const act = this.undo.forward();
    if (act === null || act.kind === 'bulk') return act;
    await this.#goTo(act.record);
    this.form.restore(act.after);
    if (act.kind === 'choose' || act.kind === 'accept') this.#note(true);
    else {
      const status = { submit: 'submitted', discard: 'discarded', draft: 'draft' } as const;
      const { current } = this.queue;
      if (current && act.kind !== 'delete')
        await this.#send(current.id, status[act.kind], this.form.values(act.kind === 'submit'));
    }
    return act;
  }

  /** Opens a record wherever it is in the list. */
  async open(record: string): Promise<boolean> {
    this.leave();
    return this.#goTo(record);
  }

  /** Settles a conflict: theirs stays, or these values are written over it. */
  async settle(item: Posted, values: WireValues | null): Promise<void> {
    const theirs = item.problem?.kind === 'conflict' ? item.problem.stored : null;
    this.#answers.set(item.record, theirs);
    if (values === null) {
      await this.outbox.drop(item.record);
      await this.drafts.forget(item.record);
    } else {
      const { dataset, record, status, activity } = item;
      await this.outbox.put({ dataset, record, status, activity, values, base: theirs });
    }
    if (this.queue.current?.id === item.record) this.#load();
  }

  /** Gives up an answer that the server did not take. */
  async giveUp(item: Posted): Promise<void> {
    await this.outbox.drop(item.record);
    await this.drafts.forget(item.record);
    if (this.queue.current?.id === item.record) this.#load();
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }

  tell(notice: Notice): void {
    this.notices = [...this.notices.filter((one) => one.kind !== notice.kind), notice];
  }

  /** A record was changed or deleted by somebody else. */
  async meanwhile(record: string): Promise<void> {
    const isHere = this.queue.records.some((one) => one.id === record);
    if (!isHere) return;
    const newer = await this.#parts.findOne(this.opened.dataset.id, record).catch(() => undefined);
    if (newer === undefined) return;
    const isCurrent = this.queue.current?.id === record;
    if (newer === null) {
      if (isCurrent) this.tell({ kind: 'gone', record });
      this.undo.forget(record);
      this.queue.drop(record);
      if (isCurrent) this.#load();
    } else if (isCurrent && this.form.isDirty) this.tell({ kind: 'changed', record: newer });
    else this.takeNewer(newer);
  }

  /** My answer was written somewhere: in another browser, or by a program. */
  async answered(record: string, at: string | undefined): Promise<void> {
    const known = this.#answers.get(record);
    if (known === undefined || this.outbox.of(record) !== null) return;
    if (at !== undefined && known?.updated_at === at) return;
    const found = await this.#parts.findOne(this.opened.dataset.id, record).catch(() => null);
    const answer = found?.responses?.[0] ?? null;
    if (!found || this.outbox.of(record) !== null || answer?.updated_at === known?.updated_at)
      return;
    this.#saved(record, answer);
    if (this.form.record?.id === record && !this.drafts.find(record)) this.#load();
  }

  /** Numbers from the server; what is on its way is not in them yet. */
  heard(progress: Opened['progress'], mine: Counts): void {
    this.progress = progress;
    if (this.outbox.items.length === 0) this.counts = mine;
  }

  /** Reads the dataset again: its guidelines may be others. */
  async reopen(): Promise<void> {
    const { dataset } = this.opened;
    const signal = new AbortController().signal;
    const now = await openDataset(dataset.id, signal).catch(() => null);
    if (!now) return;
    if (now.dataset.guidelines !== dataset.guidelines) this.tell({ kind: 'guidelines' });
    this.opened = { ...this.opened, dataset: now.dataset };
  }

  takeNewer(record: DatasetRecord): void {
    const typed = this.form.snapshot();
    this.queue.replace(record);
    if (this.queue.current?.id !== record.id) return;
    this.#load();
    if (this.drafts.find(record.id)) this.form.restore(typed);
  }

  get error(): ApiError | null {
    return this.queue.error === null ? null : errorOf(this.queue.error);
  }

  #met<P extends { records: readonly DatasetRecord[] }>(page: P): P {
    for (const record of page.records) this.#answers.set(record.id, record.responses?.[0] ?? null);
    return page;
  }

  #advance(): boolean {
    const { queue } = this;
    const moved = queue.forward();
    if (!moved) queue.finish();
    this.#load();
    if (!moved && queue.isFilling)
      void queue.fill().then(() => this.queue === queue && this.#load());
    return moved;
  }

  async #goTo(record: string): Promise<boolean> {
    if (this.queue.current?.id === record) return true;
    if (!this.queue.goTo(record)) {
      const found = await this.#parts.findOne(this.opened.dataset.id, record).catch(() => null);
      if (!found) return false;
      if (!this.outbox.of(record)) this.#met({ records: [found], total: 1 });
      this.queue.insert(found);
    }
    this.#load();
    return true;
  }

  /** Puts the present record into the form. */
  #load(): void {
    const { current } = this.queue;
    if (!current) return;
    const stored = this.#standing(current.id);
    const typed = this.drafts.find(current.id);
    this.form.load(current, stored, typed?.snapshot ?? null);
    this.time.start(typed?.activeMs ?? 0);
  }

  /** My answer, with what is on its way taken as if it had arrived. */
  #standing(record: string): Response | null {
    const answer = this.#answers.get(record) ?? null;
    const posted = this.outbox.of(record);
    if (!posted || posted.problem?.kind === 'conflict') return answer;
    if (posted.status === 'none') return null;
    const now = new Date(posted.at).toISOString();
    const blank = { id: '', user_id: posted.user, inserted_at: now, updated_at: now };
    const values = posted.values as NonNullable<Response['values']> | null;
    return { ...blank, ...answer, record_id: record, status: posted.status, values };
  }

  #act(kind: 'choose' | 'accept', question: string, how: ChangedBy, work: () => boolean): boolean {
    const record = this.queue.current?.id;
    if (record === undefined) return false;
    const before = this.form.snapshot(how);
    if (!work()) return false;
    const after = this.form.snapshot(how);
    this.undo.push({ kind, record, question, before, after, at: this.#parts.now() });
    this.#note(true);
    return true;
  }

  #note(soon: boolean): void {
    const { current } = this.queue;
    if (!current) return;
    const base = this.#base(current.id);
    if (isFinished(base) && !this.form.isDirty) return void this.drafts.forget(current.id);
    void this.drafts.note(
      {
        dataset: this.opened.dataset.id,
        record: current.id,
        snapshot: this.form.snapshot(),
        values: this.form.values(false),
        base,
        activity: this.#activity(),
        activeMs: this.time.read(),
      },
      soon,
    );
  }

  #base(record: string): Response | null {
    const stored = this.#answers.get(record) ?? null;
    const typed = this.drafts.find(record);
    return typed ? this.drafts.baseFor(typed, stored) : stored;
  }

  async #post(
    record: DatasetRecord,
    status: Response['status'],
    values: WireValues,
    kind: 'submit' | 'discard' | 'draft',
  ): Promise<void> {
    const shot = this.form.snapshot();
    const stored = this.#standing(record.id);
    const at = this.#parts.now();
    this.undo.push({ kind, record: record.id, stored, before: shot, after: shot, at });
    await this.#send(record.id, status, values);
  }

  async #send(
    record: string,
    status: Response['status'] | 'none',
    values: WireValues | null,
  ): Promise<void> {
    const dataset = this.opened.dataset.id;
    const base = this.#base(record);
    const before = this.statusOf(record);
    const activity = status === 'none' ? null : this.#activity();
    const put = this.outbox.put({ dataset, record, status, values, base, activity });
    this.#count(before, status === 'none' ? 'pending' : status);
    if (this.form.record?.id === record) this.form.took(this.#standing(record));
    await put;
    // Only now it would survive a crash without what was typed.
    if (!this.outbox.full) await this.drafts.forget(record);
  }

  /** Writes the state before an act again, or takes the act from the outbox. */
  async #restore(record: string, stored: Response | null): Promise<void> {
    const before = this.statusOf(record);
    const answer = this.#answers.get(record) ?? null;
    const unsent = await this.outbox.take(record);
    const isBack = unsent !== null && (answer?.status ?? null) === (stored?.status ?? null);
    if (isBack) this.#count(before, stored?.status ?? 'pending');
    else await this.#send(record, stored?.status ?? 'none', stored?.values ?? null);
    if (stored === null) this.queue.noteSaved(record, this.view.status === 'pending');
  }

  #activity(): Activity {
    const shown = this.form.shownNames().map((question) => ({ question }));
    const active_ms = Math.min(this.time.read(), 86_400_000);
    return { active_ms, suggestions_shown: shown, client, view: this.view.view };
  }

  #saved(record: string, response: Response | null): void {
    this.#answers.set(record, response);
    this.queue.noteSaved(record, (response?.status ?? 'pending') === this.view.status);
    if (this.form.record?.id === record && this.outbox.of(record) === null)
      this.form.took(response);
  }

  #typed(record: string, row: Typed | null): void {
    if (this.form.record?.id !== record) return;
    if (row) this.form.restore(row.snapshot);
    else this.#load();
  }

  #count(from: keyof Counts, to: keyof Counts): void {
    if (from === to) return;
    const { counts } = this;
    this.counts = { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
  }
}
