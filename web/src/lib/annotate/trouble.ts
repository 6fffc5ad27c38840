/** Answers that the server did not take, and what one may do with them. */
import { isFinished } from './drafts.svelte';
import type { WireValues } from './form.svelte';
import type { Posted } from './posted';
import type { Workbench } from './workbench.svelte';

/** Settles a conflict: theirs stays, or these values are written over it. */
export async function settle(
  bench: Workbench,
  item: Posted,
  values: WireValues | null,
): Promise<void> {
  const theirs = item.problem?.kind === 'conflict' ? item.problem.stored : null;
  bench.answers.set(item.record, theirs);
  if (values === null) return giveUp(bench, item);
  const { dataset, record, status, activity } = item;
  await bench.outbox.put({ dataset, record, status, activity, values, base: theirs });
  if (bench.queue.current?.id === record) bench.reload();
}

/** Gives up an answer that the server did not take. */
export async function giveUp(bench: Workbench, { record }: Posted): Promise<void> {
  await bench.outbox.drop(record);
  await bench.drafts.forget(record);
  if (bench.queue.current?.id === record) bench.reload();
}

/** What I typed for a record that no longer exists goes to the outbox, to be copied or given up. */
export async function keepOrphan(bench: Workbench, record: string): Promise<boolean> {
  const typed = bench.drafts.find(record);
  if (!typed || Object.keys(typed.values).length === 0) return false;
  const { dataset, values, base, activity } = typed;
  const status = base !== null && isFinished(base) ? base.status : 'draft';
  const isKept = await bench.outbox.put({ dataset, record, status, values, base, activity });
  if (isKept) await bench.drafts.forget(record, typed);
  return true;
}
