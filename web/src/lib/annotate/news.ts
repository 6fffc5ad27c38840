/** What others do while somebody is at work. Nothing typed is lost by it. */
import type { DatasetRecord } from '../api';
import { openDataset } from './opening';
import type { Workbench } from './workbench.svelte';

/** What the page has to say once, beside what stands on it. */
export type Notice =
  | { kind: 'gone'; record: string }
  | { kind: 'changed'; record: DatasetRecord }
  | { kind: 'settings' | 'deleted' | 'guidelines' }
  | { kind: 'dropped'; parts: readonly string[] };

/** A record was changed or deleted. */
export async function recordChanged(bench: Workbench, record: string): Promise<void> {
  const { queue, form } = bench;
  if (!queue.records.some((one) => one.id === record)) return;
  const newer = await bench.look(record).catch(() => undefined);
  if (newer === undefined) return;
  const isCurrent = queue.current?.id === record;
  if (newer === null) {
    if (isCurrent) bench.tell({ kind: 'gone', record });
    bench.undo.forget(record);
    queue.drop(record);
    if (isCurrent) bench.reload();
  } else if (isCurrent && form.isDirty) bench.tell({ kind: 'changed', record: newer });
  else takeNewer(bench, newer);
}

/** Shows the new version; what was typed stays. */
export function takeNewer(bench: Workbench, record: DatasetRecord): void {
  const typed = bench.form.snapshot();
  bench.queue.replace(record);
  if (bench.queue.current?.id !== record.id) return;
  bench.reload();
  if (bench.drafts.find(record.id)) bench.form.restore(typed);
}

/** My answer was written somewhere: in another browser, or by a program. */
export async function answeredElsewhere(
  bench: Workbench,
  record: string,
  at: string | undefined,
): Promise<void> {
  const { answers, outbox } = bench;
  const known = answers.of(record);
  if (!answers.isKnown(record) || outbox.of(record) !== null) return;
  if (at !== undefined && known?.updated_at === at) return;
  const found = await bench.look(record).catch(() => null);
  const answer = found?.responses?.[0] ?? null;
  if (!found || outbox.of(record) !== null || answer?.updated_at === known?.updated_at) return;
  bench.saved(record, answer);
  if (bench.form.record?.id === record && !bench.drafts.find(record)) bench.reload();
}

/** Reads the dataset again: its guidelines may be others. */
export async function reopen(bench: Workbench): Promise<void> {
  const { dataset } = bench.opened;
  const now = await openDataset(dataset.id, new AbortController().signal).catch(() => null);
  if (!now) return;
  if (now.dataset.guidelines !== dataset.guidelines) bench.tell({ kind: 'guidelines' });
  bench.opened = { ...bench.opened, dataset: now.dataset };
}
