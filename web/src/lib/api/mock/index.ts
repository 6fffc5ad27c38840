/** A server of invented data in the page itself, for `VITE_MOCK=1 npm run dev` and screenshots only. */
import type { SessionUser } from '..';
import { overview, workspaces } from './overview';

const users: Record<string, SessionUser> = {
  ana: { id: 'u-ana', username: 'ana', first_name: 'Ana', last_name: 'Martí', role: 'annotator' },
  olga: { id: 'u-olga', username: 'olga', first_name: 'Olga', last_name: 'Winter', role: 'owner' },
  nobody: {
    id: 'u-new',
    username: 'nobody',
    first_name: 'New',
    last_name: null,
    role: 'annotator',
  },
};

type Handler = (request: Request) => Promise<Response> | Response;

const preferences: Record<string, unknown> = {};

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': 'mock-7Qd2' },
  });
}

function signedIn(): SessionUser | undefined {
  return users[sessionStorage.getItem('mock-user') ?? ''];
}

function answerOf(user: SessionUser): Response {
  return json({
    user,
    csrf_token: 'mock',
    stay_signed_in: false,
    inserted_at: '2026-01-01T00:00:00',
    expires_at: '2099-01-01T00:00:00',
    seconds_left: 3600,
  });
}

const refused = () =>
  json({ detail: { code: 'argilla.api.errors::UnauthorizedError', params: {} } }, 401);

const handlers: Record<string, Handler> = {
  'GET /api/v1/session': () => {
    const user = signedIn();
    return user ? answerOf(user) : refused();
  },
  'POST /api/v1/session': async (request) => {
    const { username } = (await request.json()) as { username: string };
    const user = users[username];
    if (!user) return refused();
    sessionStorage.setItem('mock-user', username);
    return answerOf(user);
  },
  'DELETE /api/v1/session': () => {
    sessionStorage.removeItem('mock-user');
    return new Response(null, { status: 204 });
  },
  'GET /api/v1/me/overview': () => {
    const user = signedIn();
    if (!user) return refused();
    const mode = sessionStorage.getItem('mock-mode');
    if (mode === 'error') return json({ detail: 'no' }, 500);
    const empty = mode === 'empty' || user.username === 'nobody';
    const items = empty ? [] : overview(Date.now());
    return json({ items, total: items.length });
  },
  'GET /api/v1/me/workspaces': () => {
    const none =
      sessionStorage.getItem('mock-mode') === 'empty' || signedIn()?.username === 'nobody';
    return json({ items: none ? [] : workspaces });
  },
  'GET /api/v1/me/preferences': () => json(preferences),
  'PATCH /api/v1/me/preferences': async (request) =>
    json(Object.assign(preferences, await request.json())),
};

/** Answers requests to the API in the place of a server. */
export function install(): void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/api/')) return real(input, init);
    const handler = handlers[`${request.method} ${pathname}`];
    return handler ? handler(request) : json({ detail: 'Not in the mock' }, 404);
  };
}
