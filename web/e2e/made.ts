import { call, user, workspace, type Made as Member, type Person } from './world';

type Json = Record<string, unknown>;

export interface FieldShape {
  name: string;
  title?: string;
  required?: boolean;
  settings?: Json;
}

export interface QuestionShape extends FieldShape {
  description?: string | null;
  settings: Json;
}

export interface VectorShape {
  name: string;
  title: string;
  dimensions: number;
}

export interface ItemShape {
  external_id?: string;
  fields: Json;
  metadata?: Json;
  vectors?: Json;
  suggestions?: { question: string; value: unknown; score?: number | number[]; agent?: string }[];
}

export interface Shape {
  name?: string;
  title?: string;
  guidelines?: string;
  /** Answers that a record needs. */
  answers?: number;
  fields?: readonly FieldShape[];
  questions?: readonly QuestionShape[];
  metadata?: readonly FieldShape[];
  /** Names of vectors of two numbers, or vectors in full. */
  vectors?: readonly (string | VectorShape)[];
  items: readonly ItemShape[];
}

/** One person's answer to one record, as the API has it. */
export interface Stored {
  external: string | null;
  user: string;
  status: string;
  values: Record<string, unknown>;
}

export const labels = (...texts: string[]) => texts.map((text) => ({ value: text, text }));

export const label = (name: string, ...texts: string[]): QuestionShape => ({
  name,
  required: true,
  settings: { type: 'label_selection', options: labels(...texts) },
});

let count = 0;
/** Names are free on the server that files share. */
export const fresh = (name: string) => `${name}-${process.pid}-${(count += 1)}`;

/** A place of its own, so that nothing here is seen by the people of other stories. */
export class Place {
  constructor(
    readonly url: string,
    readonly workspace: string,
    readonly people: readonly Member[],
  ) {}

  static async at(url: string, people = 1, role: Person['role'] = 'annotator'): Promise<Place> {
    const id = await workspace(url, fresh('place'));
    const members = [];
    for (let at = 0; at < people; at += 1)
      members.push(await user(url, fresh('person'), role, [id]));
    return new Place(url, id, members);
  }

  get first(): Member {
    return this.person(0);
  }

  person(at: number): Member {
    const found = this.people[at];
    if (!found) throw new Error(`no person ${at}`);
    return found;
  }

  /** A published dataset; of one text and one label question where the shape says nothing else. */
  async make(shape: Shape): Promise<Made> {
    const { url } = this;
    const name = shape.name ?? fresh('dataset');
    const { id } = await call<{ id: string }>(url, 'POST', '/datasets', {
      name,
      workspace_id: this.workspace,
      guidelines: shape.guidelines ?? null,
      distribution: { strategy: 'overlap', min_submitted: shape.answers ?? 1 },
    });
    const under = `/datasets/${id}`;
    for (const field of shape.fields ?? [{ name: 'text' }]) {
      const { title = titled(field.name), required = true, settings = { type: 'text' } } = field;
      await call(url, 'POST', `${under}/fields`, { name: field.name, title, required, settings });
    }
    for (const { name, title = name, settings } of shape.metadata ?? []) {
      const body = { name, title, settings, visible_for_annotators: true };
      await call(url, 'POST', `${under}/metadata-properties`, body);
    }
    for (const vector of shape.vectors ?? []) {
      const body =
        typeof vector === 'string'
          ? { name: vector, title: titled(vector), dimensions: 2 }
          : vector;
      await call(url, 'POST', `${under}/vectors-settings`, body);
    }
    const questions = new Map<string, string>();
    for (const question of shape.questions ?? [label('verdict', 'good', 'bad', 'unclear')]) {
      const { title = titled(question.name), required = false } = question;
      const body = { ...question, title, required };
      const made = await call<{ id: string }>(url, 'POST', `${under}/questions`, body);
      questions.set(question.name, made.id);
    }
    await call(url, 'PUT', `${under}/publish`);
    const made = new Made(url, id, name, questions);
    await made.add(shape.items);
    return made;
  }
}

function titled(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

export class Made {
  /** Ids of records in their order. */
  records: string[] = [];

  constructor(
    readonly url: string,
    readonly id: string,
    readonly name: string,
    readonly questions: ReadonlyMap<string, string>,
  ) {}

  /** Records in the order in which they were made. */
  get path(): string {
    return `datasets/${this.id}/annotate?sort=rec.inserted_at:asc`;
  }

  async add(shapes: readonly ItemShape[]): Promise<void> {
    if (shapes.length === 0) return;
    const items = shapes.map(({ suggestions = [], ...item }) => ({
      ...item,
      suggestions: suggestions.map(({ question, ...suggestion }) => ({
        question_id: this.questions.get(question),
        type: 'model',
        ...suggestion,
      })),
    }));
    const path = `/datasets/${this.id}/records/bulk`;
    const { items: made } = await call<{ items: { id: string }[] }>(this.url, 'POST', path, {
      items,
    });
    this.records = [...this.records, ...made.map((record) => record.id)];
  }

  record(at: number): string {
    return this.records[at] ?? '';
  }

  /** All answers of everybody, in the order of the records. */
  async stored(): Promise<Stored[]> {
    const found: Stored[] = [];
    for (let offset = 0; ; offset += 500) {
      const path = `/datasets/${this.id}/records?include=responses&limit=500&offset=${offset}`;
      const { items } = await call<{ items: Listed[] }>(this.url, 'GET', path);
      for (const { external_id, responses } of items)
        for (const { user_id, status, values } of responses)
          found.push({ external: external_id, user: user_id, status, values: plain(values) });
      if (items.length < 500) return found;
    }
  }

  /** As `stored`, short: `a submitted good`. */
  async answers(): Promise<string[]> {
    return (await this.stored()).map(({ external, status, values }) =>
      [external, short(status, values)].join(' '),
    );
  }

  /** What was ever written as an answer to a record, in its order. */
  async history(record: string): Promise<string[]> {
    const path = `/records/${record}/responses/history`;
    const { items } = await call<{ items: Written[] }>(this.url, 'GET', path);
    return items.map((item) => short(item.status, plain(item.values)));
  }
}

interface Written {
  status: string;
  values: Record<string, { value: unknown }> | null;
}

interface Listed {
  external_id: string | null;
  responses: (Written & { user_id: string })[];
}

function plain(values: Written['values']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, { value }]) => [name, value]));
}

function short(status: string, values: Record<string, unknown>): string {
  const said = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return [status, ...Object.values(values).map(said)].join(' ');
}

/** Records `a`, `b`, ... with a text of the same name. */
export function letters(size: number): ItemShape[] {
  return Array.from({ length: size }, (_, at) => {
    const name = String.fromCharCode('a'.charCodeAt(0) + at);
    return { external_id: name, fields: { text: `Text ${name}` } };
  });
}
