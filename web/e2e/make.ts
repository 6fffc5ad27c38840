/** Datasets of any make, and what the server has of them, as a script of the owner would. */
import { call, workspace } from './world';

type Settings = Record<string, unknown>;

export interface Answer {
  status: string;
  values: Record<string, { value: unknown }> | null;
}

export interface Stored {
  id: string;
  external_id: string | null;
  fields: Record<string, string>;
  metadata: { place: number };
  responses: Answer[];
}

export interface Made {
  id: string;
  workspace: string;
  /** Ids of questions by name. */
  questions: Record<string, string>;
}

export interface Plan {
  name: string;
  /** Who annotates beside the owner. */
  people?: readonly { id: string }[];
  questions: readonly { name: string; required?: boolean; settings: Settings }[];
}

export interface Idea {
  value: unknown;
  score?: number;
}

export const labels = (...values: string[]): Settings => ({
  type: 'label_selection',
  options: values.map((value) => ({ value, text: value })),
});

export const spans = (...values: string[]): Settings => ({
  type: 'span',
  field: 'text',
  allow_overlapping: false,
  options: values.map((value) => ({ value, text: value })),
});

/** A ready dataset in a workspace of its own, with one field `text`. */
export async function make(url: string, { name, people = [], questions }: Plan): Promise<Made> {
  const space = await workspace(url, `of-${name}`);
  for (const { id } of people)
    await call(url, 'POST', `/workspaces/${space}/users`, { user_id: id });
  const { id } = await call<{ id: string }>(url, 'POST', '/datasets', {
    name,
    workspace_id: space,
  });
  const field = { name: 'text', title: 'Text', required: true, settings: { type: 'text' } };
  await call(url, 'POST', `/datasets/${id}/fields`, field);
  const ids: Record<string, string> = {};
  for (const { name: question, required = true, settings } of questions) {
    const title = `${question[0]?.toUpperCase() ?? ''}${question.slice(1)}`;
    const body = { name: question, title, required, settings };
    const made = await call<{ id: string }>(url, 'POST', `/datasets/${id}/questions`, body);
    ids[question] = made.id;
  }
  // What records are sorted by, so that a story can count on their order.
  const place = { name: 'place', title: 'Place', settings: { type: 'integer' } };
  const visible_for_annotators = true;
  await call(url, 'POST', `/datasets/${id}/metadata-properties`, {
    ...place,
    visible_for_annotators,
  });
  await call(url, 'PUT', `/datasets/${id}/publish`);
  return { id, workspace: space, questions: ids };
}

/** Adds records with external ids `r-1` and so on; suggestions by name of the question. */
export async function fill(
  url: string,
  { id, questions }: Made,
  texts: readonly string[],
  ideas: (at: number) => Record<string, Idea> = () => ({}),
): Promise<void> {
  const items = texts.map((text, at) => ({
    external_id: `r-${at + 1}`,
    fields: { text },
    metadata: { place: at + 1 },
    suggestions: Object.entries(ideas(at)).map(([name, idea]) => ({
      question_id: questions[name],
      ...idea,
    })),
  }));
  for (let at = 0; at < items.length; at += 500)
    await call(url, 'POST', `/datasets/${id}/records/bulk`, { items: items.slice(at, at + 500) });
}

/** Records with all answers, in the order of their places. */
export async function stored(url: string, { id }: Made): Promise<Stored[]> {
  const path = `/datasets/${id}/records?include=responses&limit=1000`;
  const { items } = await call<{ items: Stored[] }>(url, 'GET', path);
  return items.sort((one, other) => one.metadata.place - other.metadata.place);
}

/** My numbers in a dataset. */
export async function counts(
  url: string,
  { id }: Made,
  key: string,
): Promise<Record<string, number>> {
  const path = `/me/datasets/${id}/metrics`;
  const { responses } = await call<{ responses: Record<string, number> }>(
    url,
    'GET',
    path,
    undefined,
    key,
  );
  return responses;
}
