import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, signals } from '../api';
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

  describe('about to end', () => {
    const lasting = (seconds: number, id = 'ana') =>
      Response.json({ user: { id, username: id }, csrf_token: 't', seconds_left: seconds });
    const run = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
    let session: Session;

    beforeEach(async () => {
      vi.useFakeTimers();
      answers['GET /api/v1/session'] = () => lasting(1000);
      session = new Session();
      await session.start();
    });
    afterEach(() => {
      session.forget();
      vi.useRealTimers();
    });

    it('is told five minutes before, and put off by staying', async () => {
      answers['GET /api/v1/session'] = () => lasting(300);
      await run(699);
      expect(session.endsSoon).toBe(false);
      await run(1);
      expect(session.endsSoon).toBe(true);
      answers['PUT /api/v1/session'] = () => lasting(1000);
      await session.stay();
      expect(session.endsSoon).toBe(false);
    });

    it('is not told while what is done puts it off', async () => {
      await run(700);
      expect(session.endsSoon).toBe(false);
      answers['GET /api/v1/session'] = () => lasting(300);
      await run(700);
      expect(session.endsSoon).toBe(true);
      // Another tab has stayed.
      answers['GET /api/v1/session'] = () => lasting(1000);
      await run(60);
      expect(session.endsSoon).toBe(false);
    });

    it('ends at its time, and not where the server cannot be asked', async () => {
      answers['GET /api/v1/session'] = () => lasting(300);
      await run(700);
      delete answers['GET /api/v1/session'];
      await run(120);
      expect([session.state, session.endsSoon]).toEqual(['in', true]);
      answers['GET /api/v1/session'] = () => json({ detail: 'no' }, 401);
      await run(60);
      expect(session.state).toBe('expired');
    });

    it('belongs to somebody else where another has signed in meanwhile', async () => {
      answers['GET /api/v1/session'] = () => lasting(1000, 'bo');
      await run(700);
      expect([session.state, session.user?.id, session.stranger?.id]).toEqual([
        'expired',
        'ana',
        'bo',
      ]);
    });

    it('is not asked about at once where it lasts for longer than timers can', async () => {
      answers['GET /api/v1/session'] = () => lasting(2_592_000);
      await session.start();
      const asked = vi.fn(() => lasting(2_592_000));
      answers['GET /api/v1/session'] = asked;
      await run(3600);
      expect(asked).not.toHaveBeenCalled();
    });
  });

  describe('signing out', () => {
    let session: Session;
    beforeEach(async () => {
      localStorage.clear();
      answers['POST /api/v1/session'] = () => as('ana');
      session = new Session();
      await session.signIn('ana', 'x');
    });
    const ended = () => new Response(null, { status: 204 });

    it('says so where the server cannot be told, and ends the session once it can', async () => {
      await session.signOut();
      expect([
        session.state,
        session.user,
        session.ending.user,
        session.ending.unreachable,
      ]).toEqual(['out', null, 'ana', true]);
      answers['GET /api/v1/session'] = () => as('ana');
      const end = vi.fn(ended);
      answers['DELETE /api/v1/session'] = end;
      expect(await session.finishEnding()).toBe(true);
      expect([end.mock.calls.length, session.ending.user]).toEqual([1, null]);
    });

    it('is not undone by a cookie that is still there at the next visit', async () => {
      await session.signOut();
      answers['GET /api/v1/session'] = () => as('ana');
      answers['DELETE /api/v1/session'] = () => json({ detail: 'busy' }, 503);
      const next = new Session();
      await next.start();
      expect([next.state, next.ending.user]).toEqual(['out', 'ana']);
      const end = vi.fn(() => {
        answers['GET /api/v1/session'] = () => json({ detail: 'no' }, 401);
        return ended();
      });
      answers['DELETE /api/v1/session'] = end;
      const last = new Session();
      await last.start();
      expect([last.state, last.ending.user, end.mock.calls.length]).toEqual(['out', null, 1]);
    });

    it('leaves the session of whoever has signed in since', async () => {
      await session.signOut();
      answers['GET /api/v1/session'] = () => as('bo');
      const next = new Session();
      await next.start();
      expect([next.state, next.user?.id, next.ending.user]).toEqual(['in', 'bo', null]);
    });
  });

  describe('beside other tabs', () => {
    let session: Session;
    const sent: (string | null)[] = [];
    beforeEach(async () => {
      sent.length = 0;
      answers['POST /api/v1/session'] = () => as('ana');
      session = new Session();
      await session.signIn('ana', 'x');
    });

    it('goes on with the session of another tab, and is told to whoever waits for it', async () => {
      const told = vi.fn();
      session.entered.add(told);
      signals.unauthorized?.();
      answers['GET /api/v1/session'] = () => as('ana');
      await session.look();
      expect([session.state, told.mock.calls.length]).toEqual(['in', 1]);
    });

    it('writes nothing in the name of whoever signs in there', async () => {
      answers['GET /api/v1/session'] = () => as('bo');
      await session.look();
      expect([session.state, session.user?.id, session.stranger?.id, signals.csrfToken]).toEqual([
        'expired',
        'ana',
        'bo',
        'token-ana',
      ]);
    });

    it('sends again what was refused for the token of an earlier session', async () => {
      const refused = {
        detail: {
          code: 'argilla.api.errors::CsrfTokenError',
          params: { detail: 'the token' },
        },
      };
      vi.stubGlobal('fetch', (request: Request) => {
        if (request.method === 'GET') return Promise.resolve(as2('ana'));
        const token = request.headers.get('x-csrf-token');
        sent.push(token);
        return Promise.resolve(token === 'newer' ? json({}) : json(refused, 403));
      });
      const as2 = (id: string) =>
        json({ user: { id, username: id }, csrf_token: 'newer', seconds_left: 600 });
      const answer = await api.PATCH('/api/v1/me/preferences', { body: { look: {} } });
      expect([answer.response.status, sent]).toEqual([200, ['token-ana', 'newer']]);
    });
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
