import { owner } from './server.mjs';

/**
 * Asks the API of the server at `url`, as its owner or as whoever has `key`.
 * @template [T=any]
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} [key]
 * @returns {Promise<T>}
 */
export async function call(url, method, path, body, key = owner.apiKey) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-argilla-api-key': key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text === '' ? 'null' : text);
}

/**
 * A published dataset; `fields` and `questions` are bodies as the API takes them.
 * @param {string} url
 * @param {Record<string, unknown>} dataset
 * @param {{ fields: object[], questions: { name: string }[], metadata?: object[], vectors?: object[] }} parts
 * @returns {Promise<{ id: string, questions: Record<string, string> }>} with the ids of questions by name
 */
export async function publish(url, dataset, { fields, questions, metadata = [], vectors = [] }) {
  const { id } = await call(url, 'POST', '/datasets', dataset);
  const under = `/datasets/${id}`;
  /** @type {Record<string, string>} */
  const ids = {};
  for (const field of fields) await call(url, 'POST', `${under}/fields`, field);
  for (const question of questions)
    ids[question.name] = (await call(url, 'POST', `${under}/questions`, question)).id;
  for (const property of metadata)
    await call(url, 'POST', `${under}/metadata-properties`, property);
  for (const vector of vectors) await call(url, 'POST', `${under}/vectors-settings`, vector);
  await call(url, 'PUT', `${under}/publish`);
  return { id, questions: ids };
}

/**
 * Adds records, as many in one call as the server takes.
 * @param {string} url
 * @param {string} dataset
 * @param {readonly object[]} items
 */
export async function addRecords(url, dataset, items) {
  for (let at = 0; at < items.length; at += 500)
    await call(url, 'POST', `/datasets/${dataset}/records/bulk`, {
      items: items.slice(at, at + 500),
    });
}

/**
 * A person in workspaces; the API key is in `key`.
 * @template {{ username: string, password: string, role: string }} P
 * @param {string} url
 * @param {P & { first_name: string, last_name?: string | null }} person
 * @param {readonly string[]} workspaces
 * @returns {Promise<P & { id: string, key: string }>}
 */
export async function addPerson(url, person, workspaces) {
  const made = await call(url, 'POST', '/users', { last_name: null, ...person });
  for (const id of workspaces)
    await call(url, 'POST', `/workspaces/${id}/users`, { user_id: made.id });
  return { ...person, id: made.id, key: made.api_key };
}
