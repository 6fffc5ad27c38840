import { addPerson, call } from '../tools/api.mjs';
import { owner } from '../tools/server.mjs';

export interface Person {
  username: string;
  password: string;
  role: 'owner' | 'admin' | 'annotator';
}

export interface Made extends Person {
  id: string;
  key: string;
}

/** A server with a team at work, made as a script of its owner would. */
export class World {
  readonly owner: Person = { ...owner, role: 'owner' };
  readonly key = owner.apiKey;

  constructor(
    readonly url: string,
    readonly people: Record<'ana' | 'adam' | 'new', Made>,
    readonly datasets: Record<'reviews' | 'contracts' | 'faq', string>,
  ) {}

  /**
   * `research` has `reviews`, half answered by Ana, and `faq`, a draft; `legal` has `contracts`.
   * Ana annotates and Adam administers `research`; the third is new and in no workspace.
   */
  static async at(url: string): Promise<World> {
    const research = await workspace(url, 'research');
    const legal = await workspace(url, 'legal');
    const ana = await user(url, 'ana', 'annotator', [research]);
    const adam = await user(url, 'adam', 'admin', [research]);
    const fresh = await user(url, 'newcomer', 'annotator', []);
    const reviews = await dataset(url, research, 'reviews', 8);
    const contracts = await dataset(url, legal, 'contracts', 3);
    const faq = await dataset(url, research, 'faq', 0);
    const records = await recordsOf(url, reviews);
    for (const [at, status] of (['submitted', 'submitted', 'draft'] as const).entries()) {
      await answer(url, ana.key, records[at] ?? '', status);
    }
    await answer(url, owner.apiKey, (await recordsOf(url, contracts))[0] ?? '', 'submitted');
    return new World(url, { ana, adam, new: fresh }, { reviews, contracts, faq });
  }
}

export { call };

export async function workspace(url: string, name: string): Promise<string> {
  return (await call<{ id: string }>(url, 'POST', '/workspaces', { name })).id;
}

export async function user(
  url: string,
  username: string,
  role: Person['role'],
  workspaces: string[],
): Promise<Made> {
  const password = 'for tests only';
  return addPerson(url, { username, password, role, first_name: username }, workspaces);
}

/** A ready dataset of one field and one question; without records it stays a draft. */
export async function dataset(
  url: string,
  workspaceId: string,
  name: string,
  records: number,
): Promise<string> {
  const { id } = await call<{ id: string }>(url, 'POST', '/datasets', {
    name,
    workspace_id: workspaceId,
  });
  const field = { name: 'text', title: 'Text', required: true, settings: { type: 'text' } };
  await call(url, 'POST', `/datasets/${id}/fields`, field);
  await call(url, 'POST', `/datasets/${id}/questions`, {
    name: 'verdict',
    title: 'Verdict',
    required: true,
    settings: {
      type: 'label_selection',
      options: ['good', 'bad'].map((value) => ({ value, text: value })),
    },
  });
  if (records === 0) return id;
  await call(url, 'PUT', `/datasets/${id}/publish`);
  const items = Array.from({ length: records }, (_, at) => ({ fields: { text: `Text ${at}` } }));
  await call(url, 'POST', `/datasets/${id}/records/bulk`, { items });
  return id;
}

async function recordsOf(url: string, id: string): Promise<string[]> {
  const { items } = await call<{ items: { id: string }[] }>(url, 'GET', `/datasets/${id}/records`);
  return items.map((record) => record.id);
}

async function answer(url: string, key: string, record: string, status: string): Promise<void> {
  const values = { verdict: { value: 'good' } };
  await call(url, 'POST', `/records/${record}/responses`, { status, values }, key);
}
