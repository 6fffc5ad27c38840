import { api, ok, type Response, type ResponseStatus } from '../api';
import { base } from '../nav';
import { signals } from '../api';
import type { WireValues } from './form.svelte';

/** What the server is told beside the contract of how an answer came about. */
export interface Activity {
  active_ms: number;
  suggestions_shown: { question: string }[];
  client: string;
  view: 'focus' | 'bulk';
}

/** An answer as it goes to the server. */
export interface Upsert {
  record_id: string;
  status: ResponseStatus;
  values: WireValues | null;
  /** When the answer was written that this one replaces; `null` for none, absent: do not check. */
  based_on?: string | null;
  activity?: Activity;
}

export interface Outcome {
  item: Response | null;
  error: { detail: string; code?: string; stored?: Response | null } | null;
}

/** Takes answers to the server; throws `ApiError` where a whole request fails. */
export interface Transport {
  upsert(items: readonly Upsert[]): Promise<readonly Outcome[]>;
  /** Deletes an answer, unless it is another by now. */
  remove(response: Response): Promise<Outcome>;
}

export const transport: Transport = {
  async upsert(items) {
    const { items: outcomes } = await ok(
      api.POST('/api/v1/me/responses/bulk', { body: { items: [...items] as never } }),
    );
    return outcomes.map((outcome) => ({
      item: outcome.item ?? null,
      error: outcome.error ?? null,
    }));
  },
  async remove({ id, updated_at }) {
    const params = { path: { response_id: id }, query: { based_on: updated_at } };
    const answer = await api.DELETE('/api/v1/responses/{response_id}', { params });
    const error = answer.response.status === 409 ? conflictOf(answer.error) : null;
    if (error) return { item: null, error };
    await ok(Promise.resolve(answer));
    return { item: null, error: null };
  },
};

/** The conflict that an answer tells of, as one of many answers would. */
function conflictOf(body: unknown): Outcome['error'] {
  const { detail } = body as {
    detail?: { code?: string; params?: { detail?: string; stored?: Response | null } };
  };
  if (detail?.code === undefined) return null;
  const { detail: said = '', stored = null } = detail.params ?? {};
  return { code: detail.code, detail: said, stored };
}

/** Bodies of requests that outlive the page, as browsers allow them. */
export const keepaliveMax = 60_000;

/** Sends what fits while the page goes away; what it becomes is seen at the next visit. */
export function sendLeaving(items: readonly Upsert[]): void {
  const fit: Upsert[] = [];
  let size = 20;
  for (const item of items.slice(0, 100)) {
    size += new TextEncoder().encode(JSON.stringify(item)).length + 1;
    if (size <= keepaliveMax) fit.push(item);
  }
  if (fit.length === 0) return;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (signals.csrfToken !== null) headers['x-csrf-token'] = signals.csrfToken;
  void fetch(`${base}/api/v1/me/responses/bulk`, {
    method: 'POST',
    keepalive: true,
    credentials: 'same-origin',
    headers,
    body: JSON.stringify({ items: fit }),
  }).catch(() => undefined);
}
