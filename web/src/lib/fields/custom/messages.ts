/** What a frame may tell us. It cannot answer, submit or go anywhere. */
export type FrameMessage =
  | { type: 'ready' }
  | { type: 'height'; value: number }
  | { type: 'error'; message: string }
  | { type: 'blocked'; host: string }
  | { type: 'escape' };

export interface RenderMessage {
  type: 'render';
  template: string;
  record: unknown;
  advanced: boolean;
  theme: 'light' | 'dark';
}

const HEIGHT_MIN = 40;
const HEIGHT_MAX = 4_000;
const TEXT_MAX = 500;

/** What arrived, if it has a form that we know; everything else is nothing. */
export function read(data: unknown): FrameMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, value, message, host } = data as Record<string, unknown>;
  if (type === 'ready' || type === 'escape') return { type };
  if (type === 'height' && typeof value === 'number' && Number.isFinite(value)) {
    return { type, value: Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, Math.ceil(value))) };
  }
  if (type === 'error' && typeof message === 'string') {
    return { type, message: message.slice(0, TEXT_MAX) };
  }
  if (type === 'blocked' && typeof host === 'string' && host !== '') {
    return { type, host: host.slice(0, TEXT_MAX) };
  }
  return null;
}

/** Lets through at most `perSecond` in any second: a frame must not keep the page busy. */
export class Throttle {
  readonly #times: number[] = [];
  readonly #perSecond: number;
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  allows(nowMs: number): boolean {
    while (this.#times.length > 0 && nowMs - (this.#times[0] ?? 0) >= 1_000) this.#times.shift();
    if (this.#times.length >= this.#perSecond) return false;
    this.#times.push(nowMs);
    return true;
  }
}
