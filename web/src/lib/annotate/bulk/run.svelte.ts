import {
  errorOf,
  type DatasetRecord,
  type Question,
  type Response,
  type ResponseStatus,
} from '../../api';
import type { WireValues } from '../form.svelte';
import { logicOf, type LogicOf } from '../kinds';
import type { Transport, Upsert } from '../transport';

export interface Target {
  record: DatasetRecord;
  /** My answer before. */
  stored: Response | null;
}

export interface RunParts {
  questions: readonly Question[];
  transport: Transport;
  /** Told of every answer that was written. */
  saved: (record: string, response: Response) => void;
  say: (cause: unknown) => string;
  /** Why a record without an answer to this question is not submitted; null: with none at all. */
  lack: (title: string | null) => string;
  logic?: LogicOf;
}

/** What is to be written: answers for all, or each record's own suggestions. */
export type Wish = { status: ResponseStatus; values: WireValues } | { accept: true };

/** Writes answers to many records, some at a time; what fails stays, with its reason. */
export class BulkRun {
  static readonly chunk = 100;
  state = $state<'idle' | 'running' | 'done'>('idle');
  done = $state(0);
  total = $state(0);
  failures = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** The answers before, of what was written: to take it all back. */
  written = $state.raw<ReadonlyMap<string, Response | null>>(new Map());
  #stopped = false;
  readonly #parts: Required<RunParts>;

  constructor(parts: RunParts) {
    this.#parts = { logic: logicOf, ...parts };
  }

  stop(): void {
    this.#stopped = true;
  }

  async write(targets: readonly Target[], wish: Wish): Promise<void> {
    this.#stopped = false;
    this.state = 'running';
    this.done = 0;
    this.total = targets.length;
    this.failures = new Map();
    this.written = new Map();
    for (let at = 0; at < targets.length && !this.#stopped; at += BulkRun.chunk) {
      await this.#chunk(targets.slice(at, at + BulkRun.chunk), wish);
      this.done = Math.min(targets.length, at + BulkRun.chunk);
    }
    this.state = 'done';
  }

  async #chunk(targets: readonly Target[], wish: Wish): Promise<void> {
    const failures = new Map(this.failures);
    const written = new Map(this.written);
    const ready: [Target, Upsert][] = [];
    for (const target of targets) {
      const upsert = this.#upsert(target, wish);
      const lacking = upsert.status === 'submitted' ? this.#lacking(upsert.values) : undefined;
      if (lacking === undefined) ready.push([target, upsert]);
      else failures.set(target.record.id, this.#parts.lack(lacking));
    }
    try {
      const outcomes =
        ready.length > 0 ? await this.#parts.transport.upsert(ready.map(([, one]) => one)) : [];
      for (const [at, [{ record, stored }]] of ready.entries()) {
        const { item, error } = outcomes[at] ?? { item: null, error: { detail: '' } };
        if (item === null) failures.set(record.id, error?.detail ?? '');
        else {
          written.set(record.id, stored);
          this.#parts.saved(record.id, item);
        }
      }
    } catch (cause) {
      const why = this.#parts.say(errorOf(cause));
      for (const [{ record }] of ready) failures.set(record.id, why);
      this.#stopped = true;
    }
    this.failures = failures;
    this.written = written;
  }

  #upsert({ record, stored }: Target, wish: Wish): Upsert {
    const before: WireValues = stored?.values ?? {};
    const based_on = stored?.updated_at ?? null;
    if (!('accept' in wish))
      return {
        record_id: record.id,
        status: wish.status,
        values: { ...before, ...wish.values },
        based_on,
      };
    const ideas = this.#parts.questions.flatMap(({ id, name, settings }) => {
      const suggestion = record.suggestions?.find((one) => one.question_id === id);
      const logic = this.#parts.logic(settings.type);
      const value = suggestion ? logic.fromSuggestion(settings, suggestion) : null;
      return value === null ? [] : [[name, { value: logic.toWire(value) }] as const];
    });
    const values = { ...Object.fromEntries(ideas), ...before };
    return { record_id: record.id, status: 'submitted', values, based_on };
  }

  /** The title of a question whose answer is missing, or null where there is none at all. */
  #lacking(values: WireValues | null): string | null | undefined {
    const open = this.#parts.questions.find(
      ({ name, required }) => required && values?.[name] === undefined,
    );
    if (open) return open.title;
    return Object.keys(values ?? {}).length === 0 ? null : undefined;
  }
}

/** What the chosen records have in common, question by question. */
export function merged(
  questions: readonly Question[],
  answers: readonly (Response | null)[],
): { values: WireValues; mixed: ReadonlyMap<string, number> } {
  const values: WireValues = {};
  const mixed = new Map<string, number>();
  for (const { name } of questions) {
    const texts = answers.map((answer) => JSON.stringify(answer?.values?.[name]?.value) ?? '');
    const kinds = new Set(texts);
    const first = answers[0]?.values?.[name];
    if (kinds.size === 1 && first !== undefined) values[name] = { value: first.value };
    else if (kinds.size > 1) mixed.set(name, kinds.size);
  }
  return { values, mixed };
}
