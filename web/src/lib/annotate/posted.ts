import type { ApiError, Response, ResponseStatus } from '../api';
import type { Channel, Lead, Row, Shelf } from './device';
import type { WireValues } from './form.svelte';
import type { Problem, Sent, Verdict } from './outcome';
import type { Activity, Transport, Upsert } from './transport';

/** What is to become of my answer to a record; a later one takes the place of an earlier one. */
export interface Posted extends Row {
  /** Another with every change, so that an answer to an old one is known as such. */
  version: string;
  /** Their order, over all tabs. */
  at: number;
  dataset: string;
  record: string;
  /** `none` takes my answer away. */
  status: ResponseStatus | 'none';
  values: WireValues | null;
  /** The answer of the server that this one is based on; `null` if there was none. */
  base: Response | null;
  activity: Activity | null;
  /** What was sent for this record and may have arrived, so that it is known again. */
  sent: Sent[];
  /** Why the server did not take it; it is not sent again before that is settled. */
  problem: Problem | null;
}

export type Posting = Pick<
  Posted,
  'dataset' | 'record' | 'status' | 'values' | 'base' | 'activity'
>;

export type OutboxState = 'idle' | 'sending' | 'waiting' | 'offline' | 'signedOut';

export interface OutboxParts {
  user: string;
  shelf: Shelf<Posted>;
  transport: Transport;
  channel: Channel;
  lead?: Lead;
  /** Whether the user is the one who is signed in: nothing is sent in the name of another. */
  may?: () => boolean;
  now?: () => number;
  random?: () => number;
}

const sentMax = 5;
const firstRetryMs = 1000;
const retryMaxMs = 30_000;

/** How long to wait after a number of failed attempts; `random` from 0 to 1 keeps tabs apart. */
export function retryMs(attempts: number, random: number): number {
  const step = Math.min(firstRetryMs * 2 ** attempts, retryMaxMs);
  return Math.min(step * (0.75 + random * 0.5), retryMaxMs);
}

/** Whether sending the same again cannot help. */
export function isFinal(error: ApiError): boolean {
  if (error.status === 403) return error.code.endsWith('ForbiddenOperationError');
  return error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
}

/** Which of two states of an answer was written later. */
export function later(one: Response | null, other: Response | null): Response | null {
  if (one === null || other === null) return one ?? other;
  return other.updated_at > one.updated_at ? other : one;
}

export function withSent(item: Posted): Posted {
  // Trying again must not push out what was sent before it.
  if (item.sent.some((one) => sameSent(one, item))) return item;
  const sent = [...item.sent, { status: item.status, values: item.values }];
  return { ...item, sent: sent.slice(-sentMax) };
}

function sameSent(one: Sent, other: Sent): boolean {
  const text = ({ status, values }: Sent) => JSON.stringify([status, values]);
  return text(one) === text(other);
}

export function wireOf(item: Posted): Upsert {
  return {
    record_id: item.record,
    status: item.status === 'none' ? 'draft' : item.status,
    values: item.values,
    based_on: item.base?.updated_at ?? null,
    ...(item.activity ? { activity: item.activity } : {}),
  };
}

/** Answers up to the limit in their order; one that is taken away goes alone. */
export function firstOf(waiting: readonly Posted[], max: number): Posted[] {
  const [first] = waiting;
  if (!first || first.status === 'none') return first ? [first] : [];
  const end = waiting.findIndex((item) => item.status === 'none');
  return waiting.slice(0, end === -1 ? max : Math.min(end, max));
}

/** An answer as it is written to the device, given what the page and the device have by now. */
export function rowOf(item: Posted, shown: Posted | null, old: Posted | null): Posted {
  // The one before may have arrived in the meantime: what this one is based on moved with it.
  const row = shown?.version === item.version ? shown : item;
  return { ...row, sent: old?.sent ?? row.sent };
}

/** What stays of the row after a verdict on one version of it. */
export function rowAfter(old: Posted | null, item: Posted, verdict: Verdict): Posted | null {
  if (old === null) return null;
  // A device that took no more has an older one than the page has sent.
  const row = old.at < item.at ? item : old;
  const isSame = row.version === item.version;
  if ('saved' in verdict) {
    // Changed again while it was under way: the newer one is based on what has just been written.
    return isSame ? null : { ...row, base: verdict.saved, sent: [] };
  }
  if ('again' in verdict) return { ...row, base: verdict.again, sent: [] };
  return isSame ? { ...row, problem: verdict.problem } : row;
}

/** What the device has, with what is only on the page as yet, or newer there; oldest first. */
export function withShown(
  stored: readonly Posted[],
  shown: readonly Posted[],
  isHere: (id: string) => boolean,
): Posted[] {
  const known = new Map(stored.map((item) => [item.id, item]));
  for (const item of shown) {
    const other = known.get(item.id);
    if (other ? item.at > other.at : isHere(item.id)) known.set(item.id, item);
  }
  return [...known.values()].sort((a, b) => a.at - b.at);
}
