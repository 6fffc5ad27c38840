import { errorOf, type ApiError, type DatasetRecord } from '../../api';
import { t } from '../../i18n';
import { live } from '../../ui';
import type { ChangedBy } from '../../questions';
import { Form, type WireValues } from '../form.svelte';
import { markedFields } from '../../spans';
import { pointsOf } from '../../spans/offsets';
import { findRecords, readCounts } from '../opening';
import { sameList, type View } from '../view';
import type { Workbench } from '../workbench.svelte';
import { planOf, type Plan } from './plan';
import { merged, type Ran, type Target, type Wish } from './run.svelte';
import { Selection } from './selection.svelte';

export const sizes = ['10', '25', '50', '100', '1000'] as const;
export type Size = (typeof sizes)[number];
export type Action = 'submitted' | 'draft' | 'discarded' | 'accept';

/** Above so many records it is asked for once more. */
const ASK_ABOVE = 100;
/** Rows of a page are fetched in parts: the first are there at once. */
const PART = 100;

/** The bulk view: rows of a page, which are chosen, and what all of them are answered with. */
export class BulkDesk {
  readonly bench: Workbench;
  readonly selection = new Selection();
  readonly form: Form;
  size = $state<Size>('25');
  rows = $state.raw<readonly DatasetRecord[]>([]);
  total = $state(0);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  error = $state.raw<ApiError | null>(null);
  /** Why records were not written in the last run, and why it ended. */
  failures = $state.raw<ReadonlyMap<string, string>>(new Map());
  trouble = $state<string | null>(null);
  /** Questions answered in the form since the selection was made. */
  touched = $state.raw<ReadonlySet<string>>(new Set());
  /** Answers that a record has already stay. */
  keep = $state(false);
  /** What waits for a "yes". */
  asked = $state.raw<Action | null>(null);
  /** Rows that show the whole record and what is answered in it. */
  open = $state.raw<ReadonlySet<string>>(new Set());
  /** The open row with the focus: keys mean its questions, not those of the form. */
  inside = $state<string | null>(null);
  /** What was typed into open rows was changed from outside: they read it again. */
  version = $state(0);
  /** Answers that the last run wrote. */
  written = $state<number | null>(null);

  readonly ids = $derived(this.rows.map((row) => row.id));
  readonly count = $derived(this.selection.count(this.total));
  readonly isBusy = $derived.by(() => this.bench.many.run.state !== 'idle');
  /** All that match, of which not all are at hand. */
  readonly isBeyond = $derived(this.selection.everything && this.total > this.rows.length);
  readonly common = $derived.by(() => this.#common());
  readonly plan = $derived.by(() => this.#plan());
  /** The records met so far by id: a selection may go over several pages. */
  /** Counts changes in open rows: what is typed is kept without runes. */
  #typed = $state(0);
  readonly #met = new Map<string, Pick<Target, 'suggestions' | 'lengths'>>();
  #shown: View | null = null;
  #aborter = new AbortController();
  #wrote = false;
  /** The record that the focus view begins with. */
  #opened: string | null = null;

  constructor(bench: Workbench) {
    this.bench = bench;
    this.form = new Form(bench.opened.questions, 'beside');
  }

  /** Leaves the view; what is being written ends with the part under way. */
  stop(): void {
    this.#aborter.abort();
    this.bench.many.run.stop();
    // The records at hand in the focus view may have been answered here.
    if (this.#wrote) void this.bench.show(this.bench.view, this.#opened);
  }

  /** Reads the page that is looked at; `quietly` leaves the old rows until all new ones are there. */
  async load(quietly = false): Promise<void> {
    this.#aborter.abort();
    const aborter = (this.#aborter = new AbortController());
    const { view } = this.bench;
    const size = Number(this.size);
    if (this.#shown && !sameList(this.#shown, view)) this.#leaveList();
    this.#shown = view;
    try {
      const rows = await this.#page(view, size, quietly, aborter.signal);
      if (aborter.signal.aborted) return;
      [this.rows, this.phase, this.error] = [rows, 'ready', null];
    } catch (cause) {
      if (!aborter.signal.aborted) [this.phase, this.error] = ['failed', errorOf(cause)];
    }
  }

  async #page(
    view: View,
    size: number,
    quietly: boolean,
    signal: AbortSignal,
  ): Promise<DatasetRecord[]> {
    const rows: DatasetRecord[] = [];
    const from = (view.page - 1) * size;
    while (rows.length < size) {
      const limit = Math.min(PART, size - rows.length);
      const part = await this.#find(view, from + rows.length, limit, signal);
      if (signal.aborted) break;
      rows.push(...part.records);
      this.total = part.total;
      if (!quietly) [this.rows, this.phase, this.error] = [[...rows], 'ready', null];
      if (part.records.length < limit) break;
    }
    return rows;
  }

  async #find(view: View, offset: number, limit: number, signal?: AbortSignal) {
    const { bench } = this;
    const since = bench.answers.moment;
    const page = await findRecords(bench.opened.dataset.id, view, offset, limit, signal);
    if (signal?.aborted === true) return page;
    const marked = [...markedFields(bench.opened.questions)];
    for (const { id, fields, suggestions } of bench.answers.met(page, since).records) {
      const lengths = new Map(marked.map((field) => [field, pointsOf(fields[field])]));
      this.#met.set(id, { suggestions: suggestions ?? [], lengths });
    }
    return page;
  }

  #leaveList(): void {
    this.selection.keep([]);
    [this.failures, this.trouble, this.touched] = [new Map(), null, new Set()];
    this.written = null;
    this.open = new Set();
    this.#met.clear();
  }

  change(name: string, value: unknown): void {
    this.form.change(name, value);
    this.touched = new Set([...this.touched, name]);
  }

  /** Puts into the form what the chosen records have in common, but for what was touched. */
  fill(): void {
    const { form, touched } = this;
    const { active } = form;
    const kept = form.snapshot();
    form.load(blankRecord, { ...blankAnswer, values: this.common.values as never });
    for (const { question, logic } of form.entries) {
      if (!touched.has(question.name)) continue;
      const written = kept.values[question.name];
      form.change(
        question.name,
        written === undefined ? null : logic.fromWire(question.settings, written),
      );
    }
    form.activate(active);
  }

  /** An answer given in an open row. */
  changeIn(form: Form, name: string, value: unknown, how: ChangedBy): void {
    this.bench.many.change(form, name, value, how);
    this.#typed += 1;
  }

  /** Makes a record the one of the focus view. */
  async openRecord(id: string): Promise<void> {
    this.#opened = id;
    if (!this.#wrote) await this.bench.open(id);
  }

  toggleOpen(id: string): void {
    const open = new Set(this.open);
    if (!open.delete(id)) open.add(id);
    this.open = open;
  }

  /** Says how many are chosen, where that is not seen from one row. */
  told(): void {
    live.say(t('bulk.chosen', { count: this.count }));
  }

  /** Does it, or asks first where it is for many. */
  async ask(action: Action): Promise<void> {
    if (this.isBusy) return;
    if (this.count === 0) live.say(t('bulk.none'));
    else if (this.count > ASK_ABOVE) this.asked = action;
    else await this.act(action);
  }

  async act(action: Action): Promise<void> {
    this.asked = null;
    const { bench, selection } = this;
    if (this.isBusy) return;
    // Drafts that are under way would be in the way of what is written over them.
    await bench.many.quiet();
    const { view } = bench;
    const ran = await bench.many.run.write(
      selection.everything
        ? async (offset, limit) => {
            const { records, total } = await this.#find(view, offset, limit);
            return { targets: records.map(({ id }) => this.#target(id)), total };
          }
        : [...selection.ids].map((id) => this.#target(id)),
      this.#wish(action),
    );
    this.#ended(ran);
    await this.#refresh();
  }

  async takeBack(): Promise<void> {
    if (this.isBusy) return;
    this.written = null;
    const act = await this.bench.takeBack();
    if (act === null) return live.say(t('annotate.undo.nothing'));
    if (act === 'away') return;
    if (act.kind === 'bulk') live.say(t('bulk.undone', { count: act.stored.size }));
    else live.say(t('annotate.undo.done', { what: t(`annotate.act.${act.kind}`) }));
    await this.bench.many.quiet();
    await this.#refresh();
    this.version += 1;
  }

  #ended({ written, failures, left, targets, trouble }: Ran): void {
    const { bench, selection } = this;
    [this.failures, this.trouble, this.written] = [failures, trouble, written.size];
    live.say(t('bulk.done', { count: written.size }));
    if (written.size > 0) {
      this.#wrote = true;
      bench.undo.push({ kind: 'bulk', stored: written, at: Date.now() });
    }
    // Nothing was read to the end: all that match are still chosen.
    if (targets === null && selection.everything) return;
    const rest = targets === null ? [...selection.ids] : [...failures.keys(), ...left.map(idOf)];
    selection.keep(rest);
    if (rest.length === 0) this.touched = new Set();
  }

  async #refresh(): Promise<void> {
    const { bench } = this;
    const counts = readCounts(bench.opened.dataset.id).then(
      ({ progress, mine }) => bench.answers.heard(progress, mine),
      // Numbers come again with the next event; what was written is written.
      () => undefined,
    );
    await Promise.all([this.load(true), counts]);
  }

  #wish(action: Action): Wish {
    if (action === 'accept') return { accept: true };
    const own = Object.entries(this.form.values(false)).filter(([name]) => this.touched.has(name));
    return { status: action, values: Object.fromEntries(own), keep: this.keep };
  }

  #target(id: string): Target {
    const { answers, drafts } = this.bench;
    const typed: WireValues | null = drafts.find(id)?.values ?? null;
    const { suggestions = [], lengths = new Map<string, number>() } = this.#met.get(id) ?? {};
    return { id, suggestions, lengths, stored: answers.of(id), typed };
  }

  /** The chosen records as far as they are known. */
  #chosen(): Target[] {
    // Answers are no runes: they are new when the rows are.
    const { rows, selection } = this;
    void this.#typed;
    const ids = selection.everything ? rows.map(idOf) : [...selection.ids];
    return ids.map((id) => this.#target(id));
  }

  #common(): ReturnType<typeof merged> {
    const { bench, isBeyond } = this;
    if (isBeyond) return { values: {}, mixed: new Map() };
    const answers = this.#chosen().map(({ stored, typed }) => typed ?? stored?.values ?? null);
    return merged(bench.opened.questions, answers);
  }

  #plan(): Plan {
    const wish = this.#wish('submitted');
    const whyNot = (target: Target) => this.bench.many.run.unready(target, wish);
    if (!this.isBeyond) return planOf(this.#chosen(), whyNot);
    // Not all are at hand; but whether they are answered is what the list is made by.
    const isFresh = this.bench.view.status === 'pending';
    const blank = { id: '', suggestions: [], lengths: new Map(), stored: null, typed: null };
    const why = isFresh ? whyNot(blank) : null;
    const count = this.total;
    return {
      count,
      fresh: isFresh ? count : 0,
      changed: isFresh ? 0 : count,
      unready: why === null ? null : { count, why },
    };
  }
}

const idOf = ({ id }: { id: string }): string => id;

/** The form is of no record: it has the answers that many have in common. */
const blankRecord: DatasetRecord = {
  id: '',
  dataset_id: '',
  status: 'pending',
  fields: {},
  inserted_at: '',
  updated_at: '',
};
const blankAnswer = {
  id: '',
  status: 'draft' as const,
  record_id: '',
  user_id: '',
  inserted_at: '',
  updated_at: '',
};
