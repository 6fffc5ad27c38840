import type { Response } from '../api';
import type { Snapshot } from './form.svelte';

/** What can be taken back: enough to write the state before it again. */
export type Act =
  | {
      kind: 'choose' | 'accept';
      record: string;
      question: string;
      before: Snapshot;
      after: Snapshot;
      at: number;
    }
  | {
      kind: 'submit' | 'discard' | 'draft' | 'delete';
      record: string;
      /** The answer that stood on the server before; null if there was none. */
      stored: Response | null;
      before: Snapshot;
      after: Snapshot;
      at: number;
    }
  | {
      kind: 'bulk';
      /** The answers before, by record. */
      stored: ReadonlyMap<string, Response | null>;
      at: number;
    };

/** The acts of this session, the last one on top. */
export class Undo {
  static readonly deep = 50;
  /** Words typed without a longer pause are one act. */
  static readonly typingMs = 1000;
  /** A run over many records can be taken back for so long. */
  static readonly bulkMs = 600_000;
  acts = $state.raw<readonly Act[]>([]);
  undone = $state.raw<readonly Act[]>([]);

  push(act: Act): void {
    const last = this.acts.at(-1);
    const rest = last && continues(last, act) ? this.acts.slice(0, -1) : this.acts;
    const joined = rest === this.acts || !last || !('before' in last) ? act : joinedWith(last, act);
    this.acts = [...rest, joined].slice(-Undo.deep);
    this.undone = [];
  }

  /** The act to take back now; it can be done again. */
  back(now = Date.now()): Act | null {
    const acts = this.acts.filter((act) => act.kind !== 'bulk' || now - act.at <= Undo.bulkMs);
    const act = acts.at(-1) ?? null;
    this.acts = acts.slice(0, -1);
    // A run is not done again: what it would write now may be something else.
    if (act !== null && act.kind !== 'bulk') this.undone = [...this.undone, act];
    return act;
  }

  /** The act to do again. */
  forward(): Act | null {
    const act = this.undone.at(-1) ?? null;
    if (act === null) return null;
    this.undone = this.undone.slice(0, -1);
    this.acts = [...this.acts, act];
    return act;
  }

  /** Forgets what concerns a record that no longer exists. */
  forget(record: string): void {
    const keep = (act: Act) => act.kind === 'bulk' || act.record !== record;
    this.acts = this.acts.filter(keep);
    this.undone = this.undone.filter(keep);
  }
}

function continues(last: Act, act: Act): boolean {
  return (
    last.kind === 'choose' &&
    act.kind === 'choose' &&
    act.after.how === 'typing' &&
    last.after.how === 'typing' &&
    last.record === act.record &&
    last.question === act.question &&
    act.at - last.at < Undo.typingMs
  );
}

function joinedWith(last: Act, act: Act): Act {
  return act.kind === 'choose' && last.kind === 'choose' ? { ...act, before: last.before } : act;
}
