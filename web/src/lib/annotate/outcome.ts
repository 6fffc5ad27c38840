/** What the server's word on one answer means. */
import type { Response, ResponseStatus } from '../api';
import type { WireValues } from './form.svelte';
import type { Outcome } from './transport';

export interface Sent {
  status: ResponseStatus | 'none';
  values: WireValues | null;
}

export type Problem =
  /** The server says what is wrong with it. */
  | { kind: 'refused'; detail: string }
  /** The record was deleted. */
  | { kind: 'gone'; detail: string }
  /** Another answer of mine stands there by now; `null` if it was taken away. */
  | { kind: 'conflict'; detail: string; stored: Response | null };

export type Verdict =
  | { saved: Response | null }
  /** Send it again, based on this: what stands there is an earlier one of ours. */
  | { again: Response | null }
  | { problem: Problem };

interface Judged extends Sent {
  base: Response | null;
  sent: readonly Sent[];
}

const changed = 'ResponseChangedError';

export function judge(item: Judged, { item: saved, error }: Outcome): Verdict {
  if (error === null) return { saved };
  if (error.code?.endsWith(changed) === true) {
    const stored = error.stored ?? null;
    if (stored && sameAnswer(stored, item)) return { saved: stored };
    // We have sent it ourselves and never heard that it arrived.
    if (ownOf(stored, item.sent)) return { again: stored };
    return { problem: { kind: 'conflict', detail: error.detail, stored } };
  }
  const gone = /not found/i.test(error.detail);
  return { problem: { kind: gone ? 'gone' : 'refused', detail: error.detail } };
}

/** Whether what is stored is one of those that were sent. */
export function ownOf(stored: Response | null, sent: readonly Sent[]): boolean {
  return sent.some((one) =>
    stored === null ? one.status === 'none' : one.status !== 'none' && sameAnswer(stored, one),
  );
}

export function sameAnswer(stored: Response, { status, values }: Sent): boolean {
  return stored.status === status && canonical(stored.values) === canonical(values);
}

/** Text that is equal for equal values; none and no values are the same. */
function canonical(values: unknown): string {
  return JSON.stringify(sorted(values ?? {}));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}
