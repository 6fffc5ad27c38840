/** What every failed request becomes. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** The server's code without its prefix, `offline`, or empty. */
    readonly code: string,
    message: string,
    readonly requestId: string = '',
    /** Wrong parts of the request, by place. */
    readonly problems: readonly Problem[] = [],
    /** How long the server asks to wait. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }

  get offline(): boolean {
    return this.status === 0;
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.offline || this.status === 429 || (this.status >= 502 && this.status <= 504);
  }
}

export interface Problem {
  place: string;
  message: string;
}

const prefix = 'argilla.api.errors::';

/** An error from an answer and its body, in each of the server's envelopes. */
export function errorFrom(response: Response, body: unknown): ApiError {
  const requestId = response.headers.get('x-request-id') ?? '';
  const wait = retryAfter(response.headers.get('retry-after'), Date.now());
  const { code, message, problems } = read(body);
  return new ApiError(response.status, code, message, requestId, problems, wait);
}

export function errorOf(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ApiError(0, 'offline', message);
}

export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}

function read(body: unknown): { code: string; message: string; problems: Problem[] } {
  const outer = object(body);
  const detail = outer['detail'];
  if (typeof detail === 'string') return { code: '', message: detail, problems: [] };
  const { code = outer['code'], params } = object(detail);
  const inner = object(params);
  const problems = Array.isArray(inner['errors']) ? inner['errors'].map(problem) : [];
  const said = inner['detail'] ?? outer['message'] ?? problems[0]?.message ?? '';
  return {
    code: typeof code === 'string' ? code.replace(prefix, '') : '',
    message: typeof said === 'string' ? said : JSON.stringify(said),
    problems,
  };
}

function problem(entry: unknown): Problem {
  const { loc, msg } = object(entry);
  return { place: Array.isArray(loc) ? loc.slice(1).join('.') : '', message: String(msg ?? '') };
}

function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Seconds or a date, as milliseconds from `now`. */
export function retryAfter(text: string | null, now: number): number | null {
  if (text === null || text.trim() === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
