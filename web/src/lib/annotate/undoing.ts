/** Taking acts back and doing them again, each on the record it was done on. */
import type { Act } from './undo.svelte';
import type { Workbench } from './workbench.svelte';

/** What was done; `away` where its record cannot be had. */
export type Undone = Act | 'away' | null;

export async function takeBack(bench: Workbench, now: number): Promise<Undone> {
  const act = bench.undo.back(now);
  if (act === null) return null;
  if (act.kind === 'bulk') return bench.many.takeBack(act.stored);
  const found = await bench.goTo(act.record);
  if (found !== 'here') {
    bench.undo.forward();
    return away(bench, act.record, found);
  }
  const soon = act.kind === 'choose' || act.kind === 'accept';
  if (!('stored' in act)) {
    bench.keep(act.before, soon);
    return act;
  }
  // It stands there with the record, and is kept as typed: what is done on it from now on must not be
  // taken back as well, and whatever shows the record anew meanwhile has it.
  if (bench.queue.current) bench.form.load(bench.queue.current, act.stored, act.before);
  bench.keep(act.before, soon);
  await bench.answers.restore(act.record, act.stored);
  if (act.stored === null) bench.queue.noteSaved(act.record, bench.view.status === 'pending');
  // Whoever has gone on in the meantime has another record before them.
  if (bench.queue.current?.id !== act.record) return act;
  const shown = bench.form.snapshot();
  bench.reload();
  bench.keep(shown, soon);
  return act;
}

export async function doAgain(bench: Workbench, now: number): Promise<Undone> {
  const act = bench.undo.forward();
  if (act === null || act.kind === 'bulk') return null;
  const found = await bench.goTo(act.record);
  if (found !== 'here') {
    bench.undo.back(now);
    return away(bench, act.record, found);
  }
  if (act.kind === 'choose' || act.kind === 'accept') bench.keep(act.after);
  else {
    bench.form.restore(act.after);
    const status = { submit: 'submitted', discard: 'discarded', draft: 'draft' } as const;
    if (act.kind !== 'delete')
      await bench.send(act.record, status[act.kind], bench.form.values(act.kind === 'submit'));
  }
  return act;
}

/** An act whose record is not on the page stays as it was, unless there is no such record. */
function away(bench: Workbench, record: string, found: 'gone' | 'away'): 'away' {
  if (found === 'gone') bench.undo.forget(record);
  bench.tell({ kind: found });
  return 'away';
}
