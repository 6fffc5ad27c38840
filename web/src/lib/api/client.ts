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
  /** Whether the server can be reached, as far as the last request says. */
  reached: ((yes: boolean) => void) | null;
}

export const signals: Signals = { csrfToken: null, unauthorized: null, reached: null };

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

const session: Middleware = {
  onRequest({ request }) {
    if (!safe.has(request.method) && signals.csrfToken !== null) {
      request.headers.set('x-csrf-token', signals.csrfToken);
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
  fetch: (request) => globalThis.fetch(request),
});
api.use(session);

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
