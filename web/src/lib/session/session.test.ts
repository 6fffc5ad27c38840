import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signals } from '../api';
import { safeNext, signInPath } from './next';
import { Session } from './session.svelte';

it.each([
  [null, '/'],
  ['/datasets/1/annotate?q=a#b', '/datasets/1/annotate?q=a#b'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?next=/', '/'],
  ['datasets', '/'],
])('after signing in, %s leads to %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});

it.each(['/', '/nowhere?a=b&c=d', '/datasets/1/annotate?q=%22a%22#x'])(
  'who has no session signs in and comes back to %s',
  (here) => {
    const next = new URL(signInPath(here), 'http://ours.invalid').searchParams.get('next');
    expect(safeNext(next)).toBe(here);
  },
);

vi.hoisted(() => {
  const Plain = globalThis.Request;
  globalThis.Request = class extends Plain {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
    }
  };
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), { matches: false, media }) as MediaQueryList;
});

describe('the session', () => {
  let answers: Record<string, () => Response>;
  const json = (body: unknown, status = 200) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const as = (id: string) =>
    json({
      user: { id, username: id },
      csrf_token: `token-${id}`,
      expires_at: '2026-11-24T20:00:00Z',
      seconds_left: 60,
    });

  beforeEach(() => {
    answers = { 'GET /api/v1/me/preferences': () => json({}) };
    vi.stubGlobal('fetch', (request: Request) => {
      const answer = answers[`${request.method} ${new URL(request.url).pathname}`];
      return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('no answer'));
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is found again by its cookie', async () => {
    answers['GET /api/v1/session'] = () => as('ana');
    const session = new Session();
    await session.start();
    expect([session.state, session.user?.id, signals.csrfToken]).toEqual([
      'in',
      'ana',
      'token-ana',
    ]);
  });

  it('tells a missing session from a missing server', async () => {
    const session = new Session();
    await session.start();
    expect([session.state, session.reachable]).toEqual(['unreachable', false]);
    answers['GET /api/v1/session'] = () => json({ detail: 'no' }, 401);
    await session.start();
    expect([session.state, session.reachable]).toEqual(['out', true]);
  });

  it('keeps the page when it ends, for the same person only', async () => {
    answers['POST /api/v1/session'] = () => as('ana');
    const session = new Session();
    await session.signIn('ana', 'x');
    signals.unauthorized?.();
    expect(session.state).toBe('expired');
    answers['POST /api/v1/session'] = () => as('bo');
    await session.signIn('bo', 'x');
    expect([session.state, session.user?.id, session.stranger?.id]).toEqual([
      'expired',
      'ana',
      'bo',
    ]);
    answers['POST /api/v1/session'] = () => as('ana');
    await session.signIn('ana', 'x');
    expect([session.state, session.stranger]).toEqual(['in', null]);
  });

  it('does not sign out while something says no', async () => {
    answers['POST /api/v1/session'] = () => as('ana');
    const session = new Session();
    await session.signIn('ana', 'x');
    session.leaving.add(() => Promise.resolve(false));
    expect(await session.signOut()).toBe(false);
    expect(session.state).toBe('in');
  });
});
