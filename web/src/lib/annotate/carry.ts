import { errorOf, type Response } from '../api';
import { judge, type Verdict } from './outcome';
import { isFinal, wireOf, type Posted } from './posted';
import type { Outcome, Transport } from './transport';

export interface Carrier {
  transport: Transport;
  /** What an answer that is taken away is based on by now. */
  baseOf: (item: Posted) => Response | null;
  settle: (item: Posted, verdict: Verdict) => Promise<void>;
}

/** Takes answers to the server and settles each; throws where none of them got there. */
export async function carry(batch: readonly Posted[], by: Carrier): Promise<void> {
  const [first] = batch;
  if (first?.status === 'none') return remove(first, by);
  let outcomes;
  try {
    outcomes = await by.transport.upsert(batch.map(wireOf));
  } catch (cause) {
    const error = errorOf(cause);
    if (!isFinal(error)) throw cause;
    // One of them is not well formed and failed them all: find out which.
    if (batch.length > 1) for (const item of batch) await carry([item], by);
    else if (first)
      await by.settle(first, judge(first, { item: null, error: { detail: error.message } }));
    return;
  }
  for (const [at, item] of batch.entries()) {
    const outcome = outcomes[at] ?? { item: null, error: { detail: '' } };
    await by.settle(item, judge(item, outcome));
  }
}

async function remove(item: Posted, { transport, baseOf, settle }: Carrier): Promise<void> {
  const base = baseOf(item);
  let outcome: Outcome = { item: null, error: null };
  try {
    if (base) outcome = await transport.remove(base);
  } catch (cause) {
    const error = errorOf(cause);
    if (!isFinal(error)) throw cause;
    // It is gone already: that is what was wanted.
    if (error.status !== 404) outcome = { item: null, error: { detail: error.message } };
  }
  await settle(item, judge(item, outcome));
}
