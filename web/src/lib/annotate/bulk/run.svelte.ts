import {
  errorOf,
  type Question,
  type Response,
  type ResponseStatus,
  type Suggestion,
} from '../../api';
import { t } from '../../i18n';
import { describe } from '../../ui/errors';
import type { WireValues } from '../form.svelte';
import { logicOf, type LogicOf } from '../kinds';
import type { Outcome, Transport, Upsert } from '../transport';

/** What has to be known of a record to answer it among many; not its fields, which may be long. */
export interface Target {
  id: string;
  suggestions: readonly Suggestion[];
  /** How long the texts are that marks are made in, in code points; not there: not known. */
  lengths: ReadonlyMap<string, number>;
  /** My answer before. */
  stored: Response | null;
  /** What I typed since, in an open row or in the focus view. */
  typed: WireValues | null;
}

/** A part of the records of a list that is too long to be at hand. */
export interface Part {
  targets: readonly Target[];
  total: number;
}

export type ReadPart = (offset: number, limit: number) => Promise<Part>;

/** What is to be written: answers for all, or each record's own suggestions. */
export type Wish =
  | {
      status: ResponseStatus;
      values: WireValues;
      /** Answers that a record has already stay. */
      keep: boolean;
    }
  | { accept: true };

export interface Ran {
  /** The answers before, of what was written: to take it all back. */
  written: ReadonlyMap<string, Response | null>;
  failures: ReadonlyMap<string, string>;
  /** Not tried: stopped, or the connection ended. */
  left: readonly Target[];
  /** All that were to be written; null if they could not all be read. */
  targets: readonly Target[] | null;
  /** Why it ended before its time, but for being stopped. */
  trouble: string | null;
}

export interface RunParts {
  questions: readonly Question[];
  transport: Transport;
  /** My answer as the server has it, as far as we know. */
  of: (record: string) => Response | null;
  /** Told of every answer that was written or taken away. */
  saved: (record: string, response: Response | null) => void;
  /** Told of an answer that is another than we thought. */
  met: (record: string, response: Response | null) => void;
  logic?: LogicOf;
}

/** Writes answers to many records, some at a time; what fails stays, with its reason. */
export class BulkRun {
  static readonly chunk = 100;
  /** Answers are taken away one by one, so many at once. */
  static readonly atOnce = 6;
  state = $state<'idle' | 'reading' | 'writing' | 'undoing'>('idle');
  done = $state(0);
  total = $state(0);
  #stopped = false;
  readonly #parts: Required<RunParts>;

  constructor(parts: RunParts) {
    this.#parts = { logic: logicOf, ...parts };
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Writes to the records given, or to all that are read; these before anything is written. */
  async write(from: readonly Target[] | ReadPart, wish: Wish): Promise<Ran> {
    return this.#alone(async () => {
      const failures = new Map<string, string>();
      const written = new Map<string, Response | null>();
      let targets: readonly Target[];
      try {
        targets = typeof from === 'function' ? await this.#read(from) : from;
      } catch (cause) {
        const trouble = describe(errorOf(cause));
        return { written, failures, left: [], targets: null, trouble };
      }
      if (this.#stopped) return { written, failures, left: [], targets: null, trouble: null };
      this.#begin('writing', targets.length);
      const trouble = await this.#chunks(targets, async (chunk) => {
        const ready: [Target, Upsert][] = [];
        for (const target of chunk) {
          const why = this.unready(target, wish);
          if (why === null) ready.push([target, this.#upsert(target, wish)]);
          else failures.set(target.id, why);
        }
        const outcomes = await this.#send(ready.map(([, upsert]) => upsert));
        for (const [at, [{ id, stored }]] of ready.entries()) {
          const failure = this.#settle(id, outcomes[at]);
          if (failure === null) written.set(id, stored);
          else failures.set(id, failure);
        }
      });
      return { written, failures, left: targets.slice(this.done), targets, trouble };
    });
  }

  /** Writes answers of before again, and takes away those where there was none. */
  async takeBack(before: ReadonlyMap<string, Response | null>): Promise<Ran> {
    return this.#alone(async () => {
      const failures = new Map<string, string>();
      const written = new Map<string, Response | null>();
      const all = [...before];
      this.#begin('undoing', all.length);
      const trouble = await this.#chunks(all, async (chunk) => {
        const again = chunk.flatMap(([id, stored]) => (stored ? [{ id, stored }] : []));
        const outcomes = await this.#send(again.map(({ stored }) => this.#again(stored)));
        for (const [at, { id, stored }] of again.entries()) {
          const failure = this.#settle(id, outcomes[at]);
          if (failure === null) written.set(id, stored);
          else failures.set(id, failure);
        }
        const gone = chunk.flatMap(([id, stored]) => (stored ? [] : [id]));
        await this.#takeAway(gone, failures, written);
      });
      const left = all
        .slice(this.done)
        .map(([id, stored]) => ({ id, stored, suggestions: [], lengths: new Map(), typed: null }));
      return { written, failures, left, targets: null, trouble };
    });
  }

  /** Why the record would not be submitted, as the form of one record says it; null if it would. */
  unready(target: Target, wish: Wish): string | null {
    const { status, values } = this.#upsert(target, wish);
    if (status !== 'submitted') return null;
    // What is not known here, the server tells.
    const lengthOf = (field: string) => target.lengths.get(field) ?? Infinity;
    for (const question of this.#parts.questions) {
      const { name, title, required, settings } = question;
      const logic = this.#parts.logic(settings.type);
      const value = logic.fromWire(settings, values?.[name]?.value);
      if (value === null) {
        if (required) return t('bulk.lacking', { question: title });
        continue;
      }
      const told =
        logic.validate(question, value) ?? logic.misfit?.(settings, value, lengthOf) ?? null;
      // It stands in the middle of a sentence.
      const why = told && t(told.key, told.values).replace(/\.$/, '');
      if (why !== null) return t('bulk.wrong', { question: title, why });
    }
    return Object.keys(values ?? {}).length === 0 ? t('bulk.lacking.all') : null;
  }

  async #alone(work: () => Promise<Ran>): Promise<Ran> {
    this.#stopped = false;
    try {
      return await work();
    } finally {
      this.state = 'idle';
    }
  }

  #begin(state: 'reading' | 'writing' | 'undoing', total: number): void {
    this.state = state;
    this.done = 0;
    this.total = total;
  }

  async #read(part: ReadPart): Promise<Target[]> {
    const found = new Map<string, Target>();
    this.#begin('reading', 0);
    for (let offset = 0; !this.#stopped; offset += BulkRun.chunk) {
      const { targets, total } = await part(offset, BulkRun.chunk);
      for (const target of targets) found.set(target.id, target);
      this.total = total;
      this.done = Math.min(total, found.size);
      if (targets.length < BulkRun.chunk) break;
    }
    return [...found.values()];
  }

  /** Goes through all in parts until stopped or a request fails; why it failed. */
  async #chunks<T>(all: readonly T[], work: (chunk: T[]) => Promise<void>): Promise<string | null> {
    for (let at = 0; at < all.length && !this.#stopped; at += BulkRun.chunk) {
      try {
        await work(all.slice(at, at + BulkRun.chunk));
      } catch (cause) {
        return describe(errorOf(cause));
      }
      this.done = Math.min(all.length, at + BulkRun.chunk);
    }
    return null;
  }

  async #send(upserts: readonly Upsert[]): Promise<readonly Outcome[]> {
    return upserts.length > 0 ? this.#parts.transport.upsert(upserts) : [];
  }

  /** Why a record was not written; null if it was. */
  #settle(id: string, outcome: Outcome | undefined): string | null {
    const { item, error } = outcome ?? { item: null, error: null };
    if (item !== null) {
      this.#parts.saved(id, item);
      return null;
    }
    if (error?.stored !== undefined) this.#parts.met(id, error.stored);
    return error?.detail ?? t('bulk.unknown');
  }

  async #takeAway(
    ids: readonly string[],
    failures: Map<string, string>,
    written: Map<string, Response | null>,
  ): Promise<void> {
    const waiting = [...ids];
    const one = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const now = this.#parts.of(id);
        try {
          const error = now ? (await this.#parts.transport.remove(now)).error : null;
          if (error) {
            failures.set(id, error.detail);
            if (error.stored !== undefined) this.#parts.met(id, error.stored);
            continue;
          }
        } catch (cause) {
          const error = errorOf(cause);
          if (error.passing || error.offline || error.status === 401) throw cause;
          // It is gone already: that is what was wanted.
          if (error.status !== 404) {
            failures.set(id, error.message);
            continue;
          }
        }
        written.set(id, null);
        this.#parts.saved(id, null);
      }
    };
    await Promise.all(Array.from({ length: BulkRun.atOnce }, one));
  }

  #again({ record_id, status, values }: Response): Upsert {
    const based_on = this.#parts.of(record_id)?.updated_at ?? null;
    return { record_id, status, values: values ?? null, based_on };
  }

  #upsert({ id, suggestions, stored, typed }: Target, wish: Wish): Upsert {
    const before: WireValues = typed ?? stored?.values ?? {};
    const based_on = stored?.updated_at ?? null;
    if (!('accept' in wish)) {
      const { status, values, keep } = wish;
      const all = keep ? { ...values, ...before } : { ...before, ...values };
      return { record_id: id, status, values: all, based_on };
    }
    const ideas = this.#parts.questions.flatMap(({ id: question, name, settings }) => {
      const suggestion = suggestions.find((one) => one.question_id === question);
      const logic = this.#parts.logic(settings.type);
      const value = suggestion ? logic.fromSuggestion(settings, suggestion) : null;
      return value === null ? [] : [[name, { value: logic.toWire(value) }] as const];
    });
    const values = { ...Object.fromEntries(ideas), ...before };
    return { record_id: id, status: 'submitted', values, based_on };
  }
}

/** What the chosen records have in common, question by question. */
export function merged(
  questions: readonly Question[],
  answers: readonly (WireValues | null)[],
): { values: WireValues; mixed: ReadonlyMap<string, number> } {
  const values: [string, { value?: unknown }][] = [];
  const mixed = new Map<string, number>();
  for (const { name } of questions) {
    const texts = answers.map((answer) => JSON.stringify(answer?.[name]?.value) ?? '');
    const kinds = new Set(texts);
    const first = answers[0]?.[name];
    if (kinds.size === 1 && first !== undefined) values.push([name, { value: first.value }]);
    else if (kinds.size > 1) mixed.set(name, kinds.size);
  }
  return { values: Object.fromEntries(values), mixed };
}
