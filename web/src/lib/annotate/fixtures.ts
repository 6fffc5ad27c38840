/** Invented questions, records and answers for the tests of this folder. */
import {
  ApiError,
  type DatasetRecord,
  type Question,
  type Response,
  type Suggestion,
} from '../api';
import type { Channel, Lead, Row, Shelf, TabMessage } from './device';
import type { Outcome, Transport, Upsert } from './transport';

const at = '2026-11-24T10:00:00.000000';

export function ratingQuestion(name: string, required = true): Question {
  return {
    id: `q-${name}`,
    name,
    title: name,
    description: null,
    required,
    settings: { type: 'rating', options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
    dataset_id: 'd',
    inserted_at: at,
    updated_at: at,
  };
}

export function spanQuestion(name: string, field = 'text'): Question {
  const options = ['person', 'place'].map((value) => ({ value, text: value }));
  const rules = { allow_overlapping: false, allow_character_annotation: true };
  return { ...ratingQuestion(name), settings: { type: 'span', field, options, ...rules } };
}

export function labelQuestion(name: string, labels: readonly string[]): Question {
  const options = labels.map((value) => ({ value, text: value }));
  return {
    ...ratingQuestion(name),
    settings: { type: 'label_selection', options, visible_options: null },
  };
}

export function record(id: string, more: Partial<DatasetRecord> = {}): DatasetRecord {
  return {
    id,
    status: 'pending',
    fields: { text: `text of ${id}` },
    metadata: null,
    external_id: null,
    responses: [],
    suggestions: [],
    dataset_id: 'd',
    inserted_at: at,
    updated_at: at,
    ...more,
  };
}

export function suggestion(question: string, value: unknown): Suggestion {
  return {
    id: `s-${question}`,
    question_id: `q-${question}`,
    value,
    score: 0.9,
    agent: 'bert',
    type: 'model',
    inserted_at: at,
    updated_at: at,
  };
}

export function response(
  record: string,
  values: Record<string, unknown> | null,
  more: Partial<Response> = {},
): Response {
  return {
    id: `a-${record}`,
    status: 'submitted',
    record_id: record,
    user_id: 'ana',
    values:
      values &&
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    inserted_at: at,
    updated_at: at,
    ...more,
  };
}

/** Rows in memory: `broken` refuses writes, `copy` is what another tab sees. */
export class MemoryShelf<T extends Row> implements Shelf<T> {
  broken = false;
  constructor(readonly rows = new Map<string, T>()) {}

  all(user: string): Promise<T[]> {
    const mine = [...this.rows.values()].filter((row) => row.user === user);
    return Promise.resolve(structuredClone(mine));
  }

  put(row: T): Promise<unknown> {
    return this.update(row.id, () => row);
  }

  update(id: string, change: (row: T | null) => T | null): Promise<T | null> {
    if (this.broken) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const next = change(structuredClone(this.rows.get(id) ?? null));
    if (next) this.rows.set(id, structuredClone(next));
    else this.rows.delete(id);
    return Promise.resolve(next);
  }
}

/** Tabs of one browser: a message reaches all others. */
export class Tabs {
  readonly #all: Set<(message: TabMessage) => void>[] = [];
  #leader: { work: () => void }[] = [];

  channel(): Channel {
    const mine = new Set<(message: TabMessage) => void>();
    this.#all.push(mine);
    return {
      tell: (message) => {
        const others = this.#all.filter((one) => one !== mine);
        for (const hear of others.flatMap((one) => [...one])) queueMicrotask(() => hear(message));
      },
      listen: (hear) => {
        mine.add(hear);
        return () => mine.delete(hear);
      },
    };
  }

  lead: Lead = (_name, work) => {
    const one = { work };
    this.#leader.push(one);
    if (this.#leader[0] === one) work();
    return () => {
      const wasFirst = this.#leader[0] === one;
      this.#leader = this.#leader.filter((other) => other !== one);
      if (wasFirst) this.#leader[0]?.work();
    };
  };
}

/** A server that keeps one answer for each record and refuses what is based on another. */
export class AnswerServer implements Transport {
  readonly answers = new Map<string, Response>();
  readonly batches: (readonly Upsert[])[] = [];
  readonly removed: string[] = [];
  /** Fails requests, before or after they are done. */
  failing: { cause: ApiError; done: boolean } | null = null;
  refused = new Map<string, string>();
  /** Knows `based_on`. */
  checks = true;
  #clock = 0;

  async upsert(items: readonly Upsert[]): Promise<readonly Outcome[]> {
    this.batches.push(items);
    await Promise.resolve();
    if (this.failing && !this.failing.done) throw this.failing.cause;
    const outcomes = items.map((item) => this.#write(item));
    if (this.failing) throw this.failing.cause;
    return outcomes;
  }

  async remove({ id, updated_at }: Response): Promise<Outcome> {
    this.removed.push(id);
    await Promise.resolve();
    if (this.failing && !this.failing.done) throw this.failing.cause;
    const found = [...this.answers.values()].find((answer) => answer.id === id);
    if (found && this.checks && found.updated_at !== updated_at) return changed(found);
    if (found) this.answers.delete(found.record_id);
    if (this.failing) throw this.failing.cause;
    if (!found) throw new ApiError(404, '', 'not found');
    return { item: null, error: null };
  }

  write(record: string, values: Record<string, unknown>, status: Response['status'] = 'submitted') {
    this.#clock += 1;
    const answer = response(record, values, { status, updated_at: `t${this.#clock}` });
    this.answers.set(record, answer);
    return answer;
  }

  #write({ record_id, status, values, based_on }: Upsert): Outcome {
    const detail = this.refused.get(record_id);
    if (detail !== undefined) return { item: null, error: { detail } };
    const stored = this.answers.get(record_id) ?? null;
    if (this.checks && based_on !== undefined && (stored?.updated_at ?? null) !== based_on) {
      return changed(stored);
    }
    this.#clock += 1;
    const item: Response = {
      ...response(record_id, null),
      status,
      values: (values ?? null) as NonNullable<Response['values']> | null,
      updated_at: `t${this.#clock}`,
    };
    this.answers.set(record_id, item);
    return { item, error: null };
  }
}

function changed(stored: Response | null): Outcome {
  const code = 'variorum.api.errors::ResponseChangedError';
  return { item: null, error: { detail: 'changed meanwhile', code, stored } };
}
