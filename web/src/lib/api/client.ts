import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { base } from '../nav';
import { ApiError, errorFrom, errorOf, isAbort } from './error';
import type { paths } from './schema';

export type Paths = paths;

/** What the client tells the session, and what it takes from it. */
export interface Signals {
  /** Sent with every request that changes something. */
  csrfToken: string | null;
  /** A request was refused for want of a session. */
  unauthorized: (() => void) | null;
  /** The token is of an earlier session; whether there is another one for the same person now. */
  stale: (() => Promise<boolean>) | null;
  /** Whether the server can be reached, as far as the last request says. */
  reached: ((yes: boolean) => void) | null;
}

export const signals: Signals = {
  csrfToken: null,
  unauthorized: null,
  stale: null,
  reached: null,
};

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);
const header = 'x-csrf-token';

const session: Middleware = {
  onRequest({ request }) {
    if (!safe.has(request.method) && signals.csrfToken !== null && !request.headers.has(header)) {
      request.headers.set(header, signals.csrfToken);
    }
    return request;
  },
  onResponse({ response, schemaPath }) {
    signals.reached?.(true);
    // A refused sign-in is the form's own matter.
    if (response.status === 401 && schemaPath !== '/api/v1/session') signals.unauthorized?.();
  },
  onError({ error }) {
    if (!isAbort(error)) signals.reached?.(false);
  },
};

/** Typed requests to our own server: `await ok(api.GET('/api/v1/me'))`. */
export const api: Client<Paths> = createClient<Paths>({
  baseUrl: base,
  credentials: 'same-origin',
  fetch: send,
});
api.use(session);

/** Sends it, and once more where another tab has signed in meanwhile: what failed was not done. */
async function send(request: Request): Promise<Response> {
  // What outlives its page has nobody who would send it again.
  if (safe.has(request.method) || request.keepalive) return globalThis.fetch(request);
  const { url, method, headers, credentials, signal } = request;
  const body = await request.text();
  const once = () =>
    new Request(url, { method, headers, credentials, signal, body: body === '' ? null : body });
  const response = await globalThis.fetch(once());
  if (response.status !== 403) return response;
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const { code } = errorFrom(response, said);
  if (!code.endsWith('CsrfTokenError') || !(await signals.stale?.())) return response;
  if (signals.csrfToken !== null) headers.set(header, signals.csrfToken);
  return globalThis.fetch(once());
}

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer; throws `ApiError` for everything else, and lets aborts through. */
export async function ok<T>(answer: Promise<Answer<T>>): Promise<T> {
  let settled: Answer<T>;
  try {
    settled = await answer;
  } catch (cause) {
    throw isAbort(cause) ? cause : errorOf(cause);
  }
  if (!settled.response.ok) throw errorFrom(settled.response, settled.error);
  return settled.data as T;
}

export { ApiError };
