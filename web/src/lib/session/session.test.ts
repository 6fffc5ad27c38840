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

  it('does not sign out while something says no', async () => {
    answers['POST /api/v1/session'] = () => as('ana');
    const session = new Session();
    await session.signIn('ana', 'x');
    session.leaving.add(() => Promise.resolve(false));
    expect(await session.signOut()).toBe(false);
    expect(session.state).toBe('in');
  });
});
