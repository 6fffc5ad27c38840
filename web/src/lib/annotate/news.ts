/** What others do while somebody is at work. Nothing typed is lost by it. */
import { errorOf, type DatasetRecord } from '../api';
import { t } from '../i18n';
import { live } from '../ui/live.svelte';
import type { Misfit, Snapshot } from './form.svelte';
import { loadKinds } from './kinds';
import { openDataset, type Opened } from './opening';
import { keepOrphan } from './trouble';
import type { Workbench } from './workbench.svelte';

/** What the page has to say once, beside what stands on it. */
export type Notice =
  /** Of one record, said while it is the one in focus. */
  | { kind: 'changed'; of: DatasetRecord }
  | { kind: 'completed'; of: DatasetRecord }
  | { kind: 'moved'; of: DatasetRecord; lost: readonly Misfit[] }
  | { kind: 'settings'; lost: readonly Misfit[] }
  | { kind: 'gone' | 'deleted' | 'removed' | 'guidelines' | 'away' }
  | { kind: 'dropped'; parts: readonly string[] };

/** A record was changed or deleted. */
export async function recordChanged(bench: Workbench, record: string): Promise<void> {
  const { queue, form } = bench;
  const isAtHand = queue.records.some((one) => one.id === record);
  // One that was left behind may have words of mine, which nobody would see any more.
  if (!isAtHand && !bench.drafts.find(record)) return;
  const newer = await bench.look(record).catch(() => undefined);
  if (!isAtHand) {
    if (newer === null) await keepOrphan(bench, record);
    return;
  }
  const old = queue.records.find((one) => one.id === record);
  // Where it cannot be read now, it stays as it was; sending an answer to it will tell.
  if (newer === undefined || !old) return;
  const isCurrent = queue.current?.id === record;
  if (newer === null) {
    if (!(await keepOrphan(bench, record)) && isCurrent) bench.tell({ kind: 'gone' });
    bench.undo.forget(record);
    queue.drop(record);
    if (isCurrent) bench.reload();
    return;
  }
  const isSame = JSON.stringify(newer.fields) === JSON.stringify(old.fields);
  if (isCurrent && form.isDirty && !isSame) return bench.tell({ kind: 'changed', of: newer });
  await takeNewer(bench, newer);
  if (isCurrent && !isSame) live.say(t('annotate.changed.said'));
}

/** Shows the new version; what was typed stays, and marks go where their words have gone. */
export async function takeNewer(bench: Workbench, record: DatasetRecord): Promise<void> {
  const old = bench.queue.records.find((one) => one.id === record.id);
  const typed = bench.drafts.find(record.id) ? bench.form.snapshot() : null;
  const isHere = bench.form.record?.id === record.id;
  const moved = old && typed && isHere ? await movedMarks(bench, typed, old, record) : null;
  const isStill = isHere && bench.form.record?.id === record.id;
  bench.queue.replace(record);
  if (!isStill) return;
  bench.reload();
  if (moved === null) return;
  bench.keep(moved.snapshot);
  if (moved.lost.length > 0) bench.tell({ kind: 'moved', of: record, lost: moved.lost });
}

async function movedMarks(
  bench: Workbench,
  snapshot: Snapshot,
  old: DatasetRecord,
  now: DatasetRecord,
): Promise<{ snapshot: Snapshot; lost: Misfit[] }> {
  const values = { ...snapshot.values };
  const lost: Misfit[] = [];
  for (const question of bench.opened.questions) {
    const { settings } = question;
    const marks = values[question.name];
    if (settings.type !== 'span' || !Array.isArray(marks)) continue;
    const [before, after] = [old.fields[settings.field], now.fields[settings.field]];
    if (before === after) continue;
    const { moved } = await import('../spans/anchor');
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const anchored = moved(marks as Parameters<typeof moved>[0], text(before), text(after));
    values[question.name] = anchored.marks;
    if (anchored.lost.length > 0) lost.push({ question, value: anchored.lost });
  }
  return { snapshot: { ...snapshot, values }, lost };
}

/** Others may have given the record in focus all the answers that it needs. */
export async function completedMeanwhile(bench: Workbench): Promise<void> {
  const { current } = bench.queue;
  const status = current && bench.answers.statusOf(current.id);
  if (!current || current.status === 'completed') return;
  if (status !== 'pending' && status !== 'draft') return;
  const now = await bench.look(current.id).catch(() => null);
  if (now?.status !== 'completed' || bench.queue.current !== current) return;
  bench.queue.replace({ ...current, status: 'completed' });
  bench.tell({ kind: 'completed', of: now });
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
}

/** What was typed goes where it can be copied: nothing takes it any more. */
export async function datasetDeleted(bench: Workbench): Promise<void> {
  bench.tell({ kind: 'deleted' });
  for (const { record } of bench.drafts.ofDataset(bench.opened.dataset.id))
    await keepOrphan(bench, record);
}

/** Reads the dataset again: its guidelines, questions or fields may be others. */
export async function reopen(bench: Workbench): Promise<void> {
  let now: Opened;
  try {
    now = await openDataset(bench.opened.dataset.id, new AbortController().signal);
    await loadKinds(now);
  } catch (cause) {
    const { status } = errorOf(cause);
    if (status === 404) await datasetDeleted(bench);
    if (status === 403) bench.tell({ kind: 'removed' });
    // For what passes, the next news or the next visit sees to it.
    return;
  }
  const { questions, fields } = bench.opened;
  const isSame = same(questions, now.questions) && same(fields, now.fields);
  bench.opened = now;
  bench.guidelines.text = now.dataset.guidelines ?? '';
  if (bench.guidelines.takeNews()) bench.tell({ kind: 'guidelines' });
  if (isSame) return;
  const hadTyped = bench.form.isDirty;
  const lost = bench.form.ask(now.questions);
  if (hadTyped) bench.keep(bench.form.snapshot());
  bench.tell({ kind: 'settings', lost });
}

/** Whether they look and work the same; when they were written is no matter. */
function same<T extends { updated_at: string }>(one: readonly T[], other: readonly T[]): boolean {
  const plain = (all: readonly T[]) =>
    JSON.stringify(all.map((row) => ({ ...row, updated_at: '' })));
  return plain(one) === plain(other);
}
