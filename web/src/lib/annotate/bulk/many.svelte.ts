import type { Response } from '../../api';
import type { ChangedBy } from '../../questions';
import type { Form } from '../form.svelte';
import type { Transport } from '../transport';
import type { Act } from '../undo.svelte';
import type { Workbench } from '../workbench.svelte';
import { BulkRun } from './run.svelte';

export interface ManyParts {
  bench: Workbench;
  transport: Transport;
  now: () => number;
}

/** What the workbench does with many records: runs over them, and answers in their rows. */
export class Many {
  readonly run: BulkRun;
  readonly #bench: Workbench;
  readonly #now: () => number;

  constructor({ bench, transport, now }: ManyParts) {
    this.#bench = bench;
    this.#now = now;
    this.run = new BulkRun({
      questions: bench.opened.questions,
      transport,
      of: (record) => bench.answers.of(record),
      saved: (record, response) => {
        void bench.drafts.forget(record);
        for (const tell of bench.outbox.saved) tell(record, response);
      },
      met: (record, response) => bench.answers.set(record, response),
    });
  }

  /** Takes a run back; what could not be can be tried again. */
  async takeBack(before: ReadonlyMap<string, Response | null>): Promise<Act> {
    const { written } = await this.run.takeBack(before);
    const rest = new Map([...before].filter(([record]) => !written.has(record)));
    const at = this.#now();
    if (rest.size > 0) this.#bench.undo.push({ kind: 'bulk', stored: rest, at });
    return { kind: 'bulk', stored: written, at };
  }

  /** An answer given in an open row: kept and taken back as in the focus view. */
  change(form: Form, name: string, value: unknown, how: ChangedBy): void {
    const { answers, drafts, opened, undo } = this.#bench;
    const record = form.record?.id;
    if (record === undefined) return;
    const before = form.snapshot(how);
    form.change(name, value);
    const after = form.snapshot(how);
    undo.push({ kind: 'choose', record, question: name, before, after, at: this.#now() });
    const [dataset, base] = [opened.dataset.id, answers.base(record)];
    drafts.keep(form, { dataset, record, base, activity: null, activeMs: 0 }, true);
  }

  /** Done when nothing of ours is on its way to the server, or cannot be. */
  quiet(): Promise<void> {
    const { outbox } = this.#bench;
    return new Promise((done) => {
      const end = $effect.root(() => {
        $effect(() => {
          const isAway = outbox.state === 'offline' || outbox.state === 'signedOut';
          if (outbox.waiting.length > 0 && !isAway) return;
          queueMicrotask(() => end());
          done();
        });
      });
    });
  }
}
