import type { DatasetRecord, Question, Response, Suggestion } from '../api';
import type { SuggestionMode } from '../preferences/annotating';
import type { ChangedBy, Comparison, Origin, Told } from '../questions';
import { pointsOf } from '../spans/offsets';
import { isSingle, logicOf, type AnyLogic, type LogicOf } from './kinds';

export type WireValues = { [question: string]: { value?: unknown } };

/** What stands in the form, as the API writes it; enough to bring it back. */
export interface Snapshot {
  values: Readonly<Record<string, unknown>>;
  /** Of the values: those that are mine, and those that only stand there as suggested. */
  origins: Readonly<Record<string, 'mine' | 'suggested'>>;
  how: ChangedBy;
}

/** One question of the form with its answer. */
export interface Entry {
  readonly question: Question;
  readonly number: number;
  readonly logic: AnyLogic;
  /** In the form of the question's type; `null` is none. */
  readonly value: unknown;
  /** The value stands there as proposed and is not confirmed. */
  readonly proposed: boolean;
  /** What the server has of me. */
  readonly saved: unknown;
  readonly suggestion: Suggestion | null;
  readonly error: Told | null;
}

/** An answer of mine that questions as they are now have no place for. */
export interface Misfit {
  question: Question;
  /** As the API writes it; of a list only what no longer fits. */
  value: unknown;
}

/** The answers to one record as they stand on the page. */
export class Form {
  entries = $state.raw<readonly Entry[]>([]);
  active = $state(0);
  record = $state.raw<DatasetRecord | null>(null);
  /** My answer as the server has it. */
  stored = $state.raw<Response | null>(null);
  readonly isDirty = $derived(this.entries.some(isChanged));
  readonly isEmpty = $derived(
    this.entries.every((entry) => entry.value === null || entry.proposed),
  );
  /** The first question that keeps the answer from being submitted. */
  readonly missing = $derived.by(() => {
    for (const [at, entry] of this.entries.entries()) {
      const told = this.#wrong(entry);
      if (told !== null) return { at, entry, told };
    }
    return null;
  });
  /** The answer was submitted or discarded. */
  readonly isFinished = $derived(this.stored !== null && this.stored.status !== 'draft');
  mode = $state<SuggestionMode>('prefill');
  /** Questions of the record whose hidden suggestion was uncovered; that is not taken back. */
  #uncovered = $state.raw<ReadonlySet<string>>(new Set());
  #questions: readonly Question[];
  readonly #logicOf: LogicOf;

  constructor(questions: readonly Question[], mode: SuggestionMode, of: LogicOf = logicOf) {
    this.#questions = questions;
    this.#logicOf = of;
    this.mode = mode;
  }

  /** Puts a record into the form, with my answer to it and what I typed since. */
  load(record: DatasetRecord, stored: Response | null, typed: Snapshot | null = null): void {
    // A newer version of the same record leaves me where I am.
    if (this.record?.id !== record.id) {
      this.active = 0;
      this.#uncovered = new Set();
    }
    this.record = record;
    this.stored = stored;
    const { isFinished } = this;
    this.entries = this.#questions.map((question, at) => {
      const logic = this.#logicOf(question.settings.type);
      const written = stored?.values?.[question.name];
      const saved = written === undefined ? null : logic.fromWire(question.settings, written.value);
      const suggestion = record.suggestions?.find((one) => one.question_id === question.id) ?? null;
      const idea = suggestion && logic.fromSuggestion(question.settings, suggestion);
      const prefilled = saved === null && this.mode === 'prefill' && !isFinished && idea !== null;
      const entry: Entry = {
        question,
        number: at + 1,
        logic,
        value: prefilled ? idea : saved,
        proposed: prefilled,
        saved,
        suggestion,
        error: null,
      };
      return typed ? this.#restored(entry, typed) : entry;
    });
    // What I had answered before I came here is answered.
    for (const entry of this.entries) if (isOwn(entry)) this.#uncover(entry);
  }

  /** Shows suggestions in another way; what I have answered stays. */
  present(mode: SuggestionMode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.entries = this.entries.map((entry) => {
      if (isOwn(entry) || this.isFinished) return entry;
      const value = mode === 'prefill' ? ideaOf(entry) : null;
      return { ...entry, value, proposed: value !== null };
    });
  }

  /** The server has written an answer: what stands there is saved unless it was changed since. */
  took(stored: Response | null): void {
    this.stored = stored;
    this.entries = this.entries.map((entry) => {
      const written = stored?.values?.[entry.question.name];
      const { logic, question } = entry;
      return {
        ...entry,
        saved: written === undefined ? null : logic.fromWire(question.settings, written.value),
      };
    });
  }

  /** The answer was written elsewhere: it is followed where nothing was changed here. */
  follow(stored: Response | null): void {
    const untouched = new Set(
      this.entries.filter((entry) => !isChanged(entry)).map(({ question }) => question.name),
    );
    this.took(stored);
    this.entries = this.entries.map((entry) => {
      if (!untouched.has(entry.question.name)) return entry;
      const keeps = entry.proposed && entry.saved === null;
      return keeps ? entry : { ...entry, value: entry.saved, proposed: false, error: null };
    });
  }

  /** Other questions, or the same with other settings: what still fits stays, the rest is told. */
  ask(questions: readonly Question[]): Misfit[] {
    const before = this.entries;
    const kept = this.snapshot();
    const name = before[this.active]?.question.name;
    this.#questions = questions;
    if (!this.record) return [];
    this.load(this.record, this.stored);
    const known = new Set(before.map(({ question }) => question.name));
    this.entries = this.entries.map((entry) =>
      known.has(entry.question.name) ? this.#restored(entry, kept) : entry,
    );
    this.active = Math.max(
      0,
      this.entries.findIndex(({ question }) => question.name === name),
    );
    const values = this.snapshot().values;
    return before.flatMap(({ question, proposed }) => {
      const value = proposed ? null : misfit(kept.values[question.name], values[question.name]);
      return value === null ? [] : [{ question, value }];
    });
  }

  change(name: string, value: unknown): void {
    this.#put(name, (entry) => ({ ...entry, value, proposed: false, error: null }));
    const entry = this.entries.find((one) => one.question.name === name);
    // One choice is a whole answer; others are not finished before one goes on from them.
    if (entry && isOwn(entry) && isSingle(entry.question)) this.#uncover(entry);
  }

  /** Takes the suggestion as my answer; `false` where there is none to be seen. */
  accept(name: string): boolean {
    const entry = this.entries.find((one) => one.question.name === name);
    const idea = entry && this.shown(entry) ? ideaOf(entry) : null;
    if (!entry || idea === null) return false;
    if (!entry.proposed && entry.logic.same(entry.value, idea)) return false;
    this.change(name, idea);
    return true;
  }

  /** Takes every suggestion that was not answered otherwise; how many there were. */
  acceptAll(): number {
    const open = this.entries.filter((entry) => entry.proposed || entry.value === null);
    return open.filter((entry) => this.accept(entry.question.name)).length;
  }

  /** Back to what was saved, or to the suggestion that stood there. */
  reset(name: string): boolean {
    const before = this.entries.find((entry) => entry.question.name === name);
    if (!before) return false;
    const idea = this.mode === 'prefill' && before.saved === null ? ideaOf(before) : null;
    const value = before.saved ?? idea;
    const proposed = before.saved === null && idea !== null;
    if (before.logic.same(before.value, value) && before.proposed === proposed) return false;
    this.#put(name, (entry) => ({ ...entry, value, proposed, error: null }));
    return true;
  }

  /** All of it back to the answer that I have given; `false` where nothing was changed. */
  restoreSaved(): boolean {
    if (!this.isDirty) return false;
    this.entries = this.entries.map((entry) =>
      isChanged(entry) ? { ...entry, value: entry.saved, error: null } : entry,
    );
    return true;
  }

  /** Says what is missing where something is; the place of the first, or null. */
  validate(): number | null {
    this.entries = this.entries.map((entry) => ({ ...entry, error: this.#wrong(entry) }));
    const at = this.entries.findIndex((entry) => entry.error !== null);
    return at === -1 ? null : at;
  }

  activate(at: number): void {
    const left = this.entries[this.active];
    this.active = Math.min(Math.max(at, 0), Math.max(0, this.entries.length - 1));
    if (left && left !== this.entries[this.active] && isOwn(left)) this.#uncover(left);
  }

  /** The answers as the API takes them. Proposed ones only become mine by submitting. */
  values(withProposed: boolean): WireValues {
    const answered = this.entries.filter(
      (entry) => entry.value !== null && (withProposed || !entry.proposed),
    );
    return Object.fromEntries(
      answered.map(({ question, logic, value }) => [question.name, { value: logic.toWire(value) }]),
    );
  }

  snapshot(how: ChangedBy = 'key'): Snapshot {
    const filled = this.entries.filter((entry) => entry.value !== null);
    return {
      values: Object.fromEntries(
        filled.map(({ question, logic, value }) => [question.name, logic.toWire(value)]),
      ),
      origins: Object.fromEntries(
        filled.map((entry) => [entry.question.name, entry.proposed ? 'suggested' : 'mine']),
      ),
      how,
    };
  }

  restore(snapshot: Snapshot): void {
    this.entries = this.entries.map((entry) => this.#restored(entry, snapshot));
  }

  origin(entry: Entry): Origin {
    if (entry.value === null) return 'none';
    if (entry.proposed) return 'suggested';
    return entry.saved !== null && !entry.logic.same(entry.value, entry.saved) ? 'edited' : 'mine';
  }

  /** The suggestion that may be seen now. */
  shown(entry: Entry): Suggestion | null {
    const hidden = this.mode === 'hidden' && !this.#uncovered.has(entry.question.name);
    return hidden ? null : entry.suggestion;
  }

  /** Whether the suggestion is to be seen, and can be taken into a question that is still open. */
  offered(entry: Entry): boolean {
    return entry.value === null && this.shown(entry) !== null && ideaOf(entry) !== null;
  }

  /** How my answer compares with a suggestion that I had not seen before. */
  comparison(entry: Entry): Comparison | null {
    if (this.mode !== 'hidden' || !isOwn(entry) || !this.shown(entry)) return null;
    const idea = ideaOf(entry);
    if (idea === null) return null;
    return entry.logic.same(entry.value, idea) ? 'same' : 'differs';
  }

  /** Questions whose suggestion was on the page. */
  shownNames(): string[] {
    return this.entries.filter((entry) => this.shown(entry)).map((entry) => entry.question.name);
  }

  #wrong({ logic, question, value }: Entry): Told | null {
    // What an optional question lacks is no fault.
    if (value === null && !question.required) return null;
    const told = logic.validate(question, value);
    if (told !== null || value === null) return told;
    return logic.misfit?.(question.settings, value, this.#lengthOf) ?? null;
  }

  readonly #lengthOf = (field: string): number => pointsOf(this.record?.fields[field]);

  #uncover({ question }: Entry): void {
    if (this.#uncovered.has(question.name)) return;
    this.#uncovered = new Set([...this.#uncovered, question.name]);
  }

  /** The entry with the value of the snapshot, as far as it still fits the settings. */
  #restored(entry: Entry, { values, origins }: Snapshot): Entry {
    const { name, settings } = entry.question;
    const written = values[name];
    const suggested = origins[name] === 'suggested';
    // It may have been taken where suggestions stood in the form.
    const gone = written === undefined || (suggested && this.mode !== 'prefill');
    const value = gone ? null : entry.logic.fromWire(settings, written);
    return { ...entry, value, proposed: value !== null && suggested, error: null };
  }

  #put(name: string, change: (entry: Entry) => Entry): void {
    this.entries = this.entries.map((entry) =>
      entry.question.name === name ? change(entry) : entry,
    );
  }
}

/** What of an answer is not in the one that is left of it; null where nothing is missing. */
function misfit(before: unknown, after: unknown): unknown {
  if (before === undefined) return null;
  if (!Array.isArray(before))
    return JSON.stringify(before) === JSON.stringify(after) ? null : before;
  const left = new Set(Array.isArray(after) ? after.map((one) => JSON.stringify(one)) : []);
  const lost = before.filter((one) => !left.has(JSON.stringify(one)));
  return lost.length > 0 ? lost : null;
}

/** What the suggestion of a question proposes; null if there is none that fits. */
export function ideaOf({ suggestion, logic, question }: Entry): unknown {
  return suggestion === null ? null : logic.fromSuggestion(question.settings, suggestion);
}

/** Something stands there that is not only proposed. */
function isOwn(entry: Entry): boolean {
  return entry.value !== null && !entry.proposed;
}

function isChanged(entry: Entry): boolean {
  return !entry.proposed && !entry.logic.same(entry.value, entry.saved);
}
