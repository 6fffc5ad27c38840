import { preferences } from '../preferences/preferences.svelte';
import { errorOf, type ApiError, type DatasetRecord, type Response } from '../api';
import type { ChangedBy } from '../questions';
import { Answers } from './answers.svelte';
import { Many } from './bulk/many.svelte';
import type { Drafts, Typed } from './drafts.svelte';
import { Form, type Snapshot, type WireValues } from './form.svelte';
import { findRecord, findRecords, type Opened } from './opening';
import { Guidelines } from './guidelines.svelte';
import type { Outbox } from './outbox.svelte';
import type { Notice } from './news';
import type { WorkbenchParts } from './parts';
import type { Presence } from './presence.svelte';
import { Queue } from './queue.svelte';
import { ActiveTime } from './time';
import { transport, type Activity } from './transport';
import { Undo } from './undo.svelte';
import { doAgain, takeBack, type Undone } from './undoing';
import { plainView, sameList, type View } from './view';

export const client = 'variorum-web 0.1.0';
export type Finish = 'submitted' | 'discarded';

/** One person at work on the records of one dataset: what every key and button does. */
export class Workbench {
  opened = $state.raw() as Opened;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly presence: Presence;
  readonly guidelines: Guidelines;
  readonly undo = new Undo();
  readonly time = new ActiveTime();
  readonly form: Form;
  readonly answers: Answers;
  /** Answers to many records at once. */
  readonly many: Many;
  queue = $state.raw<Queue>(new Queue(() => Promise.resolve({ records: [], total: 0 })));
  view = $state.raw<View>(plainView);
  notices = $state.raw<readonly Notice[]>([]);
  lost = $state(false); // the record that the address asked for
  readonly #parts: Required<WorkbenchParts>;
  #ends: (() => void)[] = [];

  constructor(parts: WorkbenchParts) {
    this.#parts = { transport, find: findRecords, findOne: findRecord, now: Date.now, ...parts };
    this.opened = parts.opened;
    this.outbox = parts.outbox;
    this.drafts = parts.drafts;
    this.presence = parts.presence;
    const { id, guidelines: text } = parts.opened.dataset;
    this.guidelines = new Guidelines({
      text: text ?? '',
      seen: () => preferences.ofDataset(id).guidelines ?? {},
      note: (seen) => preferences.setOfDataset(id, { guidelines: seen }),
    });
    this.answers = new Answers(parts.opened, parts.outbox, parts.drafts);
    this.form = new Form(parts.opened.questions, preferences.annotating.suggestions);
    this.many = new Many({ bench: this, transport: this.#parts.transport, now: this.#parts.now });
    const saved = (record: string, response: Response | null) => this.saved(record, response);
    const typed = (record: string, row: Typed | null) => this.#typed(record, row);
    this.outbox.saved.add(saved);
    this.drafts.changed.add(typed);
    this.#ends = [() => this.outbox.saved.delete(saved), () => this.drafts.changed.delete(typed)];
  }

  stop(): void {
    this.leave();
    this.presence.show(null);
    this.queue.stop();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Lists the records of a view, beginning with `record` if one was asked for. */
  async show(view: View, record: string | null = null): Promise<void> {
    this.leave();
    this.queue.stop();
    const { find, findOne } = this.#parts;
    const id = this.opened.dataset.id;
    this.view = view;
    this.lost = false;
    const queue = new Queue(
      async (offset, limit, signal) => {
        const since = this.answers.moment;
        return this.answers.met(await find(id, view, offset, limit, signal), since);
      },
      {
        isMoving: (one) => this.outbox.of(one) !== null,
        isLeaving: (one) =>
          this.outbox.of(one)?.problem === null && this.answers.statusOf(one) !== view.status,
      },
    );
    this.queue = queue;
    let first: DatasetRecord | null = null;
    if (record !== null) {
      const since = this.answers.moment;
      first = await findOne(id, record).catch(() => null);
      this.lost = first === null;
      if (first) this.answers.met({ records: [first] }, since);
    }
    if (this.queue !== queue) return;
    await queue.start(first);
    if (this.queue === queue) this.reload();
  }

  /** Whether the list on the page is that of the view. */
  lists(view: View): boolean {
    return sameList(this.view, view);
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

  /** Takes back what was changed of a finished answer. */
  restore(): boolean {
    if (!this.form.isFinished) return false;
    return this.#act('choose', this.#active, 'key', () => this.form.restoreSaved());
  }

  /** Goes on with the next record at once; the answer is sent by itself. The first that is missing. */
  async finish(status: Finish): Promise<number | null> {
    const { current } = this.queue;
    if (!current) return null;
    const missing = status === 'submitted' ? this.form.validate() : null;
    if (missing !== null) return missing;
    const values = this.form.values(status === 'submitted');
    const kind = status === 'submitted' ? 'submit' : 'discard';
    const written = this.#post(current, status, values, kind);
    if (this.outbox.full) await written;
    this.#advance();
    return null;
  }

  /** Accepts what is suggested and submits. */
  async acceptAll(): Promise<number | null> {
    this.#act('accept', this.#active, 'suggestion', () => this.form.acceptAll() > 0);
    return this.finish('submitted');
  }

  async saveDraft(): Promise<void> {
    const { queue, form } = this;
    if (queue.current) await this.#post(queue.current, 'draft', form.values(false), 'draft');
  }

  /** On to the next record; writes nothing but what was typed. */
  skip(): boolean {
    this.leave();
    return this.#advance();
  }

  previous(): boolean {
    this.leave();
    const moved = this.queue.backward();
    if (moved) this.reload();
    return moved;
  }

  /** Hands what was typed to the server, as the record is left. */
  leave(): void {
    if (this.queue.current) void this.drafts.flush(this.queue.current.id);
  }

  async takeBack(): Promise<Undone> {
    return this.many.run.state === 'idle' ? takeBack(this, this.#parts.now()) : null;
  }

  async doAgain(): Promise<Undone> {
    return doAgain(this, this.#parts.now());
  }

  /** Opens a record wherever it is in the list. */
  async open(record: string): Promise<boolean> {
    this.leave();
    return (await this.goTo(record)) === 'here';
  }

  /** The server can be reached again: asks for the records that could not be had. */
  async resume(): Promise<void> {
    const { queue } = this;
    const isShown = () => queue.current === null || this.form.record?.id === queue.current.id;
    if ((await queue.resume()) && this.queue === queue && !isShown()) this.reload();
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }

  tell(notice: Notice): void {
    this.notices = [...this.notices.filter((one) => one.kind !== notice.kind), notice];
  }

  /** What stands in the form is to be as in `snapshot`, as if I had written it so. */
  keep(snapshot: Snapshot, soon = true): void {
    this.form.restore(snapshot);
    this.#note(soon);
  }

  /** A record with my answer, as the server has it now; null if it is gone. */
  look(record: string): Promise<DatasetRecord | null> {
    return this.#parts.findOne(this.opened.dataset.id, record);
  }

  get error(): ApiError | null {
    return this.queue.error === null ? null : errorOf(this.queue.error);
  }

  get #active(): string {
    return this.form.entries[this.form.active]?.question.name ?? '';
  }

  #advance(): boolean {
    const { queue } = this;
    const moved = queue.forward();
    if (!moved) queue.finish();
    this.reload();
    if (!moved && queue.isFilling)
      void queue.fill().then(() => this.queue === queue && this.reload());
    return moved;
  }

  async goTo(record: string): Promise<'here' | 'gone' | 'away'> {
    if (this.queue.current?.id === record) return 'here';
    if (!this.queue.goTo(record)) {
      const since = this.answers.moment;
      const found = await this.look(record).catch(() => undefined);
      if (!found) return found === null ? 'gone' : 'away';
      if (!this.outbox.of(record)) this.answers.met({ records: [found] }, since);
      this.queue.insert(found);
    }
    this.reload();
    return 'here';
  }

  /** Puts the present record into the form. */
  reload(): void {
    const { current } = this.queue;
    if (!current) return;
    const stored = this.answers.standing(current.id);
    const typed = this.drafts.find(current.id);
    this.form.load(current, stored, typed?.snapshot ?? null);
    this.time.start(typed?.activeMs ?? 0);
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
    const [dataset, record] = [this.opened.dataset.id, current.id];
    const [base, activity] = [this.answers.base(record), this.#activity()];
    const about = { dataset, record, base, activity, activeMs: this.time.read() };
    this.drafts.keep(this.form, about, soon);
  }

  async #post(
    record: DatasetRecord,
    status: Response['status'],
    values: WireValues,
    kind: 'submit' | 'discard' | 'draft',
  ): Promise<void> {
    const [shot, at] = [this.form.snapshot(), this.#parts.now()];
    const stored = this.answers.standing(record.id);
    this.undo.push({ kind, record: record.id, stored, before: shot, after: shot, at });
    await this.send(record.id, status, values);
  }

  async send(record: string, status: Response['status'], values: WireValues): Promise<void> {
    const sent = this.answers.send(record, status, values, this.#activity());
    if (this.form.record?.id === record) this.form.took(this.answers.standing(record));
    await sent;
  }

  #activity(): Activity {
    const suggestions_shown = this.form.shownNames().map((question) => ({ question }));
    const active_ms = Math.min(this.time.read(), 86_400_000);
    return { active_ms, suggestions_shown, client, view: this.view.view };
  }

  /** The server has written an answer of mine. */
  saved(record: string, response: Response | null): void {
    this.answers.set(record, response);
    this.queue.noteSaved(record, (response?.status ?? 'pending') === this.view.status);
    if (this.form.record?.id === record && this.outbox.of(record) === null) {
      // Without anything typed here, the answer comes from here as it is, or from another tab.
      if (this.drafts.find(record)) this.form.took(response);
      else this.form.follow(response);
    }
    void this.resume();
  }

  #typed(record: string, row: Typed | null): void {
    if (this.form.record?.id !== record) return;
    if (row) this.form.restore(row.snapshot);
    else this.reload();
  }
}
