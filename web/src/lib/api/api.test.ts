import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api, ok, signals } from './client';
import { ApiError, errorFrom, errorOf, retryAfter } from './error';

// In a browser an address without an origin means the page's own.
vi.hoisted(() => {
  const Plain = globalThis.Request;
  globalThis.Request = class extends Plain {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://localhost') : input, init);
    }
  };
});

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

describe('errorFrom', () => {
  const cases: [string, number, unknown, Partial<ApiError>][] = [
    [
      'a code with words',
      401,
      { detail: { code: 'argilla.api.errors::UnauthorizedError', params: { detail: 'no' } } },
      { code: 'UnauthorizedError', message: 'no' },
    ],
    [
      'words alone',
      404,
      { detail: 'There is no such record' },
      { code: '', message: 'There is no such record' },
    ],
    [
      'a code beside words',
      422,
      { code: 'missing_vector', message: 'none' },
      { code: 'missing_vector', message: 'none' },
    ],
    [
      'a wrong form',
      422,
      {
        detail: {
          code: 'argilla.api.errors::RequestValidationError',
          params: { errors: [{ loc: ['body', 'name'], msg: 'too short', type: 'x' }] },
        },
      },
      { message: 'too short', problems: [{ place: 'name', message: 'too short' }] },
    ],
    ['nothing at all', 502, undefined, { code: '', message: '', passing: true }],
  ];

  it.each(cases)('reads %s', (_, status, body, expected) => {
    expect(errorFrom(answer(status, body), body)).toMatchObject({ status, ...expected });
  });

  it('keeps the id of the request and the time to wait', () => {
    const error = errorFrom(answer(429, {}, { 'x-request-id': 'abc', 'retry-after': '3' }), {});
    expect(error).toMatchObject({ requestId: 'abc', retryAfterMs: 3000, passing: true });
  });
});

it('reads Retry-After as seconds and as a date', () => {
  expect(retryAfter('2', 0)).toBe(2000);
  expect(retryAfter('Thu, 01 Jan 1970 00:00:05 GMT', 1000)).toBe(4000);
  expect(retryAfter('soon', 0)).toBeNull();
  expect(retryAfter(null, 0)).toBeNull();
});

it('calls a request without an answer offline', () => {
  expect(errorOf(new TypeError('Failed to fetch'))).toMatchObject({ status: 0, offline: true });
});

describe('the client', () => {
  const fetched = vi.fn<(request: Request) => Promise<Response>>();

  beforeEach(() => {
    fetched.mockReset();
    vi.stubGlobal('fetch', fetched);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    signals.csrfToken = null;
    signals.unauthorized = null;
  });

  it('sends the CSRF token with what changes something, and only then', async () => {
    signals.csrfToken = 'token';
    fetched.mockImplementation(() => Promise.resolve(answer(200, {})));
    await ok(api.GET('/api/v1/me'));
    await ok(api.PATCH('/api/v1/me/preferences', { body: {} }));
    const sent = fetched.mock.calls.map(([request]) => request.headers.get('x-csrf-token'));
    expect(sent).toEqual([null, 'token']);
  });

  it('tells the session of a 401, except for the sign-in itself', async () => {
    const told = vi.fn();
    signals.unauthorized = told;
    fetched.mockImplementation(() => Promise.resolve(answer(401, { detail: 'no' })));
    const body = { username: 'a', password: 'b' };
    await expect(ok(api.POST('/api/v1/session', { body }))).rejects.toBeInstanceOf(ApiError);
    expect(told).not.toHaveBeenCalled();
    await expect(ok(api.GET('/api/v1/me'))).rejects.toMatchObject({ status: 401, message: 'no' });
    expect(told).toHaveBeenCalledOnce();
  });

  it('lets an abort through as it is', async () => {
    fetched.mockRejectedValue(new DOMException('aborted', 'AbortError'));
    await expect(ok(api.GET('/api/v1/me'))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
