/** What becomes of an answer that the server did not take. */
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
  if (bench.queue.current?.id === item.record) bench.reload();
}

/** Gives the answer up: what the server has stays. */
export async function giveUp(bench: Workbench, item: Posted): Promise<void> {
  await bench.outbox.drop(item.record);
  await bench.drafts.forget(item.record);
  if (bench.queue.current?.id === item.record) bench.reload();
}
